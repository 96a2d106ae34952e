import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import type { Owner } from "../../workers/db/owner.ts";
import type { Scoped } from "../../workers/db/scoped.ts";
import { openCalls } from "../../workers/issuer/calls.ts";
import { openOutbox } from "../../workers/issuer/outbox.ts";
import { publish } from "../../workers/issuer/publish.ts";
import { openRecords } from "../../workers/issuer/records.ts";
import { openStore } from "../../workers/issuer/store.ts";
import { homologationIssuer, randomCuit } from "../support/submission.ts";

interface Row {
  readonly id: string;
}
type Refuse = (row: Row, owner: Owner) => Error | undefined;

const OVERFLOW = Object.assign(new Error("numeric field overflow"), { name: "NeonDbError", code: "22003" });
const AWAY = Object.assign(new Error("fetch failed"), { name: "NeonDbError" });

/** Postgres, as far as `publish` needs it: takes batches, or refuses them for one of their rows. */
function postgres() {
  const batches: { owner: Owner; ids: string[]; entries: number }[] = [];
  let refuse: Refuse = () => undefined;
  const database = (owner: Owner) =>
    ({
      upsertNewer: (_: unknown, rows: readonly Row[]) => rows,
      insertMissing: () => [],
      commit: async (entries: readonly unknown[], rows: readonly Row[] = []) => {
        for (const row of rows) {
          const refusal = refuse(row, owner);
          if (refusal) throw refusal;
        }
        batches.push({ owner, ids: rows.map(({ id }) => id), entries: entries.length });
      },
    }) as unknown as Scoped;
  return { batches, database, refuses: (next: Refuse) => (refuse = next) };
}

/** An object of its own that nothing else works on, with as many accepted invoices of each organization as asked for. */
async function backlog(counts: readonly number[], work: (stage: Stage) => Promise<void>): Promise<void> {
  const { submission } = await homologationIssuer();
  await runInDurableObject(env.ISSUER.getByName(`homologation:${randomCuit()}`), async (_, { storage }) => {
    let ms = Date.now();
    const now = () => new Date(ms);
    const outbox = openOutbox(storage, newId, now);
    const calls = openCalls(storage, now);
    const store = openStore(storage, outbox, now);
    const owners = counts.map((): Owner => ({ organizationId: newId("org"), mode: "test" }));
    const ids = owners.map((owner, i) =>
      Array.from({ length: counts[i] ?? 0 }, (__, n) => {
        const one = { ...submission(`${n}`), owner };
        store.accept(one);
        return one.invoice.id;
      }),
    );
    const pg = postgres();
    await work({
      ids,
      owners,
      outbox,
      pg,
      later: (by: number) => (ms += by),
      publish: () => publish({ outbox, records: openRecords(storage, calls), calls, database: pg.database, now, isStopping: () => false }),
    });
  });
}
interface Stage {
  readonly ids: string[][];
  readonly owners: Owner[];
  readonly outbox: ReturnType<typeof openOutbox>;
  readonly pg: ReturnType<typeof postgres>;
  readonly later: (ms: number) => void;
  readonly publish: () => Promise<void>;
}

const HOUR = 60 * 60_000;

test("a backlog drains in order, in bounded batches", () =>
  backlog([1_500], async ({ ids, outbox, pg, publish: run }) => {
    await run();
    expect(pg.batches.map(({ entries }) => entries)).toEqual([600, 600, 300]);
    expect(pg.batches.flatMap((batch) => batch.ids)).toEqual(ids[0]);
    expect(outbox.isEmpty()).toBe(true);
  }));

test("organizations take turns: a short backlog does not wait for the end of a long one", () =>
  backlog([1_500, 3], async ({ owners, pg, publish: run }) => {
    await run();
    expect(pg.batches.map(({ owner }) => owners.findIndex(({ organizationId }) => organizationId === owner.organizationId))).toEqual([
      0, 1, 0, 0,
    ]);
  }));

test("while Postgres is away nothing is lost, nor set aside", () =>
  backlog([20], async ({ ids, outbox, pg, publish: run }) => {
    pg.refuses(() => AWAY);
    await expect(run()).rejects.toThrow("fetch failed");
    expect(outbox.nextDue()).toBe(0);
    pg.refuses(() => undefined);
    await run();
    expect(pg.batches.flatMap((batch) => batch.ids)).toEqual(ids[0]);
  }));

test("what Postgres refuses waits alone, and is tried again later", () =>
  backlog([50, 2], async ({ ids: [mine = [], others = []], outbox, pg, later, publish: run }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    pg.refuses(({ id }) => (id === mine[7] ? OVERFLOW : undefined));
    await run();
    const rest = mine.filter((id) => id !== mine[7]);
    expect(pg.batches.flatMap((batch) => batch.ids).toSorted()).toEqual([...rest, ...others].toSorted());
    expect(logged.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      { event: "outbox.change.set_aside", organization_id: expect.any(String), invoice_id: mine[7], code: "22003", count: 1 },
    ]);
    logged.mockRestore();

    const before = pg.batches.length;
    await run();
    expect(pg.batches).toHaveLength(before);
    expect(outbox.isEmpty()).toBe(false);
    pg.refuses(() => undefined);
    later(7 * HOUR);
    await run();
    expect(pg.batches.at(-1)?.ids).toEqual([mine[7]]);
    expect(outbox.nextDue()).toBeUndefined();
  }));

test("one organization's whole backlog that Postgres refuses holds up nobody, and what is good in it comes through", () =>
  backlog([300, 40], async ({ ids: [mine = [], others = []], outbox, pg, later, publish: run }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const bad = new Set(mine.slice(0, 60));
    let asked = 0;
    pg.refuses(({ id }) => ((asked += 1), bad.has(id) ? OVERFLOW : undefined));
    await run();
    expect(pg.batches.flatMap((batch) => batch.ids)).toEqual(expect.arrayContaining(others));
    expect(asked).toBeLessThan(100 + mine.length + others.length);
    for (let minutes = 0; minutes < 12; minutes += 1) {
      later(61_000);
      await run();
    }
    const sent = pg.batches.flatMap((batch) => batch.ids);
    expect(sent.toSorted()).toEqual([...mine.filter((id) => !bad.has(id)), ...others].toSorted());
    expect(outbox.isEmpty()).toBe(false);
    logged.mockRestore();
  }));
