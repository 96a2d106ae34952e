import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { invitationToken, member, ownedOrganization, type Person, person } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

const LIVE = { "Arca-Mode": "live" };
const refused = { status: 403, body: { error: { code: "second_factor_setup_required" } } };
const live = (who: Person) => who.call("GET", "/v1/issuers", undefined, LIVE);
const createLiveKey = (who: Person) => who.call("POST", "/v1/api-keys", { name: "x", mode: "live" });

async function join(host: Person, guest: Person, role: string) {
  expect(await host.call("POST", "/v1/invitations", { email: guest.email, role })).toMatchObject({ status: 201 });
  const token = await invitationToken(guest.email);
  expect(await guest.call("POST", "/v1/invitations/accept", { token })).toMatchObject({ status: 200 });
}

const addLiveIssuer = (organizationId: string) =>
  asOwner()`insert into issuers (id, organization_id, mode, environment, cuit, legal_name, iva_condition, created_at)
    values (${newId("iss")}, ${organizationId}, 'live', 'production', '20111111112', 'Panadería viva', 'exento', now())`;

describe("a role that somebody without a second factor gave", () => {
  test.each(["developer", "accountant", "viewer"])(
    "%s: by invitation, is good in test mode, and in live mode with a factor of one's own",
    async (role) => {
      const { owner } = await ownedOrganization({ secondFactor: false });
      const [single, double] = [await person({ secondFactor: false }), await person()];
      await join(owner, single, role);
      await join(owner, double, role);
      expect(await single.call("GET", "/v1/issuers")).toMatchObject({ status: 200 });
      expect((await single.call("GET", "/v1/me")).body.organizations).toMatchObject([{ role, modes: ["test"] }]);
      expect(await live(single)).toMatchObject(refused);
      expect(await live(double)).toMatchObject({ status: 200 });
      expect((await double.call("GET", "/v1/me")).body.organizations).toMatchObject([{ role, modes: ["test", "live"] }]);
    },
  );

  test("reaches no live key from test mode", async () => {
    const { owner } = await ownedOrganization({ secondFactor: false });
    const single = await person({ secondFactor: false });
    await join(owner, single, "developer");
    expect(await createLiveKey(single)).toMatchObject(refused);
    expect(await single.call("POST", "/v1/api-keys", { name: "x", mode: "test" })).toMatchObject({ status: 201 });
  });

  test("by a change of role, likewise, until somebody with one gives it anew", async () => {
    const { id, owner } = await ownedOrganization();
    const [admin, ana] = [await member(id, "admin", { secondFactor: false }), await member(id, "viewer", { secondFactor: false })];
    expect(await live(ana)).toMatchObject({ status: 200 });
    expect(await admin.call("PATCH", `/v1/members/${ana.id}`, { role: "developer" })).toMatchObject({ status: 200 });
    expect(await live(ana)).toMatchObject(refused);
    expect(await owner.call("PATCH", `/v1/members/${ana.id}`, { role: "accountant" })).toMatchObject({ status: 200 });
    expect(await live(ana)).toMatchObject({ status: 200 });
  });

  test("is confirmed where somebody with one gives the same again", async () => {
    const { owner, id } = await ownedOrganization();
    const [admin, ana] = [await member(id, "admin", { secondFactor: false }), await person({ secondFactor: false })];
    await join(admin, ana, "developer");
    expect(await admin.call("PATCH", `/v1/members/${ana.id}`, { role: "developer" })).toMatchObject({ status: 200 });
    expect(await live(ana)).toMatchObject(refused);
    expect(await owner.call("PATCH", `/v1/members/${ana.id}`, { role: "developer" })).toMatchObject({ status: 200 });
    expect(await live(ana)).toMatchObject({ status: 200 });
  });

  test("is the developer's, who needs no factor, where somebody with one gave it", async () => {
    const { owner } = await ownedOrganization();
    const ana = await person({ secondFactor: false });
    await join(owner, ana, "developer");
    expect(await live(ana)).toMatchObject({ status: 200 });
    expect(await createLiveKey(ana)).toMatchObject({ status: 201 });
  });
});

test("once there is something live, members are managed with a second factor alone", async () => {
  const { id, owner } = await ownedOrganization({ secondFactor: false });
  const [double, ana] = [await member(id, "owner"), await member(id, "viewer")];
  const { body: sent } = await owner.call("POST", "/v1/invitations", { email: "eva@people.test", role: "viewer" });
  await addLiveIssuer(id);
  const managing = [
    ["POST", "/v1/invitations", { email: "bea@people.test", role: "developer" }],
    ["POST", "/v1/members", { email: "carla@people.test", role: "developer" }],
    ["PATCH", `/v1/members/${ana.id}`, { role: "developer" }],
    ["DELETE", `/v1/invitations/${sent.id}`],
    ["DELETE", `/v1/members/${ana.id}`],
  ] as const;
  for (const [method, path, body] of managing) expect([path, await owner.call(method, path, body)]).toMatchObject([path, refused]);
  for (const [method, path, body] of managing)
    expect([path, (await double.call(method, path, body)).status]).toEqual([path, method === "POST" ? 201 : 200]);
  expect(await owner.call("GET", "/v1/members")).toMatchObject({ status: 200 });
});
