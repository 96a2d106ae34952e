import { describe, expect, test, vi } from "vitest";
import { organization } from "../support/organization.ts";
import { member, ownedOrganization } from "../support/person.ts";
import { SCOPES } from "../../shared/scopes.ts";
import { asOwner } from "../support/tenant.ts";

describe("an export", () => {
  test("is all that an owner's organization has, in both modes, line by line, and no secret", async () => {
    const { id, createIssuer, get, post, secret, keyId, addKey } = await organization();
    const owner = await member(id, "owner");
    const { body: issuer } = await createIssuer();
    const { body: invoice } = await post("/v1/invoices", { issuer: issuer.id, items: [{ description: "Pan", unit_price: "2000.00" }] });
    const { body: report } = await post("/v1/ledger-reports", { issuer: issuer.id });
    const told = async () => (await asOwner()`select id from events where target = ${invoice.id} order by id`).map((row) => row["id"]);
    await vi.waitFor(async () => expect(await told()).toHaveLength(2), 5_000);
    await addKey({ mode: "live", revokedAt: new Date() });
    await asOwner()`update api_keys set last_used_at = now() where id = ${keyId}`;
    // The object of the issuer writes it, a little later.
    await vi.waitFor(async () => expect((await get("/v1/invoices")).body.data).toMatchObject([{ status: "authorized" }]), 10_000);
    const answer = await owner.call("GET", `/v1/organizations/${id}/export`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    expect(answer.headers.get("content-disposition")).toMatch(new RegExp(`^attachment; filename="${id}-.*\\.jsonl"$`));
    const lines = String(answer.body)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: "organization", id });
    expect(lines.at(-1)).toEqual({ type: "end", lines: lines.length - 1 });
    const of = (type: string) => lines.filter((line) => line.type === type);
    expect(of("members")).toMatchObject([{ id: owner.id, role: "owner" }]);
    expect(of("api_keys")).toMatchObject([
      {
        id: keyId,
        mode: "test",
        kind: "secret",
        name: "Test",
        scopes: SCOPES,
        ip_allow: [],
        limits: { reads: 1000, issuing: 1000, lookups: 1000 },
        created_at: expect.any(String),
        last_used_at: expect.any(String),
        expires_at: null,
        revoked_at: null,
      },
      { mode: "live", last_used_at: null, revoked_at: expect.any(String) },
    ]);
    for (const key of of("api_keys"))
      expect(Object.keys(key)).not.toEqual(expect.arrayContaining([expect.stringMatching(/hash|hint|pepper/)]));
    expect(of("issuers")).toMatchObject([{ id: issuer.id, mode: "test" }]);
    expect(of("certificates")).toMatchObject([{ issuer_id: issuer.id, pem: expect.stringContaining("BEGIN CERTIFICATE") }]);
    expect(of("invoices")).toMatchObject([
      { id: invoice.id, cae: invoice.cae, document: { total: "2000.00" }, timeline: expect.arrayContaining([expect.anything()]) },
    ]);
    expect(of("events").map((event) => event.id)).toEqual(await told());
    expect(of("ledger_reports")).toMatchObject([{ id: report.id, issuer_id: issuer.id }]);
    expect(of("audit_log").map(({ seq }) => seq)).toEqual(of("audit_log").map((_, at) => at + 1));
    expect(of("audit_log").find(({ action }) => action === "organization.exported")).toMatchObject({ actor: owner.id });
    expect(of("audit_anchors")).toEqual([{ type: "audit_anchors", prefix: `audit-anchors/${id}/` }]);
    for (const [before, after] of of("audit_log")
      .slice(1)
      .map((line, at) => [of("audit_log")[at], line]))
      expect(after.prev).toBe(before.hash);
    expect(answer.body).not.toContain(secret);
    expect(answer.body).not.toMatch(/sealed|token_hash|"hash_?key"/);
  });

  test("of more than a page has every line once", async () => {
    const { id, owner } = await ownedOrganization();
    await asOwner()`insert into issuers (id, organization_id, mode, environment, cuit, legal_name, iva_condition, created_at)
      select 'iss_' || ${id} || n, ${id}, 'live', 'production', lpad(n::text, 11, '0'), 'X', 'exento', now() from generate_series(1, 450) n`;
    const answer = await owner.call("GET", `/v1/organizations/${id}/export`);
    const ids = String(answer.body)
      .split("\n")
      .filter((line) => line.includes('"type":"issuers"'))
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(450);
    expect(ids).toHaveLength(450);
  });

  test("of invoices that do not fit into one answer of the database has each of them", async () => {
    const { id, createIssuer } = await organization();
    const owner = await member(id, "owner");
    const { body: issuer } = await createIssuer();
    await asOwner()`insert into invoices (id, organization_id, mode, issuer_id, version, status, type_code, point_of_sale, date, total, document, created_at)
      select 'inv_' || ${id} || lpad(n::text, 2, '0'), ${id}, 'test', ${issuer.id}, 1, 'rejected', 6, 1, now(), 1,
        json_build_object('text', repeat('x', case n when 7 then 5000000 else 900000 end)), now() from generate_series(1, 20) n`;
    const { body } = await owner.call("GET", `/v1/organizations/${id}/export`);
    const ids = String(body).match(/^\{"type":"invoices","id":"\w+"/gm) ?? [];
    expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
    expect(String(body).trimEnd().split("\n").at(-1)).toMatch(/^\{"type":"end"/);
  });

  test("is for owners with a fresh sign-in", async () => {
    const { id } = await ownedOrganization();
    expect(await (await member(id, "admin")).call("GET", `/v1/organizations/${id}/export`)).toMatchObject({ status: 403 });
    const stale = await member(id, "owner", { freshUntil: new Date() });
    expect(await stale.call("GET", `/v1/organizations/${id}/export`)).toMatchObject({
      status: 403,
      body: { error: { code: "step_up_required" } },
    });
  });
});
