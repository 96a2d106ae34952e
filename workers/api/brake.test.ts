import { Hono } from "hono";
import { expect, test } from "vitest";
import configuration from "../../wrangler.toml?raw";
import type { ApiEnv } from "./api-env.ts";
import { openBrakes } from "./brake.ts";

const LOGIN = "/sandbox/arca/ws/services/LoginCms";
const CALL = "/sandbox/arca/wsfev1/service.asmx";

/** The limit that is deployed under that name: so many in so many seconds. */
function deployed(name: string): { limit: number; period: number } {
  const [, limit, period] =
    new RegExp(`name = "${name}"\\n.*\\nsimple = \\{ limit = (\\d+), period = (\\d+) \\}`).exec(configuration) ?? [];
  return { limit: Number(limit), period: Number(period) };
}

/** Counts as the runtime does, of which `taken` were taken already. */
function limiter(name: string, taken = 0) {
  const { limit } = deployed(name);
  const counts = new Map<string, number>();
  return {
    counts,
    limit: async ({ key }: { key: string }) => {
      const count = (counts.get(key) ?? taken) + 1;
      counts.set(key, count);
      return { success: count <= limit };
    },
  };
}

function sandbox(taken: { calls?: number; logins?: number } = {}) {
  const env = { SANDBOX_BRAKE: limiter("SANDBOX_BRAKE", taken.calls), SANDBOX_LOGIN_BRAKE: limiter("SANDBOX_LOGIN_BRAKE", taken.logins) };
  const app = new Hono<ApiEnv>().all("/sandbox/arca/*", openBrakes().sandbox, (c) => c.text("passed"));
  const ask = async (path: string, address?: string, method = "POST") => {
    const headers = { ...(address !== undefined && { "cf-connecting-ip": address }) };
    // As much of the environment as the brake asks.
    return (await app.request(path, { method, headers }, env)).status;
  };
  return { env, ask };
}

test("what is deployed is what is documented: calls of one address in a minute", () => {
  const limits = ["ADDRESS_BRAKE", "SANDBOX_BRAKE", "SANDBOX_LOGIN_BRAKE"].map(deployed);
  expect(limits).toEqual([100, 6000, 300].map((limit) => ({ limit, period: 60 })));
});

test("the sandbox's SOAP takes 6,000 calls of one address, and no more; of another one it goes on", async () => {
  const { ask } = sandbox({ calls: 5_999 });
  expect([await ask(CALL, "198.51.100.7"), await ask(CALL, "198.51.100.7"), await ask(CALL, "198.51.100.8")]).toEqual([200, 429, 200]);
});

test("of logins it takes 300, and calls go on beyond them; reading what the login is like is a call", async () => {
  const { ask, env } = sandbox({ logins: 299 });
  expect([await ask(LOGIN, "198.51.100.7"), await ask(LOGIN, "198.51.100.7"), await ask(CALL, "198.51.100.7")]).toEqual([200, 429, 200]);
  expect(await ask(LOGIN, "198.51.100.7", "GET")).toBe(200);
  expect([...env.SANDBOX_BRAKE.counts.values()]).toEqual([2]);
});

test("a network of IPv6 counts as one address, and whoever has none passes", async () => {
  const { ask } = sandbox({ calls: 5_999 });
  expect([await ask(CALL, "2001:db8::1"), await ask(CALL, "2001:db8::2"), await ask(CALL, "2001:db8:0:1::1")]).toEqual([200, 429, 200]);
  expect(await ask(CALL)).toBe(200);
});
