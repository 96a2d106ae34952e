import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { EMPTY_METER, type Meter, take } from "../accounts/limits/budget.ts";
import type { KeyMeters } from "../accounts/index.ts";
import type { ApiKey } from "../db/api-keys.ts";
import type { Ctx } from "../platform/context.ts";
import type { ApiEnv } from "./api-env.ts";
import { onError } from "./errors.ts";
import { PERMISSIONS } from "./permissions.ts";
import { limitKeys, rateLimitFields } from "./rate-limit.ts";

const KEY: ApiKey = {
  id: "key_1",
  organizationId: "org_1",
  mode: "test",
  scopes: [],
  expiresAt: null,
  ipAllow: [],
  limits: { reads: 30, issuing: 2, lookups: 1 },
};

interface Behind {
  /** What the key's object does before it answers. */
  readonly meter?: () => Promise<void>;
  /** What the operation does before its first effect. */
  readonly check?: () => void;
  readonly effect?: () => void;
}

/** An API of one operation, to a key with these limits, and nothing behind it but that. */
function api(operationId: string, behind: Behind = {}) {
  let meter: Meter = EMPTY_METER;
  const meters: KeyMeters = {
    take: async (_, demand) => {
      await behind.meter?.();
      const taken = take(meter, demand, Date.now());
      meter = taken.meter;
      return taken.grant;
    },
  };
  const app = new Hono<ApiEnv>();
  app.onError(onError);
  app.use(async (c, next) => {
    // As much of a context as the limits look at.
    c.set("ctx", { principal: { kind: "api_key", id: KEY.id, key: KEY }, keyMemory: { hash: "hash" } } as unknown as Ctx);
    const rule = PERMISSIONS[operationId];
    c.set("operation", rule && { id: operationId, rule, takesBody: true });
    c.set("requestId", "req_1");
    await next();
  });
  app.use(limitKeys({ metersOf: () => meters, forget: () => undefined }));
  app.get("/", async (c) => {
    behind.check?.();
    await (c.var.ctx as Partial<Ctx>).admit?.();
    behind.effect?.();
    return c.text("done");
  });
  return async () => {
    const context = createExecutionContext();
    const answer = await app.fetch(new Request("https://api.test/"), env, context);
    await waitOnExecutionContext(context);
    return answer;
  };
}

test("each answer says what is left, and what is over is refused with the policy's name", async () => {
  const ask = api("createInvoice");
  const first = await ask();
  expect([first.status, first.headers.get("RateLimit-Policy"), first.headers.get("RateLimit")]).toEqual([
    200,
    '"issue";q=2;w=3600',
    '"issue";r=1;t=3600',
  ]);
  expect((await ask()).headers.get("RateLimit")).toMatch(/^"issue";r=0;t=(3600|3599)$/);
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(refused.headers.get("RateLimit")).toMatch(/^"issue";r=0;t=\d+$/);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(3500);
  expect(await refused.json()).toMatchObject({
    error: {
      code: "rate_limited",
      type: "rate_limit_error",
      retryable: true,
      errors: [{ code: "limit_reached", message: expect.stringContaining('"issue"') }],
    },
  });
});

test.each([
  ["getTaxpayer", '"lookup";q=1;w=3600', 1],
  ["listInvoices", '"read";q=30;w=3600', 30],
])("%s costs of %s", async (operationId, policy, limit) => {
  const ask = api(operationId);
  const answers = [];
  for (let n = 0; n < 35; n++) answers.push(await ask());
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(limit);
  expect(answers[0]?.headers.get("RateLimit-Policy")).toBe(policy);
});

test("the fields are structured ones", () =>
  expect(rateLimitFields("issue", 1000, { remaining: 997, reset: 2710 })).toEqual({
    "RateLimit-Policy": '"issue";q=1000;w=3600',
    RateLimit: '"issue";r=997;t=2710',
  }));

test("issuing is counted while it is checked, and waited for before its first effect; a read before anything is done", async () => {
  const order = async (operationId: string) => {
    const said: string[] = [];
    const say = (what: string) => () => void said.push(what);
    const meter = async () => {
      said.push("asked");
      await scheduler.wait(50);
      said.push("counted");
    };
    await api(operationId, { meter, check: say("checked"), effect: say("done") })();
    return said;
  };
  expect(await order("createInvoice")).toEqual(["asked", "checked", "counted", "done"]);
  expect(await order("listInvoices")).toEqual(["asked", "counted", "checked", "done"]);
});
