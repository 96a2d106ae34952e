import { AppError } from "../../shared/errors.ts";
import { idPattern } from "../../shared/ids.ts";
import type { LedgerReport } from "../../shared/schemas/ledger-report.ts";
import { ledgerReports } from "../db/ledger-reports.ts";
import { type Ctx, requireScope } from "../platform/context.ts";
import { toLedgerReport } from "./to-ledger-report.ts";

const ID = idPattern("rep");

/** @throws AppError `not_found`, also for another organization's report and for the other mode's */
export async function getLedgerReport(ctx: Ctx, id: string): Promise<LedgerReport> {
  requireScope(ctx, "issuers:read");
  return toLedgerReport(await reportRow(ctx, id));
}

export async function reportRow(ctx: Ctx, id: string): Promise<typeof ledgerReports.$inferSelect> {
  const row = ID.test(id) ? await ctx.db.get(ledgerReports, id) : undefined;
  if (!row) throw new AppError("not_found", { param: "id" });
  return row;
}
