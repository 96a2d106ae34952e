import { expect, test } from "vitest";
import { ownedOrganization, type Person } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

const make = (who: Person) => who.call("POST", "/v1/api-keys", { name: "Tienda", mode: "test" });

test("an organization has a hundred keys that open something, at the most", async () => {
  const { id, owner } = await ownedOrganization();
  await asOwner()`insert into api_keys (id, organization_id, mode, hash, hint, name, scopes, created_at, expires_at, revoked_at)
    select 'key_' || ${id} || n, ${id}, case n % 2 when 0 then 'live' else 'test' end, ${id} || n, 'x', 'x', '{}', now(),
      case n when 100 then now() end, case n when 101 then now() end from generate_series(1, 101) n`;
  const full = { status: 409, body: { error: { code: "quota_exceeded", errors: [{ code: "api_keys_full" }] } } };
  const { body: last } = await make(owner);
  expect(last.object).toBe("api_key");
  expect(await make(owner)).toMatchObject(full);
  const rotate = (seconds: number) => owner.call("POST", `/v1/api-keys/${last.id}/rotate`, { expires_in: seconds });
  expect(await rotate(60)).toMatchObject(full);
  const { body: successor } = await rotate(0);
  expect(successor.replaces).toBe(last.id);
  await owner.call("DELETE", `/v1/api-keys/${successor.id}`);
  expect(await make(owner)).toMatchObject({ status: 201 });
  expect(await make((await ownedOrganization()).owner)).toMatchObject({ status: 201 });
});
