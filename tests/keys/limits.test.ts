import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { hashApiKey } from "../../workers/accounts/api-keys/format.ts";
import { type Api, apiWith, organization } from "../support/organization.ts";
import { member } from "../support/person.ts";
import { takePostgresAway } from "../support/take-away.ts";
import { asOwner } from "../support/tenant.ts";

const SALE = { items: [{ description: "Pan", unit_price: "2000.00" }] };
const BATCH = "/v1/invoices/batch";

const limited = (keyId: string, { reads = 1000, issuing = 1000, lookups = 1000 }) =>
  asOwner()`update api_keys set limit_reads = ${reads}, limit_issuing = ${issuing}, limit_lookups = ${lookups} where id = ${keyId}`;

/** An organization with an issuer, whose key has so much of an hour, and has used none of it for issuing. */
async function limitedTo(limits: Parameters<typeof limited>[1]) {
  const one = await organization();
  await limited(one.keyId, limits);
  const { body: issuer } = await one.createIssuer();
  return { ...one, issuer: String(issuer.id) };
}

const keeperOf = async (secret: string) => env.API_KEY_KEEPERS.getByName(hashApiKey(secret, env.API_KEY_PEPPER));
const left = ({ headers }: { headers: Headers }) => headers.get("ratelimit")?.replace(/;t=\d+$/, "");
const issued = async (id: string) => (await asOwner()`select count(*)::int as n from invoices where organization_id = ${id}`)[0]?.["n"];

describe("1,500 calls at once, of a thousand in the hour", () => {
  /** Statuses, each with how many there are. */
  async function crowd(api: Api, method: string, path: string, body?: string) {
    const answers = await Promise.all(
      Array.from({ length: 1500 }, async () => {
        const answer = await api.send(method, path, body === undefined ? {} : { body });
        await answer.arrayBuffer();
        return answer;
      }),
    );
    const counts = Map.groupBy(answers, ({ status }) => status);
    const refused = counts.get(429)?.[0];
    return { counts: Object.fromEntries([...counts].map(([status, all]) => [status, all.length])), refused };
  }

  test("let exactly a thousand read", async () => {
    const api = await organization();
    const { counts, refused } = await crowd(api, "GET", "/v1/events/x");
    expect(counts).toEqual({ 404: 1000, 429: 500 });
    expect(refused?.headers.get("ratelimit-policy")).toBe('"read";q=1000;w=3600');
    expect(refused?.headers.get("ratelimit")).toMatch(/^"read";r=0;t=3[56]\d\d$/);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3_000);
  });

  test("let exactly a thousand issue", async () => {
    const api = await organization();
    const { counts, refused } = await crowd(api, "POST", "/v1/invoices", "{}");
    expect(counts).toEqual({ 422: 1000, 429: 500 });
    expect(refused?.headers.get("ratelimit")).toMatch(/^"issue";r=0;t=3[56]\d\d$/);
    expect((await api.get("/v1/events/x")).status).toBe(404);
  });
});

describe("the hour of a key", () => {
  test("is over: nothing more is issued, and what was is told again", async () => {
    const one = await limitedTo({ issuing: 3 });
    const first = await one.post("/v1/invoices", SALE, { "idempotency-key": "first" });
    expect([first.status, left(first)]).toEqual([201, '"issue";r=2']);
    const answers = await Promise.all(Array.from({ length: 5 }, () => one.post("/v1/invoices", SALE)));
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["201", "201", "429", "429", "429"]);
    expect(answers.find(({ status }) => status === 429)?.body.error).toMatchObject({
      code: "rate_limited",
      type: "rate_limit_error",
      errors: [{ code: "limit_reached", message: expect.stringContaining('"issue"') }],
    });
    const again = await one.post("/v1/invoices", SALE, { "idempotency-key": "first" });
    expect([again.status, again.body, again.headers.get("idempotent-replayed"), left(again)]).toEqual([
      201,
      first.body,
      "true",
      '"issue";r=0',
    ]);
    const other = { items: [{ description: "Pan", unit_price: "1.00" }] };
    expect((await one.post("/v1/invoices", other, { "idempotency-key": "first" })).status).toBe(429);
    expect((await one.get(`/v1/invoices/${first.body.id}`)).status).toBe(200);
    await vi.waitFor(async () => expect(await issued(one.id)).toBe(3), 5_000);
  });

  test("pays for each item of a batch, for all or for none", async () => {
    const one = await limitedTo({ issuing: 5 });
    const batch = (size: number, key?: string) =>
      one.post(BATCH, { invoices: Array.from({ length: size }, () => SALE) }, key === undefined ? {} : { "idempotency-key": key });
    const first = await batch(3, "three");
    expect([first.status, left(first), first.headers.get("ratelimit-policy")]).toEqual([202, '"issue";r=2', '"issue";q=5;w=3600']);
    const refused = await batch(3);
    expect([refused.status, refused.body.error.code, left(refused)]).toEqual([429, "rate_limited", '"issue";r=2']);
    expect(left(await one.post(BATCH, { invoices: [] }))).toBe('"issue";r=2');
    const again = await batch(3, "three");
    expect([again.status, again.body.id, again.headers.get("idempotent-replayed")]).toEqual([202, first.body.id, "true"]);
    expect((await batch(2)).status).toBe(202);
    expect((await one.post("/v1/invoices", SALE)).status).toBe(429);
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(env.INVOICE_BATCHES.getByName(first.body.id));
      expect(await issued(one.id)).toBe(5);
    }, 10_000);
  });

  test("is too short for a batch of more than it: that is said, not to wait; one that was taken is told again", async () => {
    const one = await limitedTo({ issuing: 5 });
    const batch = (size: number, key: string) =>
      one.post(BATCH, { invoices: Array.from({ length: size }, () => SALE) }, { "idempotency-key": key });
    const refused = await batch(6, "six");
    expect(refused).toMatchObject({
      status: 422,
      body: {
        error: {
          code: "invalid_request",
          retryable: false,
          errors: [{ param: "invoices", code: "batch_beyond_limit", message: expect.stringContaining("at most 5") }],
        },
      },
    });
    expect([left(refused), refused.headers.get("retry-after")]).toEqual(['"issue";r=5', null]);
    const taken = await batch(5, "five");
    expect(taken.status).toBe(202);
    await limited(one.keyId, { issuing: 4 });
    await scheduler.wait(5_100);
    expect(await batch(5, "five")).toMatchObject({ status: 202, body: { id: taken.body.id } });
    expect((await batch(5, "other")).body.error.code).toBe("invalid_request");
  });

  test("has a budget of its own for look-ups", async () => {
    const one = await limitedTo({ lookups: 1 });
    const lookUp = () => one.get("/v1/taxpayers/30714228834");
    expect(left(await lookUp())).toBe('"lookup";r=0');
    expect((await lookUp()).status).toBe(429);
    expect((await one.get("/v1/issuers")).status).toBe(200);
  });

  test("is written down within a second", async () => {
    const one = await limitedTo({ issuing: 10 });
    await one.post("/v1/invoices", "{}");
    const keeper = await keeperOf(one.secret);
    await vi.waitFor(async () => expect(await stored(keeper)).toMatchObject({ windows: { issuing: { taken: 1 } } }), 3_000);
  });

  test("is no matter of who has signed in: he has one of his own, in all his organizations together", async () => {
    const [one, other] = [await limitedTo({ issuing: 5 }), await organization()];
    const ana = await member(one.id, "developer");
    await asOwner()`insert into members values (${other.id}, ${ana.id}, 'viewer', now())`;
    const at = ({ id }: { id: string }) => ({ "Arca-Organization": id });
    const reads = await ana.call("GET", "/v1/issuers", undefined, at(one));
    expect([reads.headers.get("ratelimit-policy"), left(reads)]).toEqual(['"read";q=10000;w=3600', '"read";r=9999']);
    expect(left(await ana.call("GET", "/v1/issuers", undefined, at(other)))).toBe('"read";r=9998');
    expect(left(await ana.call("GET", "/v1/me"))).toBe('"read";r=9997');
    const most = { budget: "issuing", units: 999, limit: 1000, partial: false } as const;
    // The burst guard counts the reads too, and lets so many pass again after a moment.
    await vi.waitFor(async () => expect(await env.API_KEY_KEEPERS.getByName(ana.id).take(most)).toMatchObject({ units: 999 }), 5_000);
    const sell = () => ana.call("POST", "/v1/invoices", SALE, at(one));
    const last = await sell();
    expect([last.status, last.headers.get("ratelimit-policy"), left(last)]).toEqual([201, '"issue";q=1000;w=3600', '"issue";r=0']);
    expect(await sell()).toMatchObject({ status: 429, body: { error: { code: "rate_limited", errors: [{ code: "limit_reached" }] } } });
    expect(left(await one.post("/v1/invoices", SALE))).toBe('"issue";r=4');
  });

  test("of who has signed in is over, but for what is about sign-ins", async () => {
    const { id } = await organization();
    const ana = await member(id, "developer");
    const meter = { windows: { reads: { start: Date.now(), taken: 10_000 } }, tat: 0 };
    await runInDurableObject(env.API_KEY_KEEPERS.getByName(ana.id), (_, { storage }) => storage.kv.put("meter", meter));
    for (const path of ["/v1/events/x", "/v1/me", "/v1/members", `/v1/organizations/${id}`])
      expect((await ana.call("GET", path)).status).toBe(429);
    const sessions = await ana.call("GET", "/v1/auth/sessions");
    expect([sessions.status, sessions.headers.get("ratelimit")]).toEqual([200, null]);
  });

  async function stored(keeper: Awaited<ReturnType<typeof keeperOf>>) {
    return runInDurableObject(keeper, (_, { storage }) => storage.kv.get("meter"));
  }
});

describe.concurrent("a key that has been used a moment ago", () => {
  async function inUse() {
    const one = await limitedTo({});
    expect((await one.post("/v1/invoices", SALE)).status).toBe(201);
    return { ...one, owner: await member(one.id, "owner") };
  }

  test("and is revoked issues nothing from then on, nor is it vouched for", async () => {
    const one = await inUse();
    expect((await one.owner.call("DELETE", `/v1/api-keys/${one.keyId}`)).status).toBe(200);
    const refused = await one.post("/v1/invoices", SALE);
    expect([refused.status, refused.body.error.code]).toEqual([401, "unauthorized"]);
    expect((await one.post(BATCH, { invoices: [SALE] })).status).toBe(401);
    expect((await one.get("/v1/issuers")).status).toBe(401);
    expect(await (await keeperOf(one.secret)).vouch()).toBeUndefined();
    expect(await issued(one.id)).toBe(1);
  });

  test("and is revoked reads for five seconds at most", async () => {
    const one = await inUse();
    expect((await one.get("/v1/issuers")).status).toBe(200);
    await one.owner.call("DELETE", `/v1/api-keys/${one.keyId}`);
    await scheduler.wait(5_100);
    expect((await one.get("/v1/issuers")).status).toBe(401);
  });

  test("and is replaced at once issues nothing; replaced for later it does until then", async () => {
    const [now, later] = [await inUse(), await inUse()];
    expect((await now.owner.call("POST", `/v1/api-keys/${now.keyId}/rotate`, { expires_in: 0 })).status).toBe(201);
    expect((await now.post("/v1/invoices", SALE)).status).toBe(401);
    const made = await later.owner.call("POST", `/v1/api-keys/${later.keyId}/rotate`, { expires_in: 2 });
    expect((await later.post("/v1/invoices", SALE)).status).toBe(201);
    await scheduler.wait(2_100);
    expect((await later.post("/v1/invoices", SALE)).status).toBe(401);
    expect(await apiWith(`Bearer ${made.body.secret}`).post("/v1/invoices", SALE)).toMatchObject({ status: 201 });
  });

  test("issues nothing for an organization that is being deleted, and again once it is back", async () => {
    const one = await inUse();
    expect((await one.owner.call("DELETE", `/v1/organizations/${one.id}`)).status).toBe(200);
    expect((await one.post("/v1/invoices", SALE)).status).toBe(401);
    expect((await one.owner.call("POST", `/v1/organizations/${one.id}/restore`)).status).toBe(200);
    await scheduler.wait(5_100);
    expect((await one.post("/v1/invoices", SALE)).status).toBe(201);
  });

  test("is counted, and knows its networks and its limits, while Postgres is away", async () => {
    const one = await limitedTo({ issuing: 2 });
    await asOwner()`update api_keys set ip_allow = '{203.0.113.0/24}' where id = ${one.keyId}`;
    await scheduler.wait(5_100);
    const sell = (address: string) => one.post("/v1/invoices", SALE, { "cf-connecting-ip": address });
    expect((await sell("203.0.113.7")).status).toBe(201);
    const back = await takePostgresAway(one, "cut");
    await scheduler.wait(5_100);
    expect([(await sell("198.51.100.1")).status, (await sell("203.0.113.7")).status, (await sell("203.0.113.7")).status]).toEqual([
      403, 201, 429,
    ]);
    await back();
  }, 40_000);
});
