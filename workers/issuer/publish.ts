import { sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { refusedBy } from "../db/database.ts";
import { events } from "../db/events.ts";
import { invoices } from "../db/invoices.ts";
import type { Owner } from "../db/owner.ts";
import type { Scoped } from "../db/scoped.ts";
import { log } from "../platform/log.ts";
import type { Calls } from "./calls.ts";
import { toMessage } from "./message.ts";
import type { Change, Outbox } from "./outbox.ts";
import { type Kept, type Records, timelines } from "./records.ts";
import { isFinal } from "./waiters.ts";

/** Changes in one round trip to Postgres, and characters of their documents: quoted on the wire they stay under Neon's 10 MiB. */
const CHANGES = 600;
const CHARACTERS = 2_000_000;
/** What Postgres refuses is looked at again after that long, by when somebody may have seen to it. */
const ASIDE_MS = 6 * 60 * 60_000;
/** Refusals of one owner in a row after which the others of the batch wait as well, so as to go on without those. */
const REFUSALS = 8;
const SOON_MS = 60_000;

const WRITTEN = ["version", "status", "number", "date", "cae", "document", "submission", "answer", "timeline", "publishedAt"] as const;
const FROM_EXCLUDED = Object.fromEntries(WRITTEN.map((key) => [key, sql`excluded.${sql.identifier(toSnakeCase(key))}`]));

interface Ports {
  readonly outbox: Outbox;
  readonly records: Pick<Records, "read">;
  readonly calls: Pick<Calls, "withKeys" | "readings" | "count">;
  readonly database: (owner: Owner) => Scoped;
  readonly now: () => Date;
  /** Whether to leave the rest for another time. */
  readonly isStopping: () => boolean;
}

/**
 * Sends to Postgres what it has not confirmed, each owner's oldest first, the owners in turns. A batch whose answer is lost is sent
 * again: rows carry a version, audit entries and events an id, so that a repetition changes nothing.
 *
 * @throws where Postgres is away, or what was asked of it fails for all alike; what was under way is then sent again
 */
export async function publish(ports: Ports): Promise<void> {
  for (let owners = ports.outbox.owners(); owners.length > 0; owners = ports.outbox.owners()) {
    let waiting = owners;
    while (waiting.length > 0 && !ports.isStopping()) waiting = await round(ports, waiting);
    if (ports.isStopping()) return;
  }
}

/** One message of each owner. @returns those who had something */
async function round(ports: Ports, owners: readonly Owner[]): Promise<Owner[]> {
  const busy: Owner[] = [];
  for (const owner of owners) {
    const changes = ports.outbox.oldest(owner, CHANGES);
    if (changes.length === 0) continue;
    await deliver(ports, owner, changes);
    busy.push(owner);
  }
  return busy;
}

async function deliver({ outbox, records, calls, database, now }: Ports, owner: Owner, changes: readonly Change[]): Promise<void> {
  const db = database(owner);
  const [batch, kept] = withinReach(changes, records);
  let refusals = 0;
  await send(batch);

  /** What is refused is halved until it is one invoice, which alone has to wait. */
  async function send(some: readonly Change[]): Promise<void> {
    if (refusals >= REFUSALS) return outbox.setAside(some, now().getTime() + SOON_MS);
    try {
      await commit(some);
      outbox.confirm(some);
    } catch (error) {
      const refusal = refusedBy(error);
      if (!refusal) throw error;
      const [first, second] = halves(some);
      if (first.length > 0 && second.length > 0) {
        await send(first);
        await send(second);
      } else if (!(refusal.constraint === "invoices_by_key" && (await sendWithoutKey(some)))) setAside(some, refusal.code);
    }
  }

  async function commit(some: readonly Change[], change: (one: Kept) => Kept = (one) => one): Promise<void> {
    const ids = new Set(some.map(({ invoiceId }) => invoiceId));
    const mine = new Map([...kept].filter(([id]) => ids.has(id)).map(([id, one]) => [id, change(one)]));
    const over = [...mine.values()].filter(({ invoice }) => isFinal(invoice.status));
    const message = toMessage(some, mine, timelines(calls, over), now());
    await db.commit(
      message.entries,
      ...(message.invoices.length > 0 ? [db.upsertNewer(invoices, message.invoices, FROM_EXCLUDED)] : []),
      db.insertMissing(events, message.events),
    );
  }

  /**
   * A key that was used again while Postgres was away, after its first invoice had been forgotten here, stays with that first one;
   * what was issued with it is not kept from the record for that.
   */
  async function sendWithoutKey(some: readonly Change[]): Promise<boolean> {
    try {
      await commit(some, (one) => ({ ...one, idempotencyKey: null }));
      outbox.confirm(some);
      return true;
    } catch (error) {
      if (refusedBy(error)) return false;
      throw error;
    }
  }

  function setAside(some: readonly Change[], code: string): void {
    refusals += 1;
    outbox.setAside(some, now().getTime() + ASIDE_MS);
    const [first] = some;
    const whose = { organization_id: owner.organizationId, ...(first?.invoiceId && { invoice_id: first.invoiceId }) };
    log("error", "outbox.change.set_aside", { ...whose, code, count: some.length });
  }
}

/** As many as one message holds, with the invoices that they changed. */
function withinReach(changes: readonly Change[], records: Pick<Records, "read">): [Change[], Map<string, Kept>] {
  const kept = new Map<string, Kept>();
  let size = 0;
  const end = changes.findIndex(({ invoiceId }, i) => {
    if (invoiceId === null || kept.has(invoiceId)) return false;
    const one = records.read(invoiceId);
    size += one?.size ?? 0;
    if (size > CHARACTERS && i > 0) return true;
    if (one) kept.set(invoiceId, one);
    return false;
  });
  return [end === -1 ? [...changes] : changes.slice(0, end), kept];
}

/** In two, the changes of one invoice together. */
function halves(changes: readonly Change[]): [Change[], Change[]] {
  const subjects = [...new Set(changes.map(subjectOf))];
  const first = new Set(subjects.slice(0, Math.floor(subjects.length / 2)));
  return [changes.filter((change) => first.has(subjectOf(change))), changes.filter((change) => !first.has(subjectOf(change)))];
}

const subjectOf = ({ invoiceId, seq }: Change): string => invoiceId ?? `lane ${seq}`;
