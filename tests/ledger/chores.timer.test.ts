import { abortAllDurableObjects, createExecutionContext, createMessageBatch, getQueueResult, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { openDatabase } from "../../workers/db/database.ts";
import { consumeChores, runScheduled } from "../../workers/ledger/index.ts";
import worker from "../../workers/index.ts";
import { onTime } from "../support/on-time.ts";
import { asOwner } from "../support/tenant.ts";
import { issuerInPostgres, type Issuer, loseStorage, published, rowsOf } from "./support.ts";

const objectOf = ({ cuit }: Issuer) => `homologation:${cuit}`;
const choreFor = (issuer: Issuer, run: string, report: unknown = null) => ({ type: "audit_ledger", object: objectOf(issuer), run, report });

async function consume(queue: string, ...bodies: unknown[]) {
  const batch = createMessageBatch(
    queue,
    bodies.map((body, i) => ({ id: `${queue}-${i}-${newId("evt")}`, timestamp: new Date(), attempts: 1, body })),
  );
  const ctx = createExecutionContext();
  await worker.queue(batch, env);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, ctx);
  return { ids: batch.messages.map(({ id }) => id), acks: explicitAcks, retries: retryMessages.map(({ msgId }) => msgId) };
}

const sweep = (at?: Date) => onTime("*/5 * * * *", at);

const reportsOf = ({ issuerId }: Issuer) =>
  asOwner()`select id, run, status, lanes from ledger_reports where issuer_id = ${issuerId} order by id`;

describe("the queue", () => {
  test("an audit is made once a night, however often its message comes", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    const chore = choreFor(issuer, "nightly:2026-11-24");
    const first = await consume("arca-chores", chore);
    expect(first.acks).toEqual(first.ids);
    await consume("arca-chores", chore);
    expect(await reportsOf(issuer)).toMatchObject([{ run: "nightly:2026-11-24", status: "clean" }]);
    await consume("arca-chores", choreFor(issuer, "nightly:2026-11-25"));
    expect(await reportsOf(issuer)).toHaveLength(2);
    expect(await asOwner()`select * from audit_broken where organization_id = ${issuer.owner.organizationId}`).toEqual([]);
  });

  test("each message stands for itself: what fails is tried again, what cannot be read is kept and acknowledged", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    const lost = await issuerInPostgres();
    await asOwner()`insert into issuer_objects (name, epoch) values (${objectOf(lost)}, 7)`;
    await runInDurableObject(lost.stub(), (_, { storage }) => {
      storage.sql.exec("INSERT INTO origin (one, epoch, state, rebuilt, claimed_at) VALUES (1, 6, 'fenced', 0, 0)");
    });
    const { ids, acks, retries } = await consume(
      "arca-chores",
      choreFor(issuer, "nightly:x"),
      { type: "make_coffee" },
      choreFor(lost, "nightly:x"),
    );
    expect(acks.toSorted()).toEqual(ids.slice(0, 2).toSorted());
    expect(retries).toEqual(ids.slice(2));
    expect(await asOwner()`select queue, body from dead_letters where id = ${ids[1] ?? ""}`).toEqual([
      { queue: "arca-chores", body: '{"type":"make_coffee"}' },
    ]);
  });

  test("what was given up is kept, and whoever waits for a report sees that nothing comes of it", async () => {
    const issuer = await issuerInPostgres();
    const { organizationId, mode } = issuer.owner;
    const id = newId("rep");
    await asOwner()`insert into ledger_reports values (${id}, ${organizationId}, ${mode}, ${issuer.issuerId}, ${id}, 1, 'running', '[]', now(), null, null)`;
    const chore = choreFor(issuer, id, { id, organization_id: organizationId, mode, issuer_id: issuer.issuerId });
    const { ids, acks } = await consume("arca-chores-dead", chore);
    expect(acks).toEqual(ids);
    expect(await asOwner()`select body from dead_letters where id = ${ids[0] ?? ""}`).toEqual([{ body: JSON.stringify(chore) }]);
    expect(await reportsOf(issuer)).toMatchObject([{ id, status: "incomplete" }]);
  });
});

describe("the nightly run", () => {
  test("has each object that is active audited", async () => {
    const issuer = await issuerInPostgres();
    const idle = await issuerInPostgres();
    for (const { submit, stub } of [issuer, idle]) {
      await submit("a");
      await published({ stub });
    }
    await asOwner()`update issuer_objects set seen_at = now() - interval '401 days' where name = ${objectOf(idle)}`;
    const sent: unknown[] = [];
    const chores = {
      send: vi.fn(),
      sendBatch: async (messages: Iterable<{ body: unknown }>) => void sent.push(...[...messages].map(({ body }) => body)),
    };
    const ports = {
      database: openDatabase(env.DATABASE_URL),
      issuers: env.ISSUER,
      chores: chores as unknown as Env["ARCA_CHORES"],
      now: () => new Date(),
      newId,
    };
    await runScheduled(ports, "30 6 * * *", Date.parse("2026-11-25T06:30:00Z"));
    expect(sent).toContainEqual(choreFor(issuer, "nightly:2026-11-25"));
    expect(sent).not.toContainEqual(choreFor(idle, "nightly:2026-11-25"));
    await consumeChores(
      ports,
      createMessageBatch("arca-chores", [{ id: "1", timestamp: new Date(), attempts: 1, body: choreFor(issuer, "nightly:2026-11-25") }]),
    );
    expect(await reportsOf(issuer)).toHaveLength(1);
  });
});

describe("the sweep", () => {
  const olden = ({ issuerId }: Issuer) =>
    asOwner()`update invoices set created_at = created_at - interval '6 minutes' where issuer_id = ${issuerId}`;

  test("wakes an object that lost its storage with an invoice in it", async () => {
    const issuer = await issuerInPostgres();
    await issuer.faults("down");
    await issuer.submit("a", undefined, undefined, 50);
    await vi.waitFor(async () => expect(await rowsOf(issuer)).toHaveLength(1), 5_000);
    await loseStorage(issuer);
    await sweep();
    expect(await issuer.ledger()).toMatchObject({ comprobantes: [] });
    await olden(issuer);
    await sweep();
    await vi.waitFor(async () => expect(await rowsOf(issuer)).toMatchObject([{ status: "authorized", number: 1 }]), 15_000);
    expect((await issuer.ledger()).comprobantes).toHaveLength(1);
  });

  test("wakes, within an hour, an object that lost its alarm with something that Postgres never heard of", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await fetch(`${env.OUTAGES_URL}/${issuer.owner.organizationId}/cut`, { method: "PUT" });
    await issuer.submit("b");
    // Nothing is left of it but the storage.
    await runInDurableObject(issuer.stub(), (_, { storage }) => storage.deleteAlarm());
    await abortAllDurableObjects();
    await fetch(`${env.OUTAGES_URL}/${issuer.owner.organizationId}`, { method: "DELETE" });
    await runInDurableObject(issuer.stub(), async (_, { storage }) => expect(await storage.getAlarm()).toBeNull());
    expect(await rowsOf(issuer)).toHaveLength(1);
    for (let sweeps = 0; sweeps < 12; sweeps += 1) await sweep(new Date(Date.now() + sweeps * 300_000));
    await vi.waitFor(async () => expect(await rowsOf(issuer)).toHaveLength(2), { timeout: 10_000, interval: 100 });
  }, 30_000);

  test("tells a database that was restored to an older state what it has forgotten", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await issuer.faults("refused");
    await issuer.submit("b");
    await published(issuer);
    const before = await rowsOf(issuer);
    await asOwner()`update invoices set status = 'queued', version = 1, number = null, cae = null where issuer_id = ${issuer.issuerId}`;
    await olden(issuer);
    await sweep();
    await vi.waitFor(async () => expect(await rowsOf(issuer)).toEqual(before), 10_000);
  });

  test("asks again for a report that nobody makes", async () => {
    const issuer = await issuerInPostgres();
    const { organizationId, mode } = issuer.owner;
    const id = newId("rep");
    await asOwner()`insert into ledger_reports values (${id}, ${organizationId}, ${mode}, ${issuer.issuerId}, ${id}, 1, 'running', '[]', now() - interval '31 minutes', null, null)`;
    await sweep();
    await vi.waitFor(async () => expect(await reportsOf(issuer)).toMatchObject([{ id, status: "clean" }]), 15_000);
  });
});
