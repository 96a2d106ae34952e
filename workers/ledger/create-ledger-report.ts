import { and, eq } from "drizzle-orm";
import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import type { LedgerReport, LedgerReportInput } from "../../shared/schemas/ledger-report.ts";
import { issuers } from "../db/issuers.ts";
import { ledgerReports } from "../db/ledger-reports.ts";
import { issuerObjectName } from "../issuer/index.ts";
import { auditEntry } from "../platform/audit-entry.ts";
import { type Ctx, requireScope } from "../platform/context.ts";
import { log } from "../platform/log.ts";
import { choreOf } from "./chore.ts";
import { toLedgerReport } from "./to-ledger-report.ts";

/**
 * Has an issuer's lanes compared with ARCA's books now. One at a time: while a report is being made, that one is the answer.
 * @throws AppError `invalid_request` on `issuer`
 */
export async function createLedgerReport(ctx: Ctx, { issuer: issuerId }: LedgerReportInput): Promise<LedgerReport> {
  requireScope(ctx, "issuers:write");
  const isRunning = and(eq(ledgerReports.issuerId, issuerId), eq(ledgerReports.status, "running"));
  const [[issuer], [running]] = await ctx.db.read(
    { from: issuers, where: eq(issuers.id, issuerId), limit: 1 },
    { from: ledgerReports, where: isRunning, limit: 1 },
  );
  if (!issuer) throw new AppError("invalid_request", { problems: [problem("issuer", "issuer_unknown")] });
  if (running) return toLedgerReport(running);
  const id = ctx.newId("rep");
  const unknown = { finishedAt: null, acknowledgedAt: null };
  const row = { id, issuerId, run: id, version: 1, status: "running" as const, lanes: [], createdAt: ctx.now(), ...unknown };
  await ctx.db.commit([auditEntry(ctx, "ledger_report.created", id, { issuer: issuerId })], ctx.db.insert(ledgerReports, row));
  const whose = { organizationId: ctx.organizationId, mode: ctx.mode };
  // The row is what counts: where the message is lost, the sweep sends another.
  await ctx.chores.send(choreOf({ ...row, ...whose }, issuerObjectName(issuer, whose))).catch((error: unknown) => {
    log("warn", "chore.send.failed", { request_id: ctx.requestId, issuer_id: issuerId, error });
  });
  return toLedgerReport({ ...row, ...whose });
}
