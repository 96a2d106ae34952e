import { and, eq, gte, lt, lte, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceQuery } from "../../../shared/schemas/invoice-query.ts";
import { type Page, toPage } from "../../../shared/schemas/page.ts";
import { invoices } from "../../db/invoices.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { isAnswerTooLarge } from "../../platform/outage.ts";

const CURSOR = idPattern("inv");

/** Newest first, from Postgres: one that was accepted less than a moment ago may not be there yet. */
export async function listInvoices(ctx: Ctx, query: InvoiceQuery): Promise<Page<Invoice>> {
  requireScope(ctx, "invoices:read");
  const { limit, cursor } = query;
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  }
  return pageOf(ctx, and(...filters(query)), limit);
}

/** A page that weighs more than Postgres answers with is asked for again at half its length; the cursor goes on from there. */
async function pageOf(ctx: Ctx, where: SQL | undefined, limit: number): Promise<Page<Invoice>> {
  try {
    return toPage(await ctx.db.list(invoices, where, limit + 1), limit, ({ document }) => document);
  } catch (error) {
    if (limit === 1 || !isAnswerTooLarge(error)) throw error;
    return pageOf(ctx, where, Math.ceil(limit / 2));
  }
}

function filters(query: InvoiceQuery): (SQL | undefined)[] {
  const equal = (column: PgColumn, value: string | number | undefined) => (value === undefined ? undefined : eq(column, value));
  return [
    query.cursor === undefined ? undefined : lt(invoices.id, query.cursor),
    equal(invoices.issuerId, query.issuer),
    equal(invoices.status, query.status),
    equal(invoices.typeCode, query.type),
    equal(invoices.pointOfSale, query.point_of_sale),
    equal(invoices.number, query.number),
    equal(invoices.documentNumber, query.document_number),
    equal(invoices.externalId, query.external_id),
    equal(invoices.batchId, query.batch),
    query.date_from === undefined ? undefined : gte(invoices.date, query.date_from),
    query.date_to === undefined ? undefined : lte(invoices.date, query.date_to),
  ];
}
