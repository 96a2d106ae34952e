import { sql } from "drizzle-orm";
import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import type { LaneReport, LedgerReport } from "../../shared/schemas/ledger-report.ts";
import { issuers } from "../db/issuers.ts";
import { ledgerReports } from "../db/ledger-reports.ts";
import { issuerObjectName } from "../issuer/index.ts";
import { auditEntry } from "../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../platform/context.ts";
import { reportRow } from "./get-ledger-report.ts";
import { toLedgerReport } from "./to-ledger-report.ts";

/**
 * A person has seen it. Where ARCA's books went back, in homologation alone, this lets the lanes go on from the number that the report
 * tells: what was issued above it gives up its number.
 *
 * @throws AppError `not_found`; `conflict` while it is being made, and for books that went back elsewhere; `unavailable` where Postgres
 * has not heard of all that was issued there
 */
export async function acknowledgeLedgerReport(ctx: Ctx, id: string): Promise<LedgerReport> {
  requireScope(ctx, "issuers:write");
  const row = await reportRow(ctx, id);
  if (row.status === "running") throw new AppError("conflict", { problems: [problem(null, "report_not_finished")] });
  if (row.acknowledgedAt !== null) return toLedgerReport(row);
  const reopened = await reopen(ctx, row.issuerId, row.lanes.filter(isBack));
  const acknowledged = { ...row, version: row.version + 1, acknowledgedAt: ctx.now() };
  const { organizationId: _, mode: __, ...values } = acknowledged;
  await ctx.db.commit(
    [auditEntry(ctx, "ledger_report.acknowledged", id, { issuer: row.issuerId, reopened })],
    ctx.db.upsertNewer(ledgerReports, [values], { version: sql`excluded.version`, acknowledgedAt: sql`excluded.acknowledged_at` }),
  );
  return toLedgerReport(acknowledged);
}

const isBack = ({ findings }: LaneReport): boolean => findings.some(({ code }) => code === "books_went_back");

/** @returns the lanes, as `point of sale-type` */
async function reopen(ctx: Ctx, issuerId: string, lanes: readonly LaneReport[]): Promise<string[]> {
  if (lanes.length === 0) return [];
  const issuer = await ctx.db.get(issuers, issuerId);
  const names = lanes.map(({ point_of_sale, type_code }) => `${point_of_sale}-${type_code}`);
  if (issuer?.environment !== "homologation") {
    throw new AppError("conflict", { problems: names.map((lane) => problem(null, "numbers_not_reused", { lane })) });
  }
  const object = ctx.issuers.getByName(issuerObjectName(issuer, ctx));
  for (const { point_of_sale: PtoVta, type_code: CbteTipo, arca_last } of lanes) {
    const reopened = await object.reopen({ PtoVta, CbteTipo }, arca_last ?? 0);
    if (reopened === "unpublished") throw new AppError("unavailable");
  }
  return names;
}
