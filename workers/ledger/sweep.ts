import { activeIssuerObjects, stalledLedgerReports, waitingIssuerObjects } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import { choreOf } from "./chore.ts";
import type { ChorePorts } from "./ports.ts";

/** From then on what waits in Postgres is asked about. */
const WAITING_SECONDS = 300;
/** A report that takes that long has lost its message. */
const REPORT_SECONDS = 1_800;
const PAGE = 50;
/** Objects in one sweep; the others come with the next. */
const MOST = 1_000;
const REPORTS = 100;
/** An object remembers that long what it has done, and somebody may wait for it. */
const ACTIVE_DAYS = 35;
const NAMES = 1_000;
/** Sweeps in which each object that is active comes once: those of an hour. */
const TURNS = 12;
const SWEEP_MS = 300_000;

/**
 * Rings the objects whose invoices Postgres has shown as unfinished for long: one that has lost its alarm, or all, wakes up so. Once an
 * hour it rings each that is active, since Postgres may never have heard of what it has. And it sends again what asks for a report that
 * nobody makes. A queue's message, or an alarm, is never the only thing that remembers.
 *
 * @param at when it was due, milliseconds
 */
export async function sweep(ports: ChorePorts, at: number): Promise<void> {
  const waiting = await ringWaiting(ports);
  const active = await ringActive(ports, Math.floor(at / SWEEP_MS) % TURNS);
  const reports = await stalledLedgerReports(ports.database, REPORT_SECONDS, REPORTS);
  for (const report of reports) await ports.chores.send(choreOf(report, report.object));
  if (waiting + active + reports.length > 0) log("info", "sweep.run.done", { count: waiting + active });
}

/** @returns how many */
async function ringWaiting(ports: ChorePorts): Promise<number> {
  let rung = 0;
  for (let after = ""; rung < MOST;) {
    const page = await waitingIssuerObjects(ports.database, WAITING_SECONDS, after, PAGE);
    await Promise.all(page.map((object) => ring(ports, object)));
    rung += page.length;
    after = page.at(-1)?.name ?? "";
    if (page.length < PAGE) break;
  }
  return rung;
}

/** @returns how many */
async function ringActive(ports: ChorePorts, turn: number): Promise<number> {
  let rung = 0;
  for (let after = ""; ;) {
    const names = await activeIssuerObjects(ports.database, ACTIVE_DAYS, after, NAMES);
    const due = names.filter((name) => turnOf(name) === turn);
    for (let i = 0; i < due.length; i += PAGE) await Promise.all(due.slice(i, i + PAGE).map((name) => ring(ports, { name, invoices: [] })));
    rung += due.length;
    after = names.at(-1) ?? "";
    if (names.length < NAMES) return rung;
  }
}

/** Always the same for one object, and evenly spread. */
const turnOf = (name: string): number => Array.from(name).reduce((sum, char) => sum + char.charCodeAt(0), 0) % TURNS;

async function ring({ issuers }: ChorePorts, { name, invoices }: { name: string; invoices: readonly string[] }): Promise<void> {
  const about = { count: invoices.length, ...(invoices[0] !== undefined && { invoice_id: invoices[0] }) };
  try {
    await issuers.getByName(name).wake(invoices);
    log("info", "issuer.ring.done", about);
  } catch (error) {
    log("warn", "issuer.ring.failed", { ...about, error });
  }
}
