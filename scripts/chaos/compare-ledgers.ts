import { type Answer, type Comprobante, isFinal, type Ledgers, type Row, type Sale } from "./ledgers.ts";

/** What must not happen; and beside it what events and audit log tell twice or not at all. */
export const FAULTS = ["lost", "duplicated", "gap", "misattributed", "changed", "refused", "untold", "alarmed"] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Finding {
  readonly kind: FaultKind;
  readonly what: string;
}

/**
 * Sets ARCA's books, Postgres and what clients were told against each other. Pure.
 * - `lost`: a client knows of an invoice that Postgres has not; or ARCA has a comprobante of an invoice that is still without.
 * - `duplicated`: two invoices for one sale, two invoices with one comprobante, or a comprobante of ours that no invoice has.
 * - `gap`: a number that a lane skips, at ARCA or in our records.
 * - `misattributed`: an invoice with a comprobante of another content, of another system, or of nobody.
 * - `changed`: two answers about one sale that contradict each other, or Postgres.
 * - `refused`: a client that did nothing wrong was told that it did.
 * - `alarmed`: a person was asked about a comprobante that, as the truth has it, could not be taken for another's.
 * - `untold`: not exactly one beginning and one end in the events and in the audit log.
 */
export function compareLedgers(ledgers: Ledgers): Finding[] {
  const found: Finding[] = [];
  const say = (kind: FaultKind, what: string) => void found.push({ kind, what });
  compareBooks(ledgers, say);
  compareAlarms(ledgers, say);
  compareRows(ledgers.rows, say);
  const bySale = groupBy(ledgers.rows, ({ sale }) => sale);
  for (const sale of ledgers.sales) compareSale(sale, bySale.get(sale.key) ?? [], say);
  return found;
}

type Say = (kind: FaultKind, what: string) => void;

/** ARCA's books against the rows, lane by lane and number by number. */
function compareBooks({ arca, rows }: Ledgers, say: Say): void {
  const books = groupBy(arca, ({ lane }) => lane);
  const authorized = groupBy(
    rows.filter(({ status }) => status === "authorized"),
    ({ lane }) => lane,
  );
  const claimed = new Set(rows.flatMap(({ lane, evidence }) => (evidence === null ? [] : [`${lane}#${evidence}`])));
  const missing = new Map<string, number>();
  for (const { content, status } of rows) if (!isFinal(status)) missing.set(content, (missing.get(content) ?? 0) + 1);
  for (const lane of new Set([...books.keys(), ...authorized.keys()])) {
    const held = groupBy(authorized.get(lane) ?? [], ({ number }) => number ?? 0);
    const there = new Map((books.get(lane) ?? []).map((one) => [one.number, one]));
    const last = Math.max(0, ...there.keys(), ...held.keys());
    for (let number = 1; number <= last; number++) {
      compareNumber({ lane, number, there: there.get(number), holders: held.get(number) ?? [], claimed, missing }, say);
    }
    for (const { id } of held.get(0) ?? []) say("gap", `${id} is authorized without a number`);
  }
}

/**
 * A person is asked where another system's comprobante stands; or one behind such a one; or one of ours, where another system was seen
 * before and it may have come late.
 */
function compareAlarms({ arca, rows }: Ledgers, say: Say): void {
  const there = new Map(arca.map((one) => [`${one.lane}#${one.number}`, one]));
  const asked = new Set(rows.map(({ lane, evidence }) => `${lane}#${evidence}`));
  const firstForeign = new Map<string, number>();
  for (const { lane, number, request } of arca)
    if (request === null) firstForeign.set(lane, Math.min(number, firstForeign.get(lane) ?? number));
  for (const { id, lane, evidence } of rows) {
    if (evidence === null || asked.has(`${lane}#${evidence - 1}`)) continue;
    const isTheirs = there.get(`${lane}#${evidence}`)?.request === null;
    const isShared = (firstForeign.get(lane) ?? evidence) < evidence;
    if (!isTheirs && !isShared) say("alarmed", `${id} awaits a person for ${lane} number ${evidence}, which nobody else can have issued`);
  }
}

interface AtNumber {
  readonly lane: string;
  readonly number: number;
  readonly there: Comprobante | undefined;
  readonly holders: readonly Row[];
  /** Numbers whose fate awaits a person. */
  readonly claimed: ReadonlySet<string>;
  /** Invoices without an end, by content. */
  readonly missing: Map<string, number>;
}

function compareNumber({ lane, number, there, holders, claimed, missing }: AtNumber, say: Say): void {
  const at = `${lane} number ${number}`;
  if (!there) say("gap", `${at} is missing at ARCA`);
  if (holders.length > 1) say("duplicated", `${at} belongs to ${holders.map(({ id }) => id).join(" and ")}`);
  for (const holder of holders) {
    const wrong = wrongWith(holder, there);
    if (wrong) say("misattributed", `${holder.id} holds ${at}, ${wrong}`);
  }
  if (!there || there.request === null || holders.length > 0 || claimed.has(`${lane}#${number}`)) return;
  const waiting = missing.get(there.content) ?? 0;
  missing.set(there.content, waiting - 1);
  if (waiting > 0) say("lost", `${at} (request ${there.request}) was authorized, and its invoice does not know`);
  else say("duplicated", `${at} (request ${there.request}) was authorized for no invoice`);
}

function wrongWith(holder: Row, there: Comprobante | undefined): string | undefined {
  if (!there) return "which ARCA does not have";
  if (there.cae !== holder.cae) return `with CAE ${holder.cae}, which at ARCA is ${there.cae}`;
  if (there.request === null) return "which another system issued";
  if (there.content !== holder.content) return `whose content at ARCA is ${there.content}, not ${holder.content}`;
  if (there.date !== holder.date) return `dated ${there.date} at ARCA, not ${holder.date}`;
  return undefined;
}

function compareRows(rows: readonly Row[], say: Say): void {
  for (const [sale, own] of groupBy(rows, (row) => row.sale)) {
    if (own.length > 1) say("duplicated", `sale ${sale} has the invoices ${own.map(({ id }) => id).join(" and ")}`);
  }
  for (const [cae, own] of groupBy(rows, (row) => row.cae ?? "")) {
    if (cae && own.length > 1) say("duplicated", `CAE ${cae} stands on ${own.map(({ id }) => id).join(" and ")}`);
  }
  for (const { id, status, told } of rows) {
    const ends = isFinal(status) ? 1 : 0;
    for (const [where, [created, final]] of Object.entries(told)) {
      if (created !== 1 || final !== ends) say("untold", `${where}: ${id} (${status}) begins ${created} times and ends ${final} times`);
    }
  }
}

/** What the client was told, answer against answer, and the last word against Postgres. */
function compareSale({ key, answers, refusal }: Sale, rows: readonly Row[], say: Say): void {
  if (refusal !== null) say("refused", `sale ${key}: ${refusal}`);
  const first = answers[0];
  if (!first) return;
  const row = rows.find(({ id }) => id === first.invoice);
  if (!row) say("lost", `sale ${key}: the client knows of ${first.invoice}, and Postgres does not`);
  if (answers.some(({ invoice }) => invoice !== first.invoice)) say("changed", `sale ${key} was answered with several invoices`);
  const told = answers.find(({ status }) => isFinal(status));
  if (!told) return;
  const after = answers.slice(answers.indexOf(told));
  if (after.some((answer) => !sameEnd(answer, told))) say("changed", `sale ${key}: after ${describe(told)} it was answered otherwise`);
  if (row && (row.status !== told.status || row.number !== told.number || row.cae !== told.cae)) {
    say("changed", `sale ${key}: told ${describe(told)}, recorded ${describe(row)}`);
  }
}

function sameEnd(one: Answer, other: Answer): boolean {
  const sameBody = one.digest === null || other.digest === null || one.digest === other.digest;
  return sameBody && one.status === other.status && one.number === other.number && one.cae === other.cae;
}

const describe = ({ status, number, cae }: Pick<Answer, "status" | "number" | "cae">): string => `${status} ${number ?? "-"} ${cae ?? "-"}`;

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]>;
function groupBy<T>(values: readonly T[], keyOf: (value: T) => number): Map<number, T[]>;
function groupBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
