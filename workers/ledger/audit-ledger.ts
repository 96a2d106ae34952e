import { sql } from "drizzle-orm";
import type { EventData } from "../../shared/schemas/event.ts";
import { events } from "../db/events.ts";
import { refusedBy } from "../db/database.ts";
import { openIssuerRecords } from "../db/issuer-objects.ts";
import { ledgerReports } from "../db/ledger-reports.ts";
import type { Owner } from "../db/owner.ts";
import { scoped } from "../db/scoped.ts";
import type { Chore } from "./chore.ts";
import type { ChorePorts } from "./ports.ts";
import { reportOf, type ReportContent } from "./report-of.ts";

/** Who writes what nobody asked for. */
const ACTOR = "ledger";
const MISMATCHES = new Set(["missing_at_arca", "cae_differs", "content_differs"]);
const ONE_A_RUN = "ledger_reports_organization_id_mode_issuer_id_run_key";

interface Reader extends Owner {
  readonly id: string;
}

/** Compares an object's lanes with ARCA's books, and writes each issuer its report. Repeating it writes nothing twice. */
export async function auditLedger(ports: ChorePorts, { object, run, report }: Chore): Promise<void> {
  const audits = await ports.issuers.getByName(object).auditLedger();
  if (report) {
    const reader = { id: report.issuer_id, organizationId: report.organization_id, mode: report.mode };
    return finish(ports, reader, report.id, reportOf(audits, reader));
  }
  for (const reader of await openIssuerRecords(ports.database, object).issuers()) {
    const content = reportOf(audits, reader);
    if (content.lanes.length > 0) await write(ports, reader, run, content);
  }
}

/** One that somebody waits for. */
export async function finish(ports: ChorePorts, reader: Reader, id: string, { status, lanes }: ReportContent): Promise<void> {
  const db = scoped(ports.database, reader);
  const row = await db.get(ledgerReports, id);
  if (row?.status !== "running") return;
  const { organizationId: _, mode: __, ...values } = { ...row, version: row.version + 1, status, lanes, finishedAt: ports.now() };
  const changes = {
    version: sql`excluded.version`,
    status: sql`excluded.status`,
    lanes: sql`excluded.lanes`,
    finishedAt: sql`excluded.finished_at`,
  };
  await db.commit(
    [entry(ports, id, status)],
    db.upsertNewer(ledgerReports, [values], changes),
    db.insertMissing(events, mismatchEvents(ports, reader, id, lanes)),
  );
}

async function write(ports: ChorePorts, reader: Reader, run: string, { status, lanes }: ReportContent): Promise<void> {
  const db = scoped(ports.database, reader);
  const id = ports.newId("rep");
  const at = ports.now();
  const row = { id, issuerId: reader.id, run, version: 1, status, lanes, createdAt: at, finishedAt: at, acknowledgedAt: null };
  const told = db.insertMissing(events, mismatchEvents(ports, reader, id, lanes));
  await db.commit([entry(ports, id, status)], db.insert(ledgerReports, row), told).catch((error: unknown) => {
    if (refusedBy(error)?.constraint !== ONE_A_RUN) throw error;
  });
}

const entry = ({ newId }: ChorePorts, id: string, status: string) => ({
  id: newId("aud"),
  actor: ACTOR,
  action: "ledger_report.finished",
  target: id,
  change: { status },
});

/** One for each invoice that ARCA's books do not have as ours do. */
function mismatchEvents({ newId, now }: ChorePorts, { id: issuer }: Reader, report: string, lanes: ReportContent["lanes"]) {
  return lanes.flatMap(({ point_of_sale, type_code, findings }) =>
    findings
      .filter(({ code }) => MISMATCHES.has(code))
      .map(({ code, numbers, invoice, cae, arca_cae }) => {
        const data: EventData = { lane: { issuer, point_of_sale, type_code }, report, code, number: numbers[0]?.from, cae, arca_cae };
        return { id: newId("evt"), type: "ledger.mismatch" as const, target: invoice ?? report, data, createdAt: now() };
      }),
  );
}
