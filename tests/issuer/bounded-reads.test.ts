import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import type { TimelineEntry } from "../../shared/schemas/timeline.ts";
import { type Call, type CallKey, openCalls } from "../../workers/issuer/calls.ts";
import { heldNumbers } from "../../workers/issuer/held-numbers.ts";
import { openOutbox } from "../../workers/issuer/outbox.ts";
import { openRecords } from "../../workers/issuer/records.ts";
import { openStore } from "../../workers/issuer/store.ts";
import { homologationIssuer, randomCuit } from "../support/submission.ts";

const LANE = "3-6";
const MANY = 5_000;

/** Storage that counts the rows that are read from it. */
function counting(storage: DurableObjectStorage) {
  let read = 0;
  const exec: SqlStorage["exec"] = (query, ...params) => {
    const cursor = storage.sql.exec(query, ...params);
    const rows = cursor.toArray();
    read += cursor.rowsRead;
    return { toArray: () => rows, one: () => rows[0], [Symbol.iterator]: () => rows[Symbol.iterator]() } as never;
  };
  const counted = Object.create(storage, { sql: { value: { exec } } }) as DurableObjectStorage;
  return { counted, read: () => read };
}

/** An object of its own that nothing else works on. */
const inObject = (work: (storage: DurableObjectStorage) => void | Promise<void>) =>
  runInDurableObject(env.ISSUER.getByName(`homologation:${randomCuit()}`), (_, { storage }) => work(storage));

test("an audit reads of a lane what it compares, however many the lane has", async () => {
  const { submission } = await homologationIssuer();
  await inObject((storage) => {
    const now = () => new Date();
    openStore(storage, openOutbox(storage, newId, now), now).accept(submission("a"));
    const columns = "organization_id, mode, issuer_id, lane, date, fingerprint, detail, document, body_hash, actor, request_id";
    storage.sql.exec(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO invoices (id, status, number, ${columns}) SELECT 'inv_' || i, 'authorized', i, ${columns} FROM n, invoices`,
      MANY,
    );
    const { counted, read } = counting(storage);
    const held = heldNumbers(counted, LANE, MANY - 9, [7, 8, MANY, MANY + 5]);
    expect([...held.keys()].toSorted((a, b) => a - b)).toEqual([7, 8, ...Array.from({ length: 10 }, (_, i) => MANY - 9 + i)]);
    expect(read()).toBeLessThan(50);
  });
});

/** One invoice in its lane, and calls of that, each ten milliseconds after the one before. */
async function withOneInvoice(
  work: (tools: {
    readonly storage: DurableObjectStorage;
    readonly store: ReturnType<typeof openStore>;
    readonly id: string;
    readonly call: (made: Pick<Call, "operation" | "numbers"> & Partial<Call>) => CallKey;
    readonly caseFile: (from: DurableObjectStorage) => readonly TimelineEntry[];
    /** When the last of them was made. */
    readonly last: () => number;
  }) => void,
): Promise<void> {
  const { submission, owner } = await homologationIssuer();
  const mine = submission("a");
  const { id } = mine.invoice;
  await inObject((storage) => {
    let ms = Date.now();
    const now = () => new Date(ms);
    const calls = openCalls(storage, now);
    const store = openStore(storage, openOutbox(storage, newId, now), now);
    store.accept(mine);
    work({
      storage,
      store,
      id,
      call(made) {
        ms += 10;
        return calls.add(LANE, { ms: 1, outcome: "timeout", ticket: null, arcaCodes: [], ...made });
      },
      caseFile: (from) => openRecords(from, openCalls(from, now)).timeline(owner, id)?.entries ?? [],
      last: () => ms,
    });
  });
}

test("a case file reads the calls of its invoice, however many its lane makes", () =>
  withOneInvoice(({ storage, call, caseFile }) => {
    const number = 7;
    for (let i = 0; i < MANY; i += 1) {
      const numbers = { first: 1_000 + i, last: 1_000 + i };
      call({ operation: i % 2 ? "FECompConsultar" : "FECAESolicitar", numbers });
    }
    call({ operation: "FECompUltimoAutorizado", numbers: null });
    const key = call({ operation: "FECAESolicitar", numbers: { first: number, last: number } });
    call({ operation: "FECompConsultar", numbers: { first: number, last: number } });
    storage.sql.exec("UPDATE invoices SET calls = ?, number = ?", JSON.stringify([[...key, number]]), number);
    const { counted, read } = counting(storage);
    const kinds = caseFile(counted).map((entry) => (entry.kind === "call" ? entry.operation : entry.kind));
    expect(kinds).toEqual(["accepted", "FECompUltimoAutorizado", "numbered", "FECAESolicitar", "FECompConsultar"]);
    expect(read()).toBeLessThan(50);
  }));

test("of a lane that asked for its last number for days, a case file tells the ends, and how many are between them", () =>
  withOneInvoice(({ storage, call, caseFile, last }) => {
    for (let i = 0; i < MANY; i += 1) call({ operation: "FECompUltimoAutorizado", numbers: null });
    const { counted, read } = counting(storage);
    const entries = caseFile(counted);
    expect(entries).toHaveLength(102);
    expect(entries[41]).toMatchObject({ kind: "omitted", count: MANY - 100 });
    expect(Date.parse(entries.at(-1)?.at ?? "")).toBeGreaterThan(last() - 100);
    expect(read()).toBeLessThan(MANY + 2_000);
  }));

test("of an invoice that was sent very often, a case file tells the ends, and how often between them", () =>
  withOneInvoice(({ storage, store, id, call, caseFile }) => {
    for (let i = 0; i < 150; i += 1) {
      const made = call({ operation: "FECAESolicitar", numbers: { first: 1, last: 1 } });
      store.noteCalls([{ id, number: 1 }], { calls: 1, ms: 1 }, [made]);
      store.record(LANE, { outcomes: [] });
    }
    const told = caseFile(storage).flatMap((entry) => (entry.kind === "call" ? [1] : entry.kind === "omitted" ? [entry.count] : []));
    expect([told.length, told.reduce((all, some) => all + some)]).toEqual([41, 150]);
  }));
