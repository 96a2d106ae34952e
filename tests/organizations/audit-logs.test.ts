import { describe, expect, test } from "vitest";
import { SCOPES } from "../../shared/scopes.ts";
import { organization } from "../support/organization.ts";
import { member, ownedOrganization } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

const actions = (answer: { body: { data: { action: string }[] } }) => answer.body.data.map(({ action }) => action);

describe("the audit log", () => {
  test("is filtered by actor, action, target and time, and paged", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await member(id, "viewer");
    for (const role of ["accountant", "developer", "viewer"]) await owner.call("PATCH", `/v1/members/${ana.id}`, { role });
    await owner.call("PATCH", `/v1/organizations/${id}`, { name: "Otra" });
    const get = (query: string) => owner.call("GET", `/v1/audit-logs?${query}`);
    expect(actions(await get(""))).toEqual(["organization.updated", "member.role_changed", "member.role_changed", "member.role_changed"]);
    expect(actions(await get("action=organization.updated"))).toEqual(["organization.updated"]);
    expect(actions(await get(`target=${ana.id}&actor=${owner.id}`))).toHaveLength(3);
    expect(actions(await get(`actor=${ana.id}`))).toEqual([]);
    const first = await get("limit=3");
    expect(first.body).toMatchObject({ has_more: true, next_cursor: "2" });
    expect(first.body.data.map(({ seq }: { seq: number }) => seq)).toEqual([4, 3, 2]);
    expect((await get("limit=3&cursor=2")).body).toMatchObject({ has_more: false, next_cursor: null, data: [{ seq: 1 }] });
    const { at } = first.body.data[1];
    expect(actions(await get(`from=${encodeURIComponent(at)}`))).toHaveLength(2);
    expect(actions(await get(`to=${encodeURIComponent(at)}`))).toHaveLength(2);
    expect(await get("from=yesterday&cursor=x")).toMatchObject({ status: 422 });
    for (const from of ["2026-01-01T00:00:00%2B23:00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]) {
      expect(await get(`from=${from}`)).toMatchObject({ status: 422, body: { error: { errors: [{ param: "from", code: "instant" }] } } });
    }
    expect(actions(await get("from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z"))).toHaveLength(4);
  });

  test("is an organization's own, for owners and admins, and keys with audit:read", async () => {
    const { id, createIssuer, addKey, get } = await organization();
    await createIssuer();
    const all = await get("/v1/audit-logs?action=issuer.created");
    expect(all).toMatchObject({ status: 200, body: { data: [{ action: "issuer.created", change: { mode: "test" } }] } });
    expect(all.body.data[0].change).not.toHaveProperty("nonce");
    const without = await addKey({ scopes: SCOPES.filter((scope) => scope !== "audit:read") });
    expect(await without.get("/v1/audit-logs")).toMatchObject({ status: 403, body: { error: { param: "audit:read" } } });
    expect(await (await member(id, "developer")).call("GET", "/v1/audit-logs")).toMatchObject({ status: 403 });
    expect(actions(await (await ownedOrganization()).owner.call("GET", "/v1/audit-logs"))).toEqual([]);
    expect((await (await member(id, "admin")).call("GET", "/v1/audit-logs?action=issuer.created")).body.data).toHaveLength(1);
  });

  test("a key sees what was done in its mode alone", async () => {
    const { createIssuer, addKey } = await organization();
    await createIssuer();
    expect(actions(await (await addKey({ mode: "live" })).get("/v1/audit-logs?action=issuer.created"))).toEqual([]);
  });

  test("what is of live mode, or of both, no test key sees, whichever mode it was asked in", async () => {
    const { id, addKey } = await organization();
    const owner = await member(id, "owner");
    const [ana, test_, live] = [await member(id, "viewer"), await addKey({}), await addKey({ mode: "live" })];
    const { body: key } = await owner.call("POST", "/v1/api-keys", { name: "Tienda", mode: "live" });
    await owner.call("PATCH", `/v1/api-keys/${key.id}`, { name: "Otra" });
    const { body: next } = await owner.call("POST", `/v1/api-keys/${key.id}/rotate`, { expires_in: 0 });
    await owner.call("GET", `/v1/api-keys/${next.id}`);
    await owner.call("DELETE", `/v1/api-keys/${next.id}`);
    await owner.call("GET", "/v1/api-keys");
    const { body: invitation } = await owner.call("POST", "/v1/invitations", { email: "otra@example.com", role: "viewer" });
    await owner.call("DELETE", `/v1/invitations/${invitation.id}`);
    await owner.call("PATCH", `/v1/members/${ana.id}`, { role: "accountant" });
    await owner.call("DELETE", `/v1/members/${ana.id}`);
    await owner.call("PATCH", `/v1/organizations/${id}`, { name: "Otra" });
    await owner.call("GET", `/v1/organizations/${id}/export`);
    const done = (await live.get(`/v1/audit-logs?limit=100&actor=${owner.id}`)).body.data.map(({ action }: { action: string }) => action);
    expect(done.toReversed()).toEqual([
      "api_key.created",
      "api_key.updated",
      "api_key.rotated",
      "api_key.created",
      "api_key.read",
      "api_key.revoked",
      "api_key.listed",
      "invitation.created",
      "invitation.revoked",
      "member.role_changed",
      "member.removed",
      "organization.updated",
      "organization.exported",
    ]);
    expect(actions(await test_.get(`/v1/audit-logs?actor=${owner.id}`))).toEqual([]);
    const { body: other } = await owner.call("POST", "/v1/api-keys", { name: "Prueba", mode: "test" }, { "Arca-Mode": "live" });
    await owner.call("GET", "/v1/api-keys?mode=test");
    expect(actions(await test_.get(`/v1/audit-logs?actor=${owner.id}`))).toEqual(["api_key.listed", "api_key.created"]);
    expect(actions(await live.get(`/v1/audit-logs?target=${other.id}`))).toEqual([]);
  });

  test("hears of refusals, once each, as a class of their own", async () => {
    const { id, owner } = await ownedOrganization();
    const viewer = await member(id, "viewer");
    for (let n = 0; n < 3; n++) await viewer.call("POST", "/v1/api-keys", {});
    await viewer.call("DELETE", `/v1/members/${owner.id}`);
    const { data } = (await owner.call("GET", "/v1/audit-logs?action=request.refused")).body;
    expect(data).toMatchObject([
      { actor: viewer.id, target: "removeMember", change: { code: "forbidden" } },
      { actor: viewer.id, target: "createApiKey", change: { code: "forbidden" } },
    ]);
  });

  test("shows an entry whose payload was erased", async () => {
    const { id, owner } = await ownedOrganization();
    await owner.call("PATCH", `/v1/organizations/${id}`, { name: "Otra" });
    await asOwner()`update audit_log set payload = null where organization_id = ${id}`;
    expect((await owner.call("GET", "/v1/audit-logs")).body.data).toMatchObject([{ change: null }]);
    expect(await asOwner()`select * from audit_faults where organization_id = ${id}`).toEqual([]);
  });
});
