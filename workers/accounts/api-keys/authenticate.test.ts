import { describe, expect, test } from "vitest";
import type { ApiKey } from "../../db/api-keys.ts";
import { createAuthenticator } from "./authenticate.ts";
import { hashApiKey, newApiKey } from "./format.ts";

const PEPPER = btoa("a pepper of 32 bytes, more or less");
const T0 = Date.parse("2026-11-24T12:00:00Z");

/** A table of keys by hash, that counts how often it is read. */
async function keyring(...secrets: string[]) {
  const rows = new Map<string, ApiKey>();
  for (const secret of secrets) {
    const mode = secret.startsWith("sk_live") ? "live" : "test";
    rows.set(await hashApiKey(secret, PEPPER), { id: "key_1", organizationId: "org_1", mode, scopes: ["invoices:read"] });
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
    ask: (header: string | undefined, ms = 0) => authenticate(header, { pepper: PEPPER, now: new Date(T0 + ms), find }),
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

  test("remembers nothing of a read that failed", async () => {
    const secret = newApiKey("sk", "test");
    const authenticate = createAuthenticator();
    const fail = async () => {
      throw new Error("down");
    };
    await expect(authenticate(`Bearer ${secret}`, { pepper: PEPPER, now: new Date(T0), find: fail })).rejects.toThrow("down");
    const key: ApiKey = { id: "key_1", organizationId: "org_1", mode: "test", scopes: [] };
    expect(await authenticate(`Bearer ${secret}`, { pepper: PEPPER, now: new Date(T0), find: async () => key })).toBe(key);
  });
});
