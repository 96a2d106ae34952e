import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { organization } from "../support/organization.ts";
import { homologationIssuer } from "../support/submission.ts";

type Issuer = Awaited<ReturnType<typeof homologationIssuer>>;

const entryOf = (submitted: Awaited<ReturnType<Issuer["submit"]>>) => {
  if (submitted.outcome === "refused") throw new Error(submitted.reason);
  return submitted.entry;
};

const numberOf = async (issuer: Issuer, key: string) => entryOf(await issuer.submit(key, undefined, undefined, 20_000)).invoice.number;

describe("ARCA is away", () => {
  test.each([
    ["in no call of ours", ["down", "down"]],
    ["by its own words", ["501", "501"]],
    ["with an answer lost", ["lost"]],
  ] as const)(
    "%s: what was accepted waits, and goes in order and in full calls once it is back",
    async (_, faults) => {
      const issuer = await homologationIssuer();
      await issuer.submit("first");
      await issuer.faults(...faults);
      const keys = Array.from({ length: 300 }, (__, i) => `k${i}`);
      for (const key of keys) {
        const { invoice, nextAttemptAt } = entryOf(await issuer.submit(key, undefined, undefined, 0));
        expect(["queued", "sent"]).toContain(invoice.status);
        expect(nextAttemptAt).not.toBeNull();
      }
      const numbers = await Promise.all(keys.map((key) => numberOf(issuer, key)));
      expect(numbers).toEqual(keys.map((__, i) => i + 2));
      const { calls, comprobantes } = await issuer.ledger();
      expect(comprobantes).toHaveLength(301);
      // The first, one for each fault, what was in doubt, and the others by 250.
      expect(calls["FECAESolicitar"]).toBeLessThanOrEqual(2 + faults.length + 3);
    },
    60_000,
  );

  test("a lost batch is found by reads of which at most three are under way", async () => {
    const issuer = await homologationIssuer();
    const together = (round: string) => Promise.all(Array.from({ length: 40 }, (_, i) => numberOf(issuer, `${round}${i}`)));
    await together("a");
    await issuer.faults("hang");
    await together("b");
    const { calls, comprobantes } = await issuer.ledger();
    expect(comprobantes).toHaveLength(80);
    const { most } = await (await fetch(`${env.ARCA_URL}/reads/${issuer.cuit}`)).json<{ most: number }>();
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
    expect(calls["FECompConsultar"]).toBeLessThanOrEqual(41);
  }, 30_000);

  test("somebody else's number is looked at, and none that follows it", async () => {
    const issuer = await homologationIssuer();
    await issuer.submit("first");
    await issuer.faults("foreign");
    const keys = Array.from({ length: 30 }, (_, i) => `k${i}`);
    expect(new Set(await Promise.all(keys.map((key) => numberOf(issuer, key)))).size).toBe(30);
    expect((await issuer.ledger()).calls["FECompConsultar"]).toBeLessThanOrEqual(3);
  }, 30_000);
});

describe("several clients", () => {
  test("that come together to an idle lane go in one call; one alone never waits", async () => {
    const issuer = await homologationIssuer();
    await issuer.submit("first");
    const together = (round: string) => Promise.all(Array.from({ length: 20 }, (_, i) => issuer.submit(`${round}${i}`)));
    await together("a");
    const before = (await issuer.ledger()).calls["FECAESolicitar"] ?? 0;
    await together("b");
    expect(((await issuer.ledger()).calls["FECAESolicitar"] ?? 0) - before).toBeLessThanOrEqual(2);
  });
});

describe("a lane with more waiting than it should", () => {
  /** The object's own environment is private to it; the mark is read from it each time. */
  const lowMark = (name: string, mark: string) =>
    runInDurableObject(env.ISSUER.getByName(name), (object) => {
      (object as unknown as { env: Env }).env.LANE_HIGH_WATER = mark;
    });

  test("accepts no more, says when to come back, and drops nothing", async () => {
    const api = await organization();
    const { body: issuer } = await api.createIssuer();
    await api.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 1_000 }] });
    await lowMark(`sandbox:${api.id}:${issuer.cuit}`, "3");
    const sale = { items: [{ description: "Pan", unit_price: "10.00" }] };
    const post = (key: string, more = {}) =>
      api.post("/v1/invoices", { ...sale, ...more }, { Prefer: "respond-async", "idempotency-key": key });
    const accepted = [await post("a"), await post("b"), await post("c")];
    expect(accepted.map(({ status }) => status)).toEqual([202, 202, 202]);
    const refused = await post("d");
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "backpressure", type: "rate_limit_error", retryable: true } } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    // What was accepted is answered as before, and another lane has room.
    expect(await post("a")).toMatchObject({ status: 202, body: { id: accepted[0]?.body.id } });
    expect((await post("e", { point_of_sale: 2 })).status).toBe(202);
    await api.remove("/v1/sandbox/faults");
    const status = async (id: string) => (await api.get(`/v1/invoices/${id}`)).body.status;
    for (const { body } of accepted) await vi.waitFor(async () => expect(await status(body.id)).toBe("authorized"), 25_000);
    await vi.waitFor(async () => expect((await post("d")).status).toBe(202), 5_000);
  }, 60_000);
});
