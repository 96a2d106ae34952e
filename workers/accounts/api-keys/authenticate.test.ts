import { describe, expect, test } from "vitest";
import type { ApiKey } from "../../db/api-keys.ts";
import { createAuthenticator } from "./authenticate.ts";
import { hashApiKey, newApiKey } from "./format.ts";

const PEPPER = btoa("a pepper of 32 bytes, more or less");
const KEY: ApiKey = {
  id: "key_1",
  organizationId: "org_1",
  mode: "test",
  scopes: ["invoices:read"],
  expiresAt: null,
  ipAllow: [],
  limits: { reads: 1000, issuing: 1000, lookups: 1000 },
};
const T0 = Date.parse("2026-11-24T12:00:00Z");

/** The object of a key, in memory, by the answers that it was told. */
function memory(copy?: ApiKey) {
  const told: (string | number)[][] = [];
  const answers = {
    told,
    confirm: (key: ApiKey, at: number) => void told.push(["confirm", key.id, at - T0]),
    refuse: (at: number) => void told.push(["refuse", at - T0]),
    vouch: async () => copy,
  };
  return { ...answers, memoryOf: () => answers };
}

/** As the driver tells that Postgres cannot be reached. */
const away = () => Promise.reject(Object.assign(new Error("connection lost"), { name: "NeonDbError" }));

/** A table of keys by hash, that counts how often it is read. */
async function keyring(...secrets: string[]) {
  const rows = new Map<string, ApiKey>();
  for (const secret of secrets) {
    const mode = secret.startsWith("sk_live") ? "live" : "test";
    rows.set(hashApiKey(secret, PEPPER), { ...KEY, mode });
  }
  let reads = 0;
  const authenticate = createAuthenticator();
  const find = async (hash: string) => {
    reads += 1;
    return rows.get(hash);
  };
  return {
    rows,
    reads: () => reads,
    ask: async (header: string | undefined, ms = 0) => {
      const { key } = await authenticate(header, { pepper: PEPPER, mayGuess: () => true, now: () => new Date(T0 + ms), find, ...memory() });
      return key;
    },
  };
}

describe("authenticate", () => {
  test("finds a key by its hash", async () => {
    const secret = newApiKey("sk", "test");
    const { ask } = await keyring(secret);
    expect(await ask(`Bearer ${secret}`)).toMatchObject({ id: "key_1", organizationId: "org_1", mode: "test" });
    expect(await ask(`bearer  ${secret}`)).toMatchObject({ id: "key_1" });
  });

  test.each([undefined, "", "Bearer", "Bearer ", "Basic abc", newApiKey("sk", "test")])("refuses %j without any read", async (header) => {
    const { ask, reads } = await keyring();
    await expect(ask(header)).rejects.toMatchObject({ code: "unauthorized" });
    expect(reads()).toBe(0);
  });

  test.each(["sk_test_arca_", "sk_test_abc", `${newApiKey("sk", "test")}0`, newApiKey("sk", "test").replace("test", "live")])(
    "refuses the malformed %s without any read",
    async (secret) => {
      const { ask, reads } = await keyring();
      await expect(ask(`Bearer ${secret}`)).rejects.toMatchObject({ code: "api_key_malformed" });
      expect(reads()).toBe(0);
    },
  );

  test("refuses a key whose row is of the other mode", async () => {
    const secret = newApiKey("sk", "live");
    const { ask, rows } = await keyring(secret);
    for (const [hash, row] of rows) rows.set(hash, { ...row, mode: "test" });
    await expect(ask(`Bearer ${secret}`)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("remembers an answer for 5 seconds and no longer, however often it is asked", async () => {
    const secret = newApiKey("sk", "test");
    const { ask, rows, reads } = await keyring(secret);
    for (const ms of [0, 1000, 2000, 3000, 4000, 4999]) await ask(`Bearer ${secret}`, ms);
    expect(reads()).toBe(1);
    rows.clear();
    expect(await ask(`Bearer ${secret}`, 4999)).toMatchObject({ id: "key_1" });
    await expect(ask(`Bearer ${secret}`, 5000)).rejects.toMatchObject({ code: "unauthorized" });
    expect(reads()).toBe(2);
  });

  test("remembers misses too", async () => {
    const secret = newApiKey("sk", "test");
    const { ask, reads } = await keyring();
    for (const ms of [0, 4999]) await expect(ask(`Bearer ${secret}`, ms)).rejects.toMatchObject({ code: "unauthorized" });
    expect(reads()).toBe(1);
  });

  test("looks up none for who has been guessing, but those that were keys here", async () => {
    const [known, unseen] = [newApiKey("sk", "test"), newApiKey("sk", "test")];
    const authenticate = createAuthenticator();
    let reads = 0;
    const ask = (secret: string, ms: number, isLate: boolean) =>
      authenticate(`Bearer ${secret}`, {
        pepper: PEPPER,
        now: () => new Date(T0 + ms),
        find: async () => (reads++ < 2 ? KEY : undefined),
        mayGuess: () => !isLate,
        ...memory(),
      });
    await ask(known, 0, false);
    await expect(ask(unseen, 1, true)).rejects.toMatchObject({ code: "rate_limited" });
    expect(reads).toBe(1);
    expect(await ask(known, 6000, true)).toMatchObject({ key: KEY });
    // It has been revoked: from then on it is a guess like any other.
    await expect(ask(known, 12_000, true)).rejects.toMatchObject({ code: "unauthorized" });
    await expect(ask(known, 18_000, true)).rejects.toMatchObject({ code: "rate_limited" });
    expect(reads).toBe(3);
  });

  test("remembers nothing of a read that failed", async () => {
    const secret = newApiKey("sk", "test");
    const authenticate = createAuthenticator();
    const lookup = { pepper: PEPPER, mayGuess: () => true, now: () => new Date(T0), ...memory() };
    const fail = async () => {
      throw new Error("down");
    };
    await expect(authenticate(`Bearer ${secret}`, { ...lookup, find: fail })).rejects.toThrow("down");
    expect((await authenticate(`Bearer ${secret}`, { ...lookup, find: async () => KEY })).key).toBe(KEY);
  });
});

describe("the key's own object", () => {
  const lookup = { pepper: PEPPER, mayGuess: () => true, now: () => new Date(T0) };

  test("is told what Postgres said, as of when it was asked, once for each answer", async () => {
    const secret = newApiKey("sk", "test");
    const authenticate = createAuthenticator();
    const { told, memoryOf } = memory();
    const ask = (ms: number, key: ApiKey | undefined) =>
      authenticate(`Bearer ${secret}`, { ...lookup, now: () => new Date(T0 + ms), find: async () => key, memoryOf });
    for (const ms of [0, 1000]) await ask(ms, KEY);
    await expect(ask(5000, undefined)).rejects.toMatchObject({ code: "unauthorized" });
    expect(told).toEqual([
      ["confirm", "key_1", 0],
      ["refuse", 5000],
    ]);
  });

  test("hears nothing of a key that never was one", async () => {
    const { told, memoryOf } = memory();
    const ask = createAuthenticator()(`Bearer ${newApiKey("sk", "test")}`, { ...lookup, find: async () => undefined, memoryOf });
    await expect(ask).rejects.toMatchObject({ code: "unauthorized" });
    expect(told).toEqual([]);
  });

  test("vouches while Postgres is away, for 5 seconds at a time", async () => {
    const secret = newApiKey("sk", "test");
    const authenticate = createAuthenticator();
    const ask = (ms: number, find: () => Promise<ApiKey | undefined>) =>
      authenticate(`Bearer ${secret}`, { ...lookup, now: () => new Date(T0 + ms), find, ...memory(KEY) });
    expect((await ask(0, away)).key).toBe(KEY);
    expect((await ask(4999, async () => undefined)).key).toBe(KEY);
    await expect(ask(5000, async () => undefined)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("is not asked where Postgres knows no such key, nor where its answer is another failure", async () => {
    const secret = newApiKey("sk", "test");
    const ask = (find: () => Promise<ApiKey | undefined>) => createAuthenticator()(`Bearer ${secret}`, { ...lookup, find, ...memory(KEY) });
    await expect(ask(async () => undefined)).rejects.toMatchObject({ code: "unauthorized" });
    await expect(ask(() => Promise.reject(new Error("a fault of ours")))).rejects.toThrow("a fault of ours");
  });

  test("that knows nothing leaves it at the outage", async () => {
    const secret = newApiKey("sk", "test");
    const authenticate = createAuthenticator();
    await expect(authenticate(`Bearer ${secret}`, { ...lookup, find: away, ...memory() })).rejects.toThrow("connection lost");
  });
});
