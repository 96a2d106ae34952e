import { FAULTS, type FaultKind, type Finding } from "./compare-ledgers.ts";
import type { Comprobante, Row } from "./ledgers.ts";
import { isSettled, type Notes } from "./client.ts";
import { commandOf, type Options } from "./options.ts";
import type { ArcaCounters } from "./run-arca.ts";
import type { Storm } from "./storm.ts";

export interface Outcome {
  readonly options: Options;
  /** Where the records were kept. */
  readonly database: string;
  readonly storm: Storm;
  readonly arca: readonly Comprobante[];
  readonly counters: ArcaCounters;
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  readonly auditEntries: number;
  readonly auditBroken: number;
  readonly askedAgain: number;
  readonly resolved: Readonly<Record<string, number>> | undefined;
}

const SHOWN = 10;
const LABELS: Readonly<Record<FaultKind, string>> = {
  lost: "lost",
  duplicated: "duplicated",
  gap: "gaps",
  misattributed: "misattributed",
  changed: "answers changed between retries",
  refused: "clients refused without reason",
  alarmed: "a person asked without reason",
  untold: "events or audit entries missing or doubled",
};

/** Did everything hold that has to? */
export function holds({ findings, auditBroken, storm, rows }: Outcome): boolean {
  return findings.length === 0 && auditBroken === 0 && unexplained(storm.sales, rows) === 0;
}

/** Accepted sales without an end for which no answer gives a reason. */
function unexplained(sales: readonly Notes[], rows: readonly Row[]): number {
  const attended = new Set(rows.filter(({ status }) => status === "needs_attention").map(({ sale }) => sale));
  return sales.filter((notes) => notes.answers.length > 0 && !isSettled(notes) && notes.reason === null && !attended.has(notes.key)).length;
}

export function printReport(outcome: Outcome): void {
  const { options, storm, arca, counters, rows, findings, resolved } = outcome;
  const statuses = count(rows.map(({ status }) => status));
  const waiting = storm.sales.filter((notes) => notes.answers.length > 0 && !isSettled(notes));
  const authorizations = counters.calls["FECAESolicitar"] ?? 0;
  const calls = Object.values(counters.calls).reduce((sum, one) => sum + one, 0);
  const line = (label: string, value: string | number) => console.log(`  ${label.padEnd(45)} ${String(value).padStart(9)}`);
  console.log(`\n${commandOf(options)}`);
  console.log(`${options.clients} clients, ${options.issuers} CUITs with ${options.lanes} lanes each, records in ${outcome.database}\n`);
  line("accepted", rows.length);
  for (const status of ["authorized", "rejected", "cancelled", "needs_attention"]) line(status.replace("_", " "), statuses[status] ?? 0);
  line("waiting, with a reason", waiting.filter(({ reason }) => reason !== null).length);
  line("waiting, without a reason", unexplained(storm.sales, rows));
  console.log("");
  const kinds = count(findings.map(({ kind }) => kind));
  for (const kind of FAULTS) line(LABELS[kind], kinds[kind] ?? 0);
  line(`faults in the audit chain (${outcome.auditEntries} entries)`, outcome.auditBroken);
  for (const { kind, what } of findings.slice(0, SHOWN)) console.log(`    ${kind}: ${what}`);
  console.log("");
  line("sales that came in batches", storm.sales.filter(({ tries }) => tries === 0).length);
  line("sales of the same content as another", rows.length - new Set(rows.map(({ content }) => content)).size);
  line("comprobantes of another system", arca.filter(({ request }) => request === null).length);
  line("  with our content, as we asked for the number", storm.foreign.ambushes);
  line("  with our content, before ours", storm.foreign.before);
  if (resolved) line("resolved by a person", tally(resolved));
  line("requests repeated after the end", outcome.askedAgain);
  line("SIGKILL", tally(storm.kills));
  line("Postgres away", `${tally(storm.outages.counts)}; ${storm.outages.seconds} s`);
  line(
    "faults of ARCA's",
    Object.values(counters.faults).reduce((sum, one) => sum + one, 0),
  );
  for (const [fault, times] of Object.entries(counters.faults).toSorted(([a], [b]) => a.localeCompare(b))) line(`  ${fault}`, times);
  line("SOAP calls", calls);
  line("  FECAESolicitar", authorizations);
  line("comprobantes per FECAESolicitar", (counters.records / Math.max(1, authorizations)).toFixed(1));
  line("storm", `${storm.stormSeconds.toFixed(0)} s`);
  line("until the last answer", `${storm.seconds.toFixed(0)} s`);
  line("invoices per second", (rows.length / storm.seconds).toFixed(0));
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const tally = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ") || "0";
