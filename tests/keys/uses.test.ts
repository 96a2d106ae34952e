import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createApi } from "../../workers/api/app.ts";
import { toApiKeyUses } from "../../workers/accounts/api-keys/uses.ts";
import { recordApiKeyUses } from "../../workers/db/api-keys.ts";
import { openDatabase } from "../../workers/db/database.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const actions = async (id: string) =>
  (await asOwner()`select action, payload::json ->> 'address' as address from audit_log where organization_id = ${id} order by seq`).map(
    ({ action, address }) => [action, address],
  );
const uses = (...list: [id: string, at: string, address: string | undefined][]) =>
  toApiKeyUses(
    list.map(([id, at, address]) => ({ key: { id, mode: "test" as const }, address, at: Date.parse(at) })),
    env.API_KEY_PEPPER,
  );
const record = async (...list: Parameters<typeof uses>) => recordApiKeyUses(openDatabase(env.DATABASE_URL), await uses(...list));

test("a use is remembered, and the audit log hears of the first, and of the first from an address on a day", async () => {
  const { id, keyId } = await organization();
  const today = new Date().toISOString().slice(0, 10);
  await record([keyId, `${today}T10:00:00Z`, "203.0.113.1"]);
  await record([keyId, `${today}T10:05:00Z`, "203.0.113.1"], [keyId, `${today}T10:04:00Z`, "203.0.113.2"]);
  await record([keyId, `${today}T09:00:00Z`, "203.0.113.2"]);
  expect(await actions(id)).toEqual([
    ["api_key.first_used", "203.0.113.1"],
    ["api_key.used_from_address", "203.0.113.2"],
  ]);
  const [row] = await asOwner()`select last_used_at from api_keys where id = ${keyId}`;
  expect(new Date(String(row?.["last_used_at"]))).toEqual(new Date(`${today}T10:05:00Z`));
  expect(JSON.stringify(await asOwner()`select * from api_key_uses where api_key_id = ${keyId}`)).not.toContain("203.0.113");
});

test("many isolates that write at once do not stand in each other's way", async () => {
  const keys = await Promise.all([organization(), organization(), organization()]);
  const at = new Date().toISOString();
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      record(...keys.map(({ keyId }) => [keyId, at, `10.0.0.${n % 4}`] as [string, string, string]).toSorted(() => (n % 2 ? 1 : -1))),
    ),
  );
  for (const { id } of keys) expect(await actions(id)).toHaveLength(4);
  expect(await asOwner()`select * from audit_faults where organization_id = any(${keys.map(({ id }) => id)})`).toEqual([]);
});

test("a request with a key is a use of it", async () => {
  const { id, secret, keyId } = await organization();
  const context = createExecutionContext();
  const headers = { authorization: `Bearer ${secret}`, "cf-connecting-ip": "203.0.113.9" };
  const answer = await createApi().fetch(new Request("http://api.test/v1/issuers", { headers }), env, context);
  expect(answer.status).toBe(200);
  await waitOnExecutionContext(context);
  expect(await actions(id)).toEqual([["api_key.first_used", "203.0.113.9"]]);
  expect(await asOwner()`select 1 from api_keys where id = ${keyId} and last_used_at > now() - interval '1 minute'`).toHaveLength(1);
});
