import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { openCalls } from "../../workers/issuer/calls.ts";
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

test("a case file reads the calls of its invoice, however many its lane makes", async () => {
  const { submission, owner } = await homologationIssuer();
  await inObject((storage) => {
    let ms = Date.now();
    const now = () => new Date(ms);
    const calls = openCalls(storage, now);
    const store = openStore(storage, openOutbox(storage, newId, now), now);
    const mine = submission("a");
    store.accept(mine);
    const call = { ms: 1, outcome: "ok", ticket: null, arcaCodes: [] } as const;
    const number = 7;
    for (let i = 0; i < MANY; i += 1) {
      ms += 10;
      const numbers = { first: 1_000 + i, last: 1_000 + i };
      calls.add(LANE, { ...call, operation: i % 2 ? "FECompConsultar" : "FECAESolicitar", numbers });
    }
    ms += 10;
    calls.add(LANE, { ...call, operation: "FECompUltimoAutorizado", numbers: null });
    ms += 10;
    const key = calls.add(LANE, { ...call, operation: "FECAESolicitar", numbers: { first: number, last: number } });
    ms += 10;
    calls.add(LANE, { ...call, operation: "FECompConsultar", numbers: { first: number, last: number } });
    storage.sql.exec("UPDATE invoices SET calls = ?, number = ?", JSON.stringify([[...key, number]]), number);
    const { counted, read } = counting(storage);
    const found = openRecords(counted, openCalls(counted, now)).timeline(owner, mine.invoice.id);
    const kinds = found?.entries.map((entry) => (entry.kind === "call" ? entry.operation : entry.kind));
    expect(kinds).toEqual(["accepted", "FECompUltimoAutorizado", "numbered", "FECAESolicitar", "FECompConsultar"]);
    expect(read()).toBeLessThan(50);
  });
});

test("of a lane that asked for its last number for days, a case file tells the ends, and how many are between them", async () => {
  const { submission, owner } = await homologationIssuer();
  await inObject((storage) => {
    let ms = Date.now();
    const now = () => new Date(ms);
    const calls = openCalls(storage, now);
    const mine = submission("a");
    openStore(storage, openOutbox(storage, newId, now), now).accept(mine);
    for (let i = 0; i < MANY; i += 1) {
      ms += 10;
      calls.add(LANE, { operation: "FECompUltimoAutorizado", ms: 1, outcome: "timeout", ticket: null, arcaCodes: [], numbers: null });
    }
    const { counted, read } = counting(storage);
    const entries = openRecords(counted, openCalls(counted, now)).timeline(owner, mine.invoice.id)?.entries ?? [];
    expect(entries).toHaveLength(102);
    expect(entries[41]).toMatchObject({ kind: "omitted", count: MANY - 100 });
    expect(Date.parse(entries.at(-1)?.at ?? "")).toBeGreaterThan(ms - 100);
    expect(read()).toBeLessThan(MANY + 2_000);
  });
});

test("of an invoice that was sent very often, a case file tells the ends, and how often between them", async () => {
  const { submission, owner } = await homologationIssuer();
  await inObject((storage) => {
    let ms = Date.now();
    const now = () => new Date(ms);
    const calls = openCalls(storage, now);
    const store = openStore(storage, openOutbox(storage, newId, now), now);
    const mine = submission("a");
    store.accept(mine);
    const { id } = mine.invoice;
    for (let i = 0; i < 150; i += 1) {
      ms += 10;
      const call = { operation: "FECAESolicitar", ms: 1, outcome: "timeout", ticket: null, numbers: { first: 1, last: 1 } } as const;
      store.noteCalls([{ id, number: 1 }], { calls: 1, ms: 1 }, [calls.add(LANE, call)]);
      store.record(LANE, { outcomes: [] });
    }
    const entries = openRecords(storage, calls).timeline(owner, id)?.entries ?? [];
    const told = entries.flatMap((entry) => (entry.kind === "call" ? [1] : entry.kind === "omitted" ? [entry.count] : []));
    expect([told.length, told.reduce((all, some) => all + some)]).toEqual([41, 150]);
  });
});
