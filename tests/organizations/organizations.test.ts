import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { apiWith, organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";
import { member, ownedOrganization, person } from "../support/person.ts";

describe("organizations", () => {
  test("are created by whoever is signed in, who owns them", async () => {
    const ana = await person();
    const created = await ana.call("POST", "/v1/organizations", { name: " La Espiga " });
    expect(created).toMatchObject({ status: 201, body: { object: "organization", name: "La Espiga", role: "owner", deleted_at: null } });
    expect(created.headers.get("location")).toBe(`/v1/organizations/${created.body.id}`);
    expect((await ana.call("GET", "/v1/organizations")).body.data).toEqual([created.body]);
    expect(await ana.call("GET", `/v1/organizations/${created.body.id}`)).toMatchObject({ status: 200, body: created.body });
    expect((await ana.call("GET", "/v1/audit-logs")).body.data).toMatchObject([{ action: "organization.created", actor: ana.id }]);
  });

  test("are twenty of one owner at the most, also at once, those that are being deleted among them", async () => {
    const { owner, id } = await ownedOrganization();
    const create = () => owner.call("POST", "/v1/organizations", { name: "X" });
    for (let made = 1; made < 18; made++) expect((await create()).status).toBe(201);
    await owner.call("DELETE", `/v1/organizations/${id}`);
    const answers = await Promise.all([create(), create(), create(), create()]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["201", "201", "409", "409"]);
    const problem = { code: "organizations_full", message: expect.stringContaining("20"), message_es: expect.stringContaining("20") };
    expect(await create()).toMatchObject({ status: 409, body: { error: { code: "quota_exceeded", errors: [problem] } } });
    expect(await (await person()).call("POST", "/v1/organizations", { name: "X" })).toMatchObject({ status: 201 });
  });

  test("are renamed by owners and admins", async () => {
    const { id, owner } = await ownedOrganization();
    expect(await owner.call("PATCH", `/v1/organizations/${id}`, { name: "Otra" })).toMatchObject({ status: 200, body: { name: "Otra" } });
    expect(await (await member(id, "developer")).call("PATCH", `/v1/organizations/${id}`, { name: "X" })).toMatchObject({ status: 403 });
  });

  test("of others do not exist", async () => {
    const [{ owner }, other] = [await ownedOrganization(), await ownedOrganization()];
    for (const id of [other.id, newId("org"), "x"]) {
      for (const [method, path, body] of [
        ["GET", ""],
        ["PATCH", "", { name: "X" }],
        ["DELETE", ""],
        ["POST", "/leave"],
        ["POST", "/restore"],
        ["POST", "/transfer", { member: owner.id }],
        ["GET", "/export"],
      ] as const) {
        expect(await owner.call(method, `/v1/organizations/${id}${path}`, body)).toMatchObject({
          status: 404,
          body: { error: { code: "not_found", param: "id" } },
        });
      }
    }
  });

  test("are no business of an API key", async () => {
    const { id, secret } = await organization();
    for (const path of ["/v1/organizations", `/v1/organizations/${id}`, "/v1/me", "/v1/members", "/v1/api-keys", "/v1/invitations"]) {
      expect(await apiWith(secret).get(path)).toMatchObject({
        status: 403,
        body: { error: { code: "forbidden", errors: [{ code: "people_only" }] } },
      });
    }
  });

  test("are given to another member, who becomes owner", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await member(id, "accountant");
    const transfer = (to: string) => owner.call("POST", `/v1/organizations/${id}/transfer`, { member: to });
    expect(await transfer(owner.id)).toMatchObject({ status: 422, body: { error: { errors: [{ param: "member", code: "yourself" }] } } });
    expect(await transfer((await person()).id)).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "member", code: "member_unknown" }] } },
    });
    expect(await transfer(ana.id)).toMatchObject({ status: 200, body: { role: "admin" } });
    expect(await asOwner()`select user_id, role from members where organization_id = ${id} order by role`).toEqual([
      { user_id: owner.id, role: "admin" },
      { user_id: ana.id, role: "owner" },
    ]);
    expect(await owner.call("POST", `/v1/organizations/${id}/leave`)).toMatchObject({ status: 200 });
    const { data } = (await ana.call("GET", "/v1/audit-logs")).body;
    expect(data).toMatchObject([
      { action: "member.left", actor: owner.id },
      { action: "organization.transferred", actor: owner.id },
    ]);
  });

  test("that are deleted let nobody in, nor their keys, and can be restored for thirty days", async () => {
    const { id, addKey } = await organization();
    const owner = await member(id, "owner");
    const ana = await member(id, "viewer");
    const key = await addKey({});
    const deleted = await owner.call("DELETE", `/v1/organizations/${id}`);
    expect(deleted).toMatchObject({ status: 200, body: { id, deleted_at: expect.any(String) } });
    expect(Date.parse(deleted.body.purged_on) - Date.parse(deleted.body.deleted_at)).toBe(30 * 86_400_000);
    expect(await key.get("/v1/issuers")).toMatchObject({ status: 401 });
    const named = { "Arca-Organization": id };
    expect(await ana.call("GET", "/v1/issuers", undefined, named)).toMatchObject({
      status: 403,
      body: { error: { code: "organization_deleted" } },
    });
    expect(await owner.call("POST", `/v1/organizations/${id}/leave`)).toMatchObject({
      status: 403,
      body: { error: { code: "organization_deleted" } },
    });
    expect(await ana.call("POST", `/v1/organizations/${id}/restore`)).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden" } },
    });
    expect(await owner.call("DELETE", `/v1/organizations/${id}`)).toMatchObject({
      status: 403,
      body: { error: { code: "organization_deleted" } },
    });
    expect(await owner.call("POST", `/v1/organizations/${id}/restore`)).toMatchObject({ status: 200, body: { deleted_at: null } });
    expect(await owner.call("POST", `/v1/organizations/${id}/restore`)).toMatchObject({ status: 404 });
    const { data } = (await owner.call("GET", `/v1/audit-logs?actor=${owner.id}&target=${id}`)).body;
    expect(data.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(["organization.restored", "organization.deleted"]),
    );
    expect(await ana.call("GET", "/v1/issuers", undefined, named)).toMatchObject({ status: 200 });
    await asOwner()`update organizations set deleted_at = now() - interval '30 days 1 second' where id = ${id}`;
    expect(await owner.call("POST", `/v1/organizations/${id}/restore`)).toMatchObject({ status: 404 });
  });
});

describe("who I am", () => {
  test("in one call: user, organizations, role, modes, issuers, preferences", async () => {
    const { id, createIssuer } = await organization();
    const { body: issuer } = await createIssuer();
    const admin = await member(id, "admin", { secondFactor: false });
    const { status, body } = await admin.call("GET", "/v1/me");
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: "user", id: admin.id, email: admin.email, language: "es", session: { second_factor: false } });
    const { environment, cuit, legal_name, mode } = issuer;
    expect(body.organizations).toMatchObject([
      { id, role: "admin", modes: ["test"], issuers: [{ id: issuer.id, mode, environment, cuit, legal_name }] },
    ]);
    expect(body.preferences).toEqual({ theme: "system", organization: null, mode: "test" });
  });

  test("preferences and name are changed one by one", async () => {
    const { id, owner } = await ownedOrganization();
    expect(await owner.call("PATCH", "/v1/me", { language: "en", preferences: { theme: "dark" } })).toMatchObject({
      status: 200,
      body: { name: "Ana", language: "en" },
    });
    await owner.call("PATCH", "/v1/me", { name: "Ana María", preferences: { organization: id } });
    expect((await owner.call("GET", "/v1/me")).body).toMatchObject({
      name: "Ana María",
      language: "en",
      organizations: [{ id, role: "owner", modes: ["test", "live"], issuers: [] }],
      preferences: { theme: "dark", organization: id, mode: "test" },
    });
    const { data } = (await owner.call("GET", "/v1/audit-logs?action=user.updated")).body;
    expect(data).toMatchObject([
      { actor: owner.id, target: owner.id, change: { name: "Ana María", preferences: {} } },
      { actor: owner.id, target: owner.id, change: { language: "en", preferences: { theme: "dark" } } },
    ]);
    const other = await ownedOrganization();
    await asOwner()`insert into members values (${other.id}, ${owner.id}, 'viewer', now())`;
    await owner.call("PATCH", "/v1/me", { preferences: { organization: id, mode: "live" } });
    const told = (await other.owner.call("GET", "/v1/audit-logs?action=user.updated")).body;
    expect(told.data).toMatchObject([{ actor: owner.id, change: { preferences: { mode: "live" } } }]);
    expect(JSON.stringify(told)).not.toContain(id);
    const refused = await owner.call("PATCH", "/v1/me", { email: "x@example.com", preferences: { colour: 1 } });
    expect(refused.status).toBe(422);
    expect(refused.body.error.errors.map(({ param }: { param: string }) => param).toSorted()).toEqual(["email", "preferences.colour"]);
  });
});
