import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { homologationIssuer } from "../../tests/support/submission.ts";
import { asOwner } from "../../tests/support/tenant.ts";
import { openDatabase } from "./database.ts";
import { events } from "./events.ts";
import { invoices } from "./invoices.ts";
import { scoped } from "./scoped.ts";

const CHANGES = { version: sql`excluded.version`, cae: sql`excluded.cae` };

async function stage() {
  const issuer = await homologationIssuer();
  const db = scoped(openDatabase(env.DATABASE_URL), issuer.owner);
  const entry = (id: string) => ({ id, actor: "key_test", action: "test.done", target: "x" });
  const row = (fields: Partial<typeof invoices.$inferInsert> = {}) => {
    const { invoice } = issuer.submission("a");
    const { id, issuer: issuerId, status, type_code: typeCode, point_of_sale: pointOfSale, date, total } = invoice;
    const kept = { id, issuerId, status, typeCode, pointOfSale, date, total, document: invoice, createdAt: new Date(), version: 1 };
    return { ...kept, ...fields };
  };
  return { ...issuer, db, entry, row };
}

test("rows cross whole: texts of any kind, nulls, numbers, instants, and documents with their keys in order", async () => {
  const { db, row } = await stage();
  const text = "Pan \"integral\"\\ 'ñandú' 🥖\n$1; drop table";
  const createdAt = new Date("2026-11-24T13:42:03.120Z");
  const first = row({ createdAt, externalId: text });
  const document = { ...first.document, metadata: { z: text, a: "" } };
  const second = row();
  await db.commit([], db.upsertNewer(invoices, [{ ...first, document }, second], CHANGES));
  const found = await db.get(invoices, first.id);
  expect(found).toMatchObject({ externalId: text, createdAt, total: "121.00", number: null, cae: null, timeline: null });
  expect(JSON.stringify(found?.document)).toBe(JSON.stringify(document));
  expect(await db.get(invoices, second.id)).toMatchObject({ id: second.id, externalId: null });
});

test("only a newer version changes what is there", async () => {
  const { db, row } = await stage();
  const write = (version: number, cae: string) => db.commit([], db.upsertNewer(invoices, [{ ...one, version, cae }], CHANGES));
  const one = row();
  for (const [version, cae] of [
    [2, "second"],
    [1, "first"],
    [2, "again"],
  ] as const)
    await write(version, cae);
  expect(await db.get(invoices, one.id)).toMatchObject({ version: 2, cae: "second" });
  await write(3, "third");
  expect(await db.get(invoices, one.id)).toMatchObject({ version: 3, cae: "third" });
});

test("another organization's row is neither changed nor seen, whatever its id", async () => {
  const [mine, theirs] = [await stage(), await stage()];
  const row = theirs.row({ cae: "theirs" });
  await theirs.db.commit([], theirs.db.upsertNewer(invoices, [row], CHANGES));
  const forged = { ...mine.row(), id: row.id, version: 9, cae: "forged", organizationId: theirs.owner.organizationId };
  await mine.db.commit([], mine.db.upsertNewer(invoices, [forged], CHANGES)).catch(() => undefined);
  expect(await theirs.db.get(invoices, row.id)).toMatchObject({ version: 1, cae: "theirs" });
  expect(await mine.db.get(invoices, row.id)).toBeUndefined();
});

test("an event is written once", async () => {
  const { db, issuerId } = await stage();
  const event = { id: newId("evt"), type: "lane.gap", target: issuerId, data: {}, createdAt: new Date() } as const;
  for (const extra of [{}, { changed: true }]) await db.commit([], db.insertMissing(events, [{ ...event, data: extra }]));
  expect(await db.list(events, undefined, 10)).toMatchObject([{ id: event.id, data: {} }]);
});

test("the audit log has an entry once, however often its batch is sent, and stays whole", async () => {
  const { db, entry, owner } = await stage();
  const ids = Array.from({ length: 5 }, () => newId("aud"));
  await db.commit(ids.slice(0, 3).map(entry));
  await db.commit(ids.slice(1).map(entry));
  await db.commit(ids.map(entry));
  const log = await asOwner()`select id, seq from audit_log where organization_id = ${owner.organizationId} order by seq`;
  expect(log).toEqual(ids.map((id, i) => ({ id, seq: String(i + 1) })));
  expect(await asOwner()`select * from audit_broken where organization_id = ${owner.organizationId}`).toEqual([]);
});

test("fifty who write at once, to one organization and to several, leave whole chains", async () => {
  const [one, two] = [await stage(), await stage()];
  const writes = Array.from({ length: 50 }, (_, i) => {
    const { db, entry, row } = i % 5 === 0 ? two : one;
    return db.commit([entry(newId("aud")), entry(newId("aud"))], db.insert(invoices, row()));
  });
  await Promise.all(writes);
  for (const [{ owner }, entries] of [
    [one, 80],
    [two, 20],
  ] as const) {
    const log = await asOwner()`select seq from audit_log where organization_id = ${owner.organizationId} order by seq`;
    expect(log.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: entries }, (_, i) => i + 1));
    expect(await asOwner()`select * from audit_faults where organization_id = ${owner.organizationId}`).toEqual([]);
  }
});
