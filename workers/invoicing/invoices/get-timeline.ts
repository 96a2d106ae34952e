import { eq } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Timeline } from "../../../shared/schemas/timeline.ts";
import { invoices } from "../../db/invoices.ts";
import { issuers } from "../../db/issuers.ts";
import type { CaseFile } from "../../issuer/index.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";
import { isOutage } from "../../platform/outage.ts";
import { allIssuers, askObjects, ownerOf } from "../issuers.ts";

const INVOICE_ID = idPattern("inv");

type Row = typeof invoices.$inferSelect;

/**
 * The case file of an invoice: that of a final one as it was recorded with it, of any other, and while Postgres does not answer, as
 * its issuer's object has it.
 * @throws AppError `not_found`, also for another organization's invoice and for the other mode's
 */
export async function getTimeline(ctx: Ctx, id: string): Promise<Timeline> {
  requireScope(ctx, "invoices:read");
  if (!INVOICE_ID.test(id)) throw new AppError("not_found", { param: "id" });
  const { status, entries } = await look(ctx, id).catch(async (error: unknown) => {
    const found = isOutage(error) ? await findIn(ctx, await ctx.keyMemory.issuers(), id) : undefined;
    if (!found) throw error;
    return found;
  });
  return { object: "timeline", invoice: id, status, entries: [...entries] };
}

async function look(ctx: Ctx, id: string): Promise<CaseFile> {
  const row = await ctx.db.get(invoices, id);
  if (row?.timeline) return recorded(row, row.timeline);
  const candidates = await allIssuers(ctx, row && eq(issuers.id, row.issuerId));
  const found = (await findIn(ctx, candidates, id)) ?? (row && begun(row));
  if (!found) throw new AppError("not_found", { param: "id" });
  return found;
}

const findIn = (ctx: Ctx, candidates: readonly KnownIssuer[], id: string): Promise<CaseFile | undefined> =>
  askObjects(ctx, candidates, (object) => object.timeline(ownerOf(ctx), id));

const recorded = ({ status, publishedAt }: Row, entries: CaseFile["entries"]): CaseFile => ({
  status,
  entries: publishedAt ? [...entries, { kind: "published", at: publishedAt.toISOString() }] : entries,
});

/** All that is left of one whose object has lost its storage, until it has been rebuilt. */
function begun({ status, document, answer, submission }: Row): CaseFile {
  const { requestId = "" } = answer ?? {};
  const { rulesVersion = "" } = submission ?? {};
  return { status, entries: [{ kind: "accepted", at: document.created_at, request_id: requestId, rules_version: rulesVersion }] };
}
