import type { LedgerReport } from "../../shared/schemas/ledger-report.ts";
import type { ledgerReports } from "../db/ledger-reports.ts";

export function toLedgerReport(row: typeof ledgerReports.$inferSelect): LedgerReport {
  return {
    id: row.id,
    object: "ledger_report",
    mode: row.mode,
    issuer: row.issuerId,
    status: row.status,
    trigger: row.run === row.id ? "request" : "nightly",
    lanes: [...row.lanes],
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
    acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
  };
}
