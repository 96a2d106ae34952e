import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { eventsOf, issueElsewhere, issuerInPostgres } from "../ledger/support.ts";
import { confirmed } from "../support/issuer-object.ts";
import { organization } from "../support/organization.ts";
import { homologationIssuer } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

type Issuer = Awaited<ReturnType<typeof homologationIssuer>>;

const SALE = { items: [{ description: "Pan", unit_price: "2000.00" }] };
/** Longer than the alarm that is set when a request comes. */
const SLOW_MS = 3_000;

/** Postgres leaves that word's requests without an answer, until the function that comes back is called. */
async function hangPostgres(word: string): Promise<() => Promise<unknown>> {
  await fetch(`${env.OUTAGES_URL}/${word}/hang`, { method: "PUT" });
  return () => fetch(`${env.OUTAGES_URL}/${word}`, { method: "DELETE" });
}

const alarmOf = ({ stub }: Issuer) => runInDurableObject(stub(), (_, { storage }) => storage.getAlarm());

const noAlarm = (issuer: Issuer) => vi.waitFor(async () => expect(await alarmOf(issuer)).toBeNull(), { timeout: 10_000, interval: 100 });

const rowsOf = ({ issuerId }: Issuer) => asOwner()`select status, number from invoices where issuer_id = ${issuerId}`;

describe("where Postgres is slow", () => {
  test("an invoice is watched over though the first alarm went by before it was accepted", async () => {
    const issuer = await homologationIssuer();
    await issuer.faults("late");
    const back = await hangPostgres(issuer.cuit);
    const submitted = issuer.submit("a", undefined, undefined, 0);
    await scheduler.wait(SLOW_MS);
    expect(await alarmOf(issuer)).not.toBeNull();
    await back();
    expect((await submitted).outcome).toBe("accepted");
    expect(await alarmOf(issuer)).not.toBeNull();
  }, 20_000);

  test("what an audit finds is published though the first alarm went by before it was found", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await confirmed(issuer.stub());
    await issueElsewhere(issuer);
    await noAlarm(issuer);
    const back = await hangPostgres(issuer.cuit);
    const audit = issuer.stub().auditLedger();
    await scheduler.wait(SLOW_MS);
    await back();
    expect(await audit).toMatchObject([{ beyond: [2], arcaLast: 2 }]);
    await confirmed(issuer.stub());
    expect((await eventsOf(issuer)).map(({ type }) => type)).toContain("lane.foreign_comprobante");
  }, 30_000);

  test("what it did not take is sent by the alarm, after a crash, with nobody asking", async () => {
    const issuer = await homologationIssuer();
    await issuer.submit("a");
    await confirmed(issuer.stub());
    await noAlarm(issuer);
    const back = await hangPostgres(issuer.owner.organizationId);
    expect(await issuer.submit("b")).toMatchObject({ entry: { invoice: { status: "authorized" } } });
    await abortAllDurableObjects();
    await back();
    expect(await runDurableObjectAlarm(issuer.stub())).toBe(true);
    await vi.waitFor(async () => expect(await rowsOf(issuer)).toHaveLength(2), { timeout: 10_000, interval: 100 });
  }, 30_000);
});

test("a handler does not wait for the lanes that it starts, and comes back to them", async () => {
  const issuer = await homologationIssuer();
  await issuer.faults("read_hang", "read_hang");
  const { invoice } = issuer.submission("a");
  await issuer.stub().submit({ ...issuer.submission("a"), invoice }, 0);
  await abortAllDurableObjects();
  expect(await runDurableObjectAlarm(issuer.stub())).toBe(true);
  // Had it waited, the lane would have failed by now.
  expect(await issuer.stub().find(issuer.owner, invoice.id)).toMatchObject({ invoice: { status: "queued" }, trouble: null });
  expect(await alarmOf(issuer)).toBeGreaterThan(Date.now());
  await vi.waitFor(async () => expect(await rowsOf(issuer)).toMatchObject([{ status: "authorized" }]), { timeout: 15_000, interval: 100 });
}, 30_000);

test("a lane that never rests keeps no other from being tried again", async () => {
  const one = await organization();
  await one.createIssuer();
  await one.post("/v1/invoices", SALE);
  const slow = { operation: "FECAESolicitar", kind: "delay", delay_ms: 300, count: 10_000 };
  await one.put("/v1/sandbox/faults", { faults: [slow] });
  const load = new AbortController();
  const client = async (_: unknown, i: number) => {
    await scheduler.wait(i * 70);
    while (!load.signal.aborted) await one.post("/v1/invoices", SALE);
  };
  const clients = Array.from({ length: 6 }).map(client);
  await scheduler.wait(SLOW_MS);
  await one.put("/v1/sandbox/faults", { faults: [{ operation: "FECompUltimoAutorizado", kind: "http_500", count: 1 }, slow] });
  const { body } = await one.post("/v1/invoices", { ...SALE, point_of_sale: 2 }, { prefer: "respond-async" });
  const look = async () => (await one.get(`/v1/invoices/${body.id}`)).body.status;
  try {
    await vi.waitFor(async () => expect(await look()).toBe("authorized"), { timeout: 10_000, interval: 250 });
  } finally {
    load.abort();
    await Promise.all(clients);
  }
}, 40_000);
