import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { asOwner } from "../support/tenant.ts";
import { member, ownedOrganization, person } from "../support/person.ts";

const owners = async (id: string) => (await asOwner()`select user_id from members where organization_id = ${id} and role = 'owner'`).length;
const denied = (code: string, problem?: string) => ({
  status: 403,
  body: { error: { code, type: "permission_error", ...(problem && { errors: [{ code: problem }] }) } },
});

describe("members", () => {
  test("are listed to any of them, page by page, and found one by one", async () => {
    const { id, owner } = await ownedOrganization();
    const viewer = await member(id, "viewer");
    const first = await viewer.call("GET", "/v1/members?limit=1");
    expect(first).toMatchObject({
      status: 200,
      body: { object: "list", has_more: true, data: [{ id: viewer.id, role: "viewer", object: "member" }] },
    });
    const second = await viewer.call("GET", `/v1/members?limit=1&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ has_more: false, next_cursor: null, data: [{ id: owner.id, role: "owner", email: owner.email }] });
    expect(await viewer.call("GET", `/v1/members/${owner.id}`)).toMatchObject({ status: 200, body: { name: "Ana", second_factor: false } });
  });

  test("of another organization do not exist", async () => {
    const [mine, other] = [await ownedOrganization(), await ownedOrganization()];
    for (const id of [other.owner.id, newId("usr"), "x"]) {
      expect(await mine.owner.call("GET", `/v1/members/${id}`)).toMatchObject({ status: 404 });
      expect(await mine.owner.call("PATCH", `/v1/members/${id}`, { role: "viewer" })).toMatchObject({ status: 404 });
      expect(await mine.owner.call("DELETE", `/v1/members/${id}`)).toMatchObject({ status: 404 });
    }
    expect(await owners(other.id)).toBe(1);
  });

  test("get another role, and lose their place; the audit log is told", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await member(id, "viewer");
    expect(await owner.call("PATCH", `/v1/members/${ana.id}`, { role: "accountant" })).toMatchObject({
      status: 200,
      body: { role: "accountant" },
    });
    expect(await owner.call("DELETE", `/v1/members/${ana.id}`)).toMatchObject({ status: 200, body: { id: ana.id, deleted: true } });
    expect(await ana.call("GET", "/v1/members")).toMatchObject(denied("forbidden", "organization_none"));
    const log = await owner.call("GET", `/v1/audit-logs?target=${ana.id}`);
    expect(log.body.data).toMatchObject([
      { action: "member.removed", actor: owner.id, change: { role: "accountant" } },
      { action: "member.role_changed", actor: owner.id, change: { from: "viewer", to: "accountant" } },
    ]);
  });

  test("who are removed leave their keys, which the answer names, and which are revoked with them if that is asked for", async () => {
    const { id, owner } = await ownedOrganization();
    const [ana, bea, single] = [
      await member(id, "developer"),
      await member(id, "developer"),
      await member(id, "admin", { secondFactor: false }),
    ];
    const make = async (who: typeof ana, mode: string) => (await who.call("POST", "/v1/api-keys", { name: "x", mode })).body;
    const works = async ({ secret }: { secret: string }) =>
      (await owner.call("GET", "/v1/issuers", undefined, { authorization: `Bearer ${secret}` })).status;
    const [kept, ended, first, second] = [
      await make(ana, "test"),
      await make(ana, "test"),
      await make(bea, "test"),
      await make(bea, "live"),
    ];
    await owner.call("DELETE", `/v1/api-keys/${ended.id}`);
    expect((await owner.call("DELETE", `/v1/members/${ana.id}`)).body).toEqual({
      id: ana.id,
      object: "member",
      deleted: true,
      api_keys: [kept.id],
    });
    expect(await works(kept)).toBe(200);
    const path = `/v1/members/${bea.id}?revoke_api_keys=`;
    expect(await owner.call("DELETE", `${path}maybe`)).toMatchObject({ status: 422 });
    expect(await single.call("DELETE", `${path}true`)).toMatchObject(denied("second_factor_setup_required"));
    expect(await owner.call("DELETE", `${path}true`)).toMatchObject({ status: 200, body: { api_keys: [] } });
    expect([await works(first), await works(second)]).toEqual([401, 401]);
    expect((await owner.call("GET", `/v1/audit-logs?target=${second.id}&action=api_key.revoked`)).body.data).toMatchObject([
      { actor: owner.id, change: { made_by: bea.id, mode: "live" } },
    ]);
    expect(await works(kept)).toBe(200);
  });

  test("who are removed lose their API clients", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await member(id, "viewer");
    await asOwner()`insert into token_families (id, user_id, expires_at, second_factor) values (${`fam_${ana.id}`}, ${ana.id}, now() + interval '1 day', false)`;
    await owner.call("DELETE", `/v1/members/${ana.id}`);
    expect(await asOwner()`select reason from token_families where user_id = ${ana.id} and revoked_at is not null`).toEqual([
      { reason: "member_removed" },
    ]);
  });

  test("an admin neither makes an owner nor touches one", async () => {
    const { id, owner } = await ownedOrganization();
    const admin = await member(id, "admin");
    const ana = await member(id, "viewer");
    expect(await admin.call("PATCH", `/v1/members/${ana.id}`, { role: "owner" })).toMatchObject(denied("forbidden", "role_above_yours"));
    expect(await admin.call("PATCH", `/v1/members/${owner.id}`, { role: "viewer" })).toMatchObject(denied("forbidden", "role_above_yours"));
    expect(await admin.call("DELETE", `/v1/members/${owner.id}`)).toMatchObject(denied("forbidden", "role_above_yours"));
    expect(await admin.call("POST", "/v1/invitations", { email: "x@example.com", role: "owner" })).toMatchObject(
      denied("forbidden", "role_above_yours"),
    );
    expect(await admin.call("PATCH", `/v1/members/${ana.id}`, { role: "admin" })).toMatchObject({ status: 200 });
  });

  test.each(["developer", "accountant", "viewer"] as const)("a %s manages none", async (role) => {
    const { id, owner } = await ownedOrganization();
    const who = await member(id, role);
    expect(await who.call("DELETE", `/v1/members/${owner.id}`)).toMatchObject(denied("forbidden", "role_not_enough"));
    expect(await who.call("POST", "/v1/members", { email: "x@example.com", role: "viewer" })).toMatchObject(
      denied("forbidden", "role_not_enough"),
    );
  });

  test("are managed with a fresh sign-in alone", async () => {
    const { id, owner } = await ownedOrganization({ freshUntil: new Date() });
    const ana = await member(id, "viewer");
    expect(await owner.call("DELETE", `/v1/members/${ana.id}`)).toMatchObject(denied("step_up_required"));
    expect(await owner.call("GET", "/v1/members")).toMatchObject({ status: 200 });
  });
});

describe("there is always an owner", () => {
  test("the last one neither leaves, nor steps down, nor is removed", async () => {
    const { id, owner } = await ownedOrganization();
    const last = { status: 409, body: { error: { code: "last_owner" } } };
    expect(await owner.call("POST", `/v1/organizations/${id}/leave`)).toMatchObject(last);
    expect(await owner.call("PATCH", `/v1/members/${owner.id}`, { role: "admin" })).toMatchObject(last);
    expect(await owner.call("DELETE", `/v1/members/${owner.id}`)).toMatchObject(last);
    expect(await owners(id)).toBe(1);
  });

  test.each([
    ["leave", "leave"],
    ["leave", "step down"],
    ["remove", "remove"],
    ["transfer", "leave"],
  ] as const)("two owners at once, %s and %s: one does, and one remains, ten times over", async (first, second) => {
    const act = { leave: leave, "step down": stepDown, remove: removeOther, transfer } as const;
    for (let round = 0; round < 10; round++) {
      const { id, owner } = await ownedOrganization();
      const other = await member(id, "owner");
      const answers = await Promise.all([act[first](id, owner, other), act[second](id, other, owner)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await owners(id)).toBe(1);
    }
  });
});

type Someone = Awaited<ReturnType<typeof person>>;
const leave = (id: string, who: Someone) => who.call("POST", `/v1/organizations/${id}/leave`);
const stepDown = (_: string, who: Someone) => who.call("PATCH", `/v1/members/${who.id}`, { role: "admin" });
const removeOther = (_: string, who: Someone, other: Someone) => who.call("DELETE", `/v1/members/${other.id}`);
const transfer = (id: string, who: Someone, other: Someone) => who.call("POST", `/v1/organizations/${id}/transfer`, { member: other.id });
