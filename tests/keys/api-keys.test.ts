import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { SCOPES_OF_ROLE } from "../../shared/roles.ts";
import { SCOPES } from "../../shared/scopes.ts";
import { apiWith } from "../support/organization.ts";
import { member, ownedOrganization, type Person } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

const make = (who: Person, fields: Record<string, unknown> = {}) =>
  who.call("POST", "/v1/api-keys", { name: "Tienda", mode: "test", ...fields });
const using = (secret: string) => apiWith(`Bearer ${secret}`);
const status = async (secret: string, headers: Record<string, string> = {}) =>
  (await using(secret).send("GET", "/v1/issuers", { headers })).status;

describe("an API key", () => {
  test("is shown once, and opens what its maker holds", async () => {
    const { owner } = await ownedOrganization();
    const made = await make(owner);
    expect(made).toMatchObject({
      status: 201,
      body: { object: "api_key", kind: "secret", status: "active", mode: "test", scopes: SCOPES, created_by: owner.id, ip_allow: [] },
    });
    const { secret, ...shown } = made.body;
    expect(secret).toMatch(/^sk_test_arca_[0-9A-Za-z]{38}$/);
    expect(made.headers.get("location")).toBe(`/v1/api-keys/${shown.id}`);
    expect(await status(secret)).toBe(200);
    const again = await owner.call("GET", `/v1/api-keys/${shown.id}`);
    expect({ ...again.body, last_used_at: null }).toEqual(shown);
    const listed = await owner.call("GET", "/v1/api-keys");
    expect(listed.body.data).toMatchObject([{ id: shown.id }]);
    const rows = JSON.stringify(await asOwner()`select row_to_json(k)::text as row from api_keys k where id = ${shown.id}`);
    for (const text of [JSON.stringify(again.body), JSON.stringify(listed.body), rows]) expect(text).not.toContain(secret);
  });

  test("is restricted where scopes are given", async () => {
    const { owner } = await ownedOrganization();
    const { body } = await make(owner, { scopes: ["issuers:read", "issuers:read"], mode: "live", limits: { issuing: 10 } });
    expect(body).toMatchObject({
      kind: "restricted",
      scopes: ["issuers:read"],
      mode: "live",
      limits: { reads: 1000, issuing: 10, lookups: 1000 },
    });
    expect(body.secret).toMatch(/^rk_live_arca_/);
    expect(await using(body.secret).get("/v1/issuers")).toMatchObject({ status: 200 });
    expect(await using(body.secret).get("/v1/invoices")).toMatchObject({
      status: 403,
      body: {
        error: {
          code: "forbidden",
          param: "invoices:read",
          errors: [
            {
              param: null,
              code: "scope_missing",
              message: "This takes the scope `invoices:read`, which the key has not.",
              message_es: "Para esto hace falta el permiso `invoices:read`, que la clave no tiene.",
            },
          ],
        },
      },
    });
  });

  test("never has more than its maker", async () => {
    const { id } = await ownedOrganization();
    const developer = await member(id, "developer");
    expect((await make(developer)).body.scopes).toEqual(SCOPES_OF_ROLE.developer);
    expect(await make(developer, { scopes: ["audit:read"] })).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden", errors: [{ param: "scopes", code: "scope_not_yours" }] } },
    });
    const { body } = await make(await member(id, "admin"));
    expect(await developer.call("POST", `/v1/api-keys/${body.id}/rotate`, {})).toMatchObject({
      status: 403,
      body: { error: { errors: [{ code: "scope_not_yours" }] } },
    });
    expect(await developer.call("PATCH", `/v1/api-keys/${body.id}`, { ip_allow: [] })).toMatchObject({ status: 403 });
    expect(await developer.call("DELETE", `/v1/api-keys/${body.id}`)).toMatchObject({ status: 200 });
  });

  test.each(["accountant", "viewer"] as const)("is no business of a %s", async (role) => {
    const { id } = await ownedOrganization();
    const who = await member(id, role);
    expect(await make(who)).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect(await who.call("GET", "/v1/api-keys")).toMatchObject({ status: 403 });
  });

  test("is made with a fresh sign-in, and for live mode with a second factor", async () => {
    const { id } = await ownedOrganization();
    const [stale, single] = [await member(id, "owner", { freshUntil: new Date() }), await member(id, "admin", { secondFactor: false })];
    expect(await make(stale)).toMatchObject({ status: 403, body: { error: { code: "step_up_required" } } });
    expect(await make(single, { mode: "live" })).toMatchObject({ status: 403, body: { error: { code: "second_factor_setup_required" } } });
    expect(await make(single)).toMatchObject({ status: 201 });
  });

  test("of live mode is not revoked without a second factor by who needs one", async () => {
    const { id, owner } = await ownedOrganization();
    const single = await member(id, "admin", { secondFactor: false });
    const [test_, live] = [await make(owner), await make(owner, { mode: "live" })];
    expect(await single.call("DELETE", `/v1/api-keys/${live.body.id}`)).toMatchObject({
      status: 403,
      body: { error: { code: "second_factor_setup_required" } },
    });
    expect(await single.call("DELETE", `/v1/api-keys/${test_.body.id}`)).toMatchObject({ status: 200 });
    const developer = await member(id, "developer", { secondFactor: false });
    expect(await developer.call("DELETE", `/v1/api-keys/${live.body.id}`)).toMatchObject({ status: 200 });
  });

  test("of another organization does not exist", async () => {
    const [mine, other] = [await ownedOrganization(), await ownedOrganization()];
    const { body } = await make(other.owner);
    for (const id of [body.id, newId("key"), "x"]) {
      expect(await mine.owner.call("GET", `/v1/api-keys/${id}`)).toMatchObject({ status: 404 });
      expect(await mine.owner.call("PATCH", `/v1/api-keys/${id}`, { name: "x" })).toMatchObject({ status: 404 });
      expect(await mine.owner.call("POST", `/v1/api-keys/${id}/rotate`, {})).toMatchObject({ status: 404 });
      expect(await mine.owner.call("DELETE", `/v1/api-keys/${id}`)).toMatchObject({ status: 404 });
    }
    expect(await status(body.secret)).toBe(200);
  });

  test("is renamed, moved to other networks, and listed by mode and page", async () => {
    const { owner } = await ownedOrganization();
    const { body: first } = await make(owner);
    const { body: second } = await make(owner, { mode: "live" });
    expect(await owner.call("PATCH", `/v1/api-keys/${first.id}`, { name: "Otra" })).toMatchObject({
      status: 200,
      body: { name: "Otra", ip_allow: [] },
    });
    expect(await owner.call("PATCH", `/v1/api-keys/${first.id}`, { ip_allow: ["203.0.113.7"] })).toMatchObject({
      status: 200,
      body: { ip_allow: ["203.0.113.7/32"] },
    });
    expect((await owner.call("GET", `/v1/api-keys/${first.id}`)).body).toMatchObject({ name: "Otra", ip_allow: ["203.0.113.7/32"] });
    expect((await owner.call("GET", "/v1/api-keys?mode=live")).body.data).toMatchObject([{ id: second.id }]);
    const page = await owner.call("GET", "/v1/api-keys?limit=1");
    expect(page.body).toMatchObject({ has_more: true, data: [{ id: second.id }] });
    expect((await owner.call("GET", `/v1/api-keys?limit=1&cursor=${page.body.next_cursor}`)).body.data).toMatchObject([{ id: first.id }]);
    expect(await owner.call("GET", "/v1/api-keys?cursor=x")).toMatchObject({ status: 422 });
  });

  test("opens nothing once it is revoked: five seconds later at the latest", async () => {
    const { owner } = await ownedOrganization();
    const { body } = await make(owner);
    expect(await owner.call("DELETE", `/v1/api-keys/${body.id}`)).toMatchObject({
      status: 200,
      body: { status: "revoked", revoked_at: expect.any(String) },
    });
    expect(await owner.call("DELETE", `/v1/api-keys/${body.id}`)).toMatchObject({ status: 200, body: { status: "revoked" } });
    expect(await status(body.secret)).toBe(401);
    expect(await owner.call("POST", `/v1/api-keys/${body.id}/rotate`, {})).toMatchObject({
      status: 409,
      body: { error: { code: "conflict" } },
    });
  });

  test("is replaced once, and goes on beside its successor for a while", async () => {
    const { owner } = await ownedOrganization();
    const { body: old } = await make(owner, { scopes: ["issuers:read"], ip_allow: ["0.0.0.0/0"] });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => owner.call("POST", `/v1/api-keys/${old.id}/rotate`, { expires_in: 3600 })),
    );
    expect(answers.map((answer) => String(answer.status)).toSorted()).toEqual(["201", "409", "409", "409", "409"]);
    const made = answers.find((answer) => answer.status === 201);
    expect(made?.body).toMatchObject({
      replaces: old.id,
      kind: "restricted",
      scopes: ["issuers:read"],
      ip_allow: ["0.0.0.0/0"],
      expires_at: null,
    });
    const from = { "cf-connecting-ip": "203.0.113.7" };
    expect([await status(old.secret, from), await status(made?.body.secret, from)]).toEqual([200, 200]);
    const { body: retired } = await owner.call("GET", `/v1/api-keys/${old.id}`);
    expect(Date.parse(retired.expires_at) - Date.now()).toBeLessThanOrEqual(3_600_000);
    expect(Date.parse(retired.expires_at) - Date.now()).toBeGreaterThan(3_500_000);
    const { body: next } = await owner.call("POST", `/v1/api-keys/${made?.body.id}/rotate`, { expires_in: 0 });
    expect([await status(next.secret, from), (await owner.call("GET", `/v1/api-keys/${made?.body.id}`)).body.status]).toEqual([
      200,
      "expired",
    ]);
  });

  test("may be bound to networks, by the address that the edge saw and no other", async () => {
    const { owner } = await ownedOrganization();
    const { body } = await make(owner, { ip_allow: ["203.0.113.0/24", "2001:db8::/32"] });
    const from = (address: string) => status(body.secret, { "cf-connecting-ip": address });
    expect([await from("203.0.113.9"), await from("::ffff:203.0.113.9"), await from("2001:db8::9")]).toEqual([200, 200, 200]);
    expect(await from("198.51.100.1")).toBe(403);
    expect(await status(body.secret)).toBe(403);
    expect(await status(body.secret, { "x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9" })).toBe(403);
    const refused = await using(body.secret).get("/v1/issuers");
    expect(refused.body.error).toMatchObject({ code: "forbidden", errors: [{ code: "address_not_allowed" }] });
  });

  test("says what is wrong with it, all at once", async () => {
    const { owner } = await ownedOrganization();
    const answer = await make(owner, {
      name: "",
      mode: "prod",
      scopes: ["all"],
      ip_allow: ["10.0.0.1/8"],
      expires_at: "soon",
      id: "key_x",
      organization_id: "org_x",
      limits: { issuing: 1001 },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.error.errors.map(({ param }: { param: string }) => param).toSorted()).toEqual([
      "expires_at",
      "id",
      "ip_allow[0]",
      "limits.issuing",
      "mode",
      "name",
      "organization_id",
      "scopes[0]",
    ]);
    expect(await make(owner, { expires_at: "2020-01-01T00:00:00Z" })).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "expires_at", code: "moment_past" }] } },
    });
  });

  test("lives until the end of the year 9999 at the latest, and so does its successor", async () => {
    const { owner } = await ownedOrganization();
    const expires_at = "9999-12-31T23:59:59.999Z";
    const { body } = await make(owner, { expires_at });
    expect(body.expires_at).toBe(expires_at);
    expect(await owner.call("POST", `/v1/api-keys/${body.id}/rotate`, {})).toMatchObject({ status: 201, body: { expires_at } });
    for (const late of ["9999-12-31T23:59:59-14:00", "2027-01-01T00:00:00+23:00"]) {
      expect((await make(owner, { expires_at: late })).body.error.errors).toMatchObject([{ param: "expires_at", code: "instant" }]);
    }
  });

  test("is told to the audit log: made, read, changed, replaced, revoked", async () => {
    const { owner } = await ownedOrganization();
    const { body } = await make(owner);
    await owner.call("GET", `/v1/api-keys/${body.id}`);
    await owner.call("PATCH", `/v1/api-keys/${body.id}`, { name: "Otra" });
    await owner.call("POST", `/v1/api-keys/${body.id}/rotate`, {});
    await owner.call("DELETE", `/v1/api-keys/${body.id}`);
    const { data } = (await owner.call("GET", `/v1/audit-logs?target=${body.id}`)).body;
    expect(data.map(({ action }: { action: string }) => action)).toEqual([
      "api_key.revoked",
      "api_key.rotated",
      "api_key.updated",
      "api_key.read",
      "api_key.created",
    ]);
    expect(JSON.stringify(data)).not.toContain(body.secret);
  });
});
