import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { InvoiceInput } from "../../shared/schemas/invoice-input.ts";
import { batchOf, endedBatch } from "../support/batch.ts";
import { confirmed, countIn, forgetAll, sandboxObject } from "../support/issuer-object.ts";
import { organization } from "../support/organization.ts";
import { takePostgresAway } from "../support/take-away.ts";
import { asOwner } from "../support/tenant.ts";

type Organization = Awaited<ReturnType<typeof organization>>;
const sale = (index: number, more: object = {}) => ({
  items: [{ description: "Pan", unit_price: "10.00" }],
  external_id: `sale-${index}`,
  ...more,
});

async function inUse() {
  const api = await organization({ hourly: 1_000_000 });
  const issuer = (await api.createIssuer()).body.id as string;
  expect((await api.post("/v1/invoices", sale(-1))).body.number).toBe(1);
  return { ...api, issuer };
}

const ended = (api: Organization, id: string) => endedBatch(api, id, 30_000);

/** Every invoice of the organization in Postgres: nothing twice, no number left out. */
async function expectWhole({ id }: Organization, count: number) {
  await vi.waitFor(
    async () => {
      const rows =
        await asOwner()`select number, cae, external_id from invoices where organization_id = ${id} and status = 'authorized' order by number`;
      expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      expect(new Set(rows.map(({ cae }) => cae)).size).toBe(count);
      expect(new Set(rows.map(({ external_id }) => external_id)).size).toBe(count);
    },
    { timeout: 20_000, interval: 300 },
  );
}

/** What the sandbox answers to the next requests for a CAE. */
const faults = (api: Organization, kind: string) =>
  api.put("/v1/sandbox/faults", { faults: [{ operation: "FECAESolicitar", kind, count: 1_000 }] });

describe("a batch of 1,000", () => {
  test("with errors of every kind among them: each stands on its own, in order", async () => {
    const api = await inUse();
    const invoices = Array.from({ length: 1_000 }, (_, i) => {
      if (i % 100 === 7) return sale(i, { items: [] });
      if (i % 100 === 8) return sale(i, { date: "2020-01-01" });
      if (i % 100 === 9) return sale(-1);
      return sale(i);
    });
    const sent = await api.post("/v1/invoices/batch", { invoices }, { "idempotency-key": "thousand" });
    expect(sent).toMatchObject({ status: 202, body: { counts: { total: 1_000, failed: 10 } } });
    const { counts, items } = await ended(api, sent.body.id);
    expect(counts).toMatchObject({ total: 1_000, authorized: 970, failed: 30 });
    const failed = items.filter(({ status }) => status === "failed");
    expect(failed.slice(0, 3).map(({ index, error }) => [index, error.code])).toEqual([
      [7, "invalid_request"],
      [8, "invalid_invoice"],
      [9, "conflict"],
    ]);
    const numbers = items.flatMap(({ status, invoice }) => (status === "authorized" ? [invoice.number] : []));
    expect(numbers).toEqual(Array.from({ length: 970 }, (_, i) => i + 2));
    await expectWhole(api, 971);
  }, 90_000);

  test("crashes, and an outage of Postgres meanwhile, lose and double nothing", async () => {
    const api = await inUse();
    const invoices = Array.from({ length: 400 }, (_, i) => (i % 50 === 3 ? sale(i, { items: [] }) : sale(i)));
    const back = await takePostgresAway(api, "cut");
    const sent = await api.post("/v1/invoices/batch", { invoices }, { "idempotency-key": "crashed" });
    expect(sent.status).toBe(202);
    for (const ms of [0, 20, 60, 120, 240]) {
      // Going on has begun when it is stopped again.
      void runDurableObjectAlarm(env.INVOICE_BATCHES.getByName(sent.body.id)).catch(() => undefined);
      await scheduler.wait(ms);
      await abortAllDurableObjects();
    }
    expect(await api.post("/v1/invoices/batch", { invoices }, { "idempotency-key": "crashed" })).toMatchObject({
      status: 202,
      body: { id: sent.body.id },
    });
    const { counts } = await ended(api, sent.body.id);
    expect(counts).toMatchObject({ total: 400, authorized: 392, failed: 8 });
    await back();
    await expectWhole(api, 393);
  }, 90_000);
});

describe("a batch that is stopped", () => {
  /** As it was before the answers of the issuers were written down. */
  const unwrite = (id: string, inputs: readonly object[]) =>
    runInDurableObject(env.INVOICE_BATCHES.getByName(id), async (_, { storage }) => {
      for (const [index, input] of inputs.entries()) {
        const text = JSON.stringify(InvoiceInput.parse(input));
        storage.sql.exec("UPDATE items SET status = 'pending', input = ?, invoice = NULL WHERE position = ?", text, index);
      }
      storage.sql.exec("UPDATE batch SET completed_at = NULL");
      await storage.setAlarm(Date.now() + 60_000);
    });

  test("after its issuer had taken its invoices, and before that was written down: they are the same invoices", async () => {
    const api = await inUse();
    const invoices = [sale(0), sale(1), sale(2)];
    const { id } = (await api.post("/v1/invoices/batch", { invoices })).body;
    const { items } = await ended(api, id);
    await unwrite(id, invoices);
    expect((await batchOf(api, id)).counts).toMatchObject({ pending: 3 });
    await runDurableObjectAlarm(env.INVOICE_BATCHES.getByName(id));
    expect((await batchOf(api, id)).items).toEqual(items);
    await expectWhole(api, 4);
  });

  describe("without a name of their own", () => {
    const bread = { items: [{ description: "Pan", unit_price: "10.00" }] };
    const invoices = [bread, bread, bread];

    /** Issued, and stopped before that was written down. */
    async function stopped() {
      const api = await inUse();
      const { cuit } = (await api.get(`/v1/issuers/${api.issuer}`)).body;
      const { id } = (await api.post("/v1/invoices/batch", { invoices })).body;
      const { items } = await ended(api, id);
      const object = sandboxObject(api.id, cuit);
      await confirmed(object);
      const numbers = async () =>
        (await asOwner()`select number from invoices where organization_id = ${api.id} order by number`).map(({ number }) => number);
      await unwrite(id, invoices);
      const goOn = () => runDurableObjectAlarm(env.INVOICE_BATCHES.getByName(id));
      return { api, id, items, object, numbers, goOn };
    }

    test("they are the same invoices", async () => {
      const { api, id, items, object, numbers, goOn } = await stopped();
      await goOn();
      expect((await batchOf(api, id)).items).toEqual(items);
      await confirmed(object);
      expect(await numbers()).toEqual([1, 2, 3, 4]);
    });

    test("also where their object has forgotten them", async () => {
      const { api, id, items, object, numbers, goOn } = await stopped();
      await forgetAll(object);
      await goOn();
      expect((await batchOf(api, id)).items).toEqual(items);
      expect([await countIn(object, "invoices"), await numbers()]).toEqual([0, [1, 2, 3, 4]]);
    });

    test("also where it has forgotten them, and they would no longer pass", async () => {
      const { api, id, items, object, numbers, goOn } = await stopped();
      await forgetAll(object);
      await api.createIssuer();
      await goOn();
      expect((await batchOf(api, id)).items).toEqual(items);
      expect(await numbers()).toEqual([1, 2, 3, 4]);
    });

    test("they wait for Postgres where their object has forgotten them and it is away", async () => {
      const { api, id, items, object, numbers, goOn } = await stopped();
      await forgetAll(object);
      const back = await takePostgresAway(api, "cut");
      await goOn();
      expect((await batchOf(api, id)).counts).toMatchObject({ pending: 3 });
      await back();
      await goOn();
      expect((await batchOf(api, id)).items).toEqual(items);
      expect(await numbers()).toEqual([1, 2, 3, 4]);
    });
  });

  test("even where they would no longer pass", async () => {
    const api = await inUse();
    const invoices = [sale(0), sale(1)];
    const { id } = (await api.post("/v1/invoices/batch", { invoices })).body;
    const { items } = await ended(api, id);
    await unwrite(id, invoices);
    await api.createIssuer();
    expect((await api.post("/v1/invoices", sale(2))).body.error.errors).toMatchObject([{ code: "issuer_ambiguous" }]);
    await runDurableObjectAlarm(env.INVOICE_BATCHES.getByName(id));
    expect((await batchOf(api, id)).items).toEqual(items);
  });
});

describe("a batch waits", () => {
  test("while ARCA is away, and ends when it is back", async () => {
    const api = await inUse();
    await faults(api, "down");
    const { id } = (await api.post("/v1/invoices/batch", { invoices: [sale(0), sale(1)] })).body;
    await vi.waitFor(async () => expect((await batchOf(api, id)).counts).toMatchObject({ pending: 0 }), 10_000);
    const { status, items } = await batchOf(api, id);
    expect(status).toBe("processing");
    for (const item of items)
      expect(item).toMatchObject({ status: expect.stringMatching(/queued|sent/), invoice: { number: null, cae: null } });
    await api.remove("/v1/sandbox/faults");
    expect((await ended(api, id)).counts).toMatchObject({ authorized: 2 });
  }, 60_000);

  test("while its lane has too many waiting, and goes on in order", async () => {
    const api = await inUse();
    const { cuit } = (await api.get(`/v1/issuers/${api.issuer}`)).body;
    // A new object knows of no pace: as one that has stood still for long.
    await runInDurableObject(sandboxObject(api.id, cuit), (_, state) => state.abort()).catch(() => undefined);
    await runInDurableObject(sandboxObject(api.id, cuit), (instance) => {
      Object.defineProperty(instance, "env", { value: { ...env, LANE_HIGH_WATER: "3" } });
    });
    await faults(api, "down");
    const invoices = Array.from({ length: 10 }, (_, i) => sale(i));
    const { id } = (await api.post("/v1/invoices/batch", { invoices })).body;
    await vi.waitFor(async () => expect((await batchOf(api, id)).counts["pending"]).toBeLessThan(10), 10_000);
    const { status, counts } = await batchOf(api, id);
    expect([status, counts["failed"]]).toEqual(["processing", 0]);
    expect(counts["pending"]).toBeGreaterThan(0);
    await api.remove("/v1/sandbox/faults");
    // Nobody rings it: it comes back by itself, and soon, though the lane had stood still.
    await vi.waitFor(async () => expect((await batchOf(api, id)).status).toBe("completed"), { timeout: 45_000, interval: 1_000 });
    const { items } = await batchOf(api, id);
    expect(items.map(({ invoice }) => invoice.number)).toEqual(Array.from({ length: 10 }, (_, i) => i + 2));
  }, 60_000);

  test("in the lane that is full alone: the others go on", async () => {
    const api = await inUse();
    const { cuit } = (await api.get(`/v1/issuers/${api.issuer}`)).body;
    await runInDurableObject(sandboxObject(api.id, cuit), (instance) => {
      Object.defineProperty(instance, "env", { value: { ...env, LANE_HIGH_WATER: "3" } });
    });
    await faults(api, "down");
    const invoices = Array.from({ length: 112 }, (_, i) => sale(i, { point_of_sale: i < 110 ? 1 : 2 }));
    const { id } = (await api.post("/v1/invoices/batch", { invoices })).body;
    await vi.waitFor(async () => {
      const { items } = await batchOf(api, id);
      expect(items.slice(110).map(({ status }) => status)).not.toContain("pending");
    }, 10_000);
    const { items } = await batchOf(api, id);
    const taken = items.slice(0, 110).map(({ status }) => status !== "pending");
    expect(taken.filter(Boolean).length).toBeLessThan(10);
    // In order: none is ahead of one that waits.
    expect(taken.lastIndexOf(true)).toBe(taken.filter(Boolean).length - 1);
  }, 30_000);

  test("for none whose sandbox is no more", async () => {
    const api = await inUse();
    await faults(api, "down");
    const { id } = (await api.post("/v1/invoices/batch", { invoices: [sale(0), sale(1, { point_of_sale: 2 })] })).body;
    await vi.waitFor(async () => expect((await batchOf(api, id)).counts).toMatchObject({ pending: 0 }), 10_000);
    await api.remove("/v1/sandbox");
    const { counts, items } = await ended(api, id);
    expect(counts).toMatchObject({ total: 2, failed: 2 });
    expect(items.map(({ error }) => error.code)).toEqual(["not_found", "not_found"]);
  }, 60_000);
});
