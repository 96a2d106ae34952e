import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { keyedHash } from "../../workers/accounts/people/keyed-hash.ts";
import { asOwner } from "../support/tenant.ts";
import { invitationToken, member, ownedOrganization, type Person, person } from "../support/person.ts";

const invite = (owner: Person, email: string, role = "developer") => owner.call("POST", "/v1/invitations", { email, role });
const accept = (who: Person, token: string) => who.call("POST", "/v1/invitations/accept", { token });
const invalid = { status: 400, body: { error: { code: "token_invalid" } } };

describe("an invitation", () => {
  test("makes whoever has that address a member, once", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await person();
    const sent = await invite(owner, ana.email.toUpperCase());
    expect(sent).toMatchObject({ status: 201, body: { object: "invitation", email: ana.email, role: "developer", invited_by: owner.id } });
    expect(JSON.stringify(sent.body)).not.toContain("ait_");
    expect((await owner.call("GET", "/v1/invitations")).body.data).toEqual([sent.body]);
    const token = await invitationToken(ana.email);
    expect(await accept(ana, token)).toMatchObject({ status: 200, body: { id, role: "developer", object: "organization" } });
    expect(await accept(ana, token)).toMatchObject(invalid);
    expect((await owner.call("GET", "/v1/invitations")).body.data).toEqual([]);
    expect((await owner.call("GET", `/v1/audit-logs?target=${sent.body.id}`)).body.data).toMatchObject([
      { action: "invitation.accepted", actor: ana.id },
      { action: "invitation.created", actor: owner.id, change: { email: ana.email, role: "developer" } },
    ]);
  });

  test("serves one of twenty who come at once", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await person();
    await invite(owner, ana.email);
    const token = await invitationToken(ana.email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(ana, token)));
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["200", ...Array.from({ length: 19 }, () => "400")]);
    expect(
      await asOwner()`select count(*)::int as n from audit_log where organization_id = ${id} and action = 'invitation.accepted'`,
    ).toEqual([{ n: 1 }]);
  });

  test("is for its address alone, and nothing but its token opens it", async () => {
    const { owner } = await ownedOrganization();
    const [ana, eve] = [await person(), await person()];
    await invite(owner, ana.email);
    const token = await invitationToken(ana.email);
    expect(await accept(eve, token)).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden", errors: [{ code: "invitation_of_another" }] } },
    });
    expect(await accept(ana, `${token}x`)).toMatchObject(invalid);
    expect(await accept(ana, token)).toMatchObject({ status: 200 });
    const stored = await asOwner()`select row_to_json(i)::text as row from invitations i where email = ${ana.email}`;
    expect(JSON.stringify(stored)).not.toContain(token.slice(4));
  });

  test("ends after seven days, when it is taken back, and when another is sent", async () => {
    const { owner } = await ownedOrganization();
    const [late, revoked, again] = [await person(), await person(), await person()];
    await invite(owner, late.email);
    await asOwner()`update invitations set expires_at = now() where email = ${late.email}`;
    expect(await accept(late, await invitationToken(late.email))).toMatchObject(invalid);
    const { body } = await invite(owner, revoked.email);
    expect(await owner.call("DELETE", `/v1/invitations/${body.id}`)).toMatchObject({ status: 200, body: { deleted: true } });
    expect(await owner.call("DELETE", `/v1/invitations/${body.id}`)).toMatchObject({ status: 404 });
    expect(await accept(revoked, await invitationToken(revoked.email))).toMatchObject(invalid);
    await invite(owner, again.email, "viewer");
    const first = await invitationToken(again.email);
    await invite(owner, again.email, "accountant");
    expect(await accept(again, first)).toMatchObject(invalid);
    expect(await accept(again, await invitationToken(again.email))).toMatchObject({ status: 200, body: { role: "accountant" } });
  });

  test("does not change who is a member already", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await member(id, "viewer");
    expect(await invite(owner, ana.email, "admin")).toMatchObject({ status: 409, body: { error: { code: "conflict", param: "email" } } });
    const late = await person();
    await invite(owner, late.email, "admin");
    await asOwner()`insert into members values (${id}, ${late.id}, 'viewer', now())`;
    expect(await accept(late, await invitationToken(late.email))).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    expect(await asOwner()`select role from members where user_id = ${late.id}`).toEqual([{ role: "viewer" }]);
  });

  test("gives nothing once who sent it may not give that role any more", async () => {
    const { id, owner } = await ownedOrganization();
    const [removed, demoted, left, kept] = [
      await member(id, "admin"),
      await member(id, "admin"),
      await member(id, "owner"),
      await member(id, "owner"),
    ];
    const [ana, bea, carla, dora, eva] = [await person(), await person(), await person(), await person(), await person()];
    await invite(removed, ana.email, "admin");
    await invite(demoted, bea.email);
    await invite(left, carla.email, "owner");
    await invite(kept, dora.email, "owner");
    await invite(kept, eva.email, "admin");
    await owner.call("DELETE", `/v1/members/${removed.id}`);
    await owner.call("PATCH", `/v1/members/${demoted.id}`, { role: "developer" });
    await left.call("POST", `/v1/organizations/${id}/leave`);
    await owner.call("PATCH", `/v1/members/${kept.id}`, { role: "admin" });
    for (const who of [ana, bea, carla, dora]) expect(await accept(who, await invitationToken(who.email))).toMatchObject(invalid);
    expect(await accept(eva, await invitationToken(eva.email))).toMatchObject({ status: 200, body: { role: "admin" } });
  });

  test("to a role above one's own is not one's to take back, nor to replace", async () => {
    const { id, owner } = await ownedOrganization();
    const admin = await member(id, "admin");
    const [ana, bea] = [await person(), await person()];
    const above = { status: 403, body: { error: { code: "forbidden", errors: [{ param: "role", code: "role_above_yours" }] } } };
    const { body: sent } = await invite(owner, ana.email, "owner");
    expect(await admin.call("DELETE", `/v1/invitations/${sent.id}`)).toMatchObject(above);
    expect(await invite(admin, ana.email, "viewer")).toMatchObject(above);
    expect(await accept(ana, await invitationToken(ana.email))).toMatchObject({ status: 200, body: { role: "owner" } });
    await invite(owner, bea.email, "owner");
    await asOwner()`update invitations set expires_at = now() where email = ${bea.email}`;
    expect(await invite(admin, bea.email, "admin")).toMatchObject({ status: 201 });
    expect(await invite(owner, bea.email, "owner")).toMatchObject({ status: 201 });
  });

  test("is of one organization: another's is not there to be taken back", async () => {
    const [mine, other] = [await ownedOrganization(), await ownedOrganization()];
    const { body } = await invite(other.owner, "somebody@example.com");
    for (const id of [body.id, newId("ivt"), "x"])
      expect(await mine.owner.call("DELETE", `/v1/invitations/${id}`)).toMatchObject({ status: 404 });
    expect((await other.owner.call("GET", "/v1/invitations")).body.data).toHaveLength(1);
  });

  test("is not sent without limit", async () => {
    const { id, owner } = await ownedOrganization();
    await asOwner()`insert into invitations (id, organization_id, email, role, token_hash, invited_by, created_at, expires_at)
      select ${id} || n, ${id}, n || '@example.com', 'viewer', ${id} || n, 'usr', now(), now() from generate_series(1, 50) n`;
    const refused = await invite(owner, "one.more@example.com");
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited", type: "rate_limit_error" } } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  const limited = (code: string) => ({ status: 429, body: { error: { code: "rate_limited", errors: [{ code }] } } });

  test("goes from one user to one address ten times a day at the most, which keeps nobody else from inviting it", async () => {
    const [ana, bea] = [await person(), await person()];
    const { owner } = await ownedOrganization();
    for (let sent = 0; sent < 10; sent++) expect((await invite(owner, ana.email)).status).toBe(201);
    const refused = await invite(owner, ana.email);
    expect(refused).toMatchObject(limited("invitations_to_address"));
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(80_000);
    expect((await invite(owner, bea.email)).status).toBe(201);
    expect((await invite((await ownedOrganization()).owner, ana.email)).status).toBe(201);
  });

  test("goes to one address a hundred times a day at the most, and nobody is told how often others sent it", async () => {
    const [ana, { owner }] = [await person(), await ownedOrganization()];
    const all = env.AUTH_LIMIT.getByName(keyedHash(env.AUTH_SECRET, "invitations_of_all", ana.email));
    for (let sent = 0; sent < 100; sent++) await all.begin({ most: 100, windowMs: 86_400_000 });
    expect(await invite(owner, ana.email)).toMatchObject({ status: 429, body: { error: { code: "rate_limited", errors: [] } } });
  });

  test("is one of fifty mails a day that somebody sends from all his organizations", async () => {
    const [first, second] = [await ownedOrganization(), await ownedOrganization()];
    await asOwner()`insert into members values (${second.id}, ${first.owner.id}, 'owner', now())`;
    const from = (id: string, to: string) =>
      first.owner.call("POST", "/v1/invitations", { email: to, role: "viewer" }, { "Arca-Organization": id });
    for (let sent = 0; sent < 50; sent++) {
      expect((await from(sent % 2 ? first.id : second.id, `${sent}.${first.id}@example.com`)).status).toBe(201);
    }
    expect(await from(first.id, `51.${first.id}@example.com`)).toMatchObject(limited("mails_of_user"));
    expect((await invite(second.owner, `52.${first.id}@example.com`)).status).toBe(201);
  });

  test("that is refused counts for nothing", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await member(id, "viewer");
    for (let asked = 0; asked < 12; asked++) expect((await invite(owner, ana.email)).status).toBe(409);
  });

  test("of a deleted organization leads nowhere", async () => {
    const { id, owner } = await ownedOrganization();
    const ana = await person();
    await invite(owner, ana.email);
    await owner.call("DELETE", `/v1/organizations/${id}`);
    expect(await accept(ana, await invitationToken(ana.email))).toMatchObject(invalid);
  });

  test("says what is wrong with it, all at once", async () => {
    const { owner } = await ownedOrganization();
    const answer = await owner.call("POST", "/v1/invitations", { email: "x", role: "boss", more: 1 });
    expect(answer.status).toBe(422);
    expect(answer.body.error.errors.map(({ param }: { param: string }) => param).toSorted()).toEqual(["email", "more", "role"]);
    expect((await invite(owner, "ñandú@people.test")).body.error.errors).toMatchObject([{ param: "email", code: "email_invalid" }]);
  });
});
