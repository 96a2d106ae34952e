import { and, eq, gt, lt, lte } from "drizzle-orm";
import { addDays, endOfFiscalDay } from "../../shared/dates.ts";
import { AppError } from "../../shared/errors.ts";
import { idPattern } from "../../shared/ids.ts";
import { problem } from "../../shared/problems.ts";
import type { LedgerReport, LedgerReportQuery } from "../../shared/schemas/ledger-report.ts";
import { type Page, toPage } from "../../shared/schemas/page.ts";
import { ledgerReports } from "../db/ledger-reports.ts";
import { type Ctx, requireScope } from "../platform/context.ts";
import { toLedgerReport } from "./to-ledger-report.ts";

const CURSOR = idPattern("rep");

/** Newest first. @throws AppError `invalid_request` for a cursor that is none of ours */
export async function listLedgerReports(ctx: Ctx, query: LedgerReportQuery): Promise<Page<LedgerReport>> {
  requireScope(ctx, "issuers:read");
  const { limit, cursor, issuer, status, date_from, date_to } = query;
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  }
  const where = and(
    cursor === undefined ? undefined : lt(ledgerReports.id, cursor),
    issuer === undefined ? undefined : eq(ledgerReports.issuerId, issuer),
    status === undefined ? undefined : eq(ledgerReports.status, status),
    date_from === undefined ? undefined : gt(ledgerReports.createdAt, endOfFiscalDay(addDays(date_from, -1))),
    date_to === undefined ? undefined : lte(ledgerReports.createdAt, endOfFiscalDay(date_to)),
  );
  return toPage(await ctx.db.list(ledgerReports, where, limit + 1), limit, toLedgerReport);
}
