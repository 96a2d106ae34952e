export { acknowledgeLedgerReport } from "./acknowledge-ledger-report.ts";
export { consumeChores } from "./consume.ts";
export { createLedgerReport } from "./create-ledger-report.ts";
export { getLedgerReport } from "./get-ledger-report.ts";
export { listLedgerReports } from "./list-ledger-reports.ts";
export type { ChorePorts } from "./ports.ts";
export { runScheduled } from "./run-scheduled.ts";
