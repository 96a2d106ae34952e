import { integer, json, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { LaneReport, LedgerReportStatus } from "../../shared/schemas/ledger-report.ts";
import { owner } from "./owner.ts";

/** What an audit found of an issuer's lanes. `run` names the night, or the report itself where somebody asked for it. */
export const ledgerReports = pgTable("ledger_reports", {
  id: text().primaryKey(),
  ...owner,
  issuerId: text().notNull(),
  run: text().notNull(),
  version: integer().notNull(),
  status: text().$type<LedgerReportStatus>().notNull(),
  lanes: json().$type<readonly LaneReport[]>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  finishedAt: timestamp({ withTimezone: true }),
  acknowledgedAt: timestamp({ withTimezone: true }),
});
