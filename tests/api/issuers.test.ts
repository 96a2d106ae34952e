import { env } from "cloudflare:workers";
import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../workers/db/database.ts";
import { sql } from "drizzle-orm";
import { issuerInput, organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

describe("issuers", () => {
  test("one that was created is found, as it was answered", async () => {
    const { post, get } = await organization();
    const input = { ...issuerInput(), address: "Av. Corrientes 1234", activities_started_on: "2020-02-29" };
    const created = await post("/v1/issuers", input);
    expect(created).toMatchObject({ status: 201, body: { ...input, object: "issuer", mode: "test", default_point_of_sale: 1 } });
    expect(created.body).not.toHaveProperty("iibb");
    expect(created.headers.get("Location")).toBe(`/v1/issuers/${created.body.id}`);
    expect((await get(`/v1/issuers/${created.body.id}`)).body).toEqual(created.body);
  });

  test("dots and dashes of a CUIT are dropped", async () => {
    const { post } = await organization();
    const { cuit, ...input } = issuerInput();
    const written = `${cuit.slice(0, 2)}-${cuit.slice(2, 10)}-${cuit.slice(10)}`;
    expect((await post("/v1/issuers", { ...input, cuit: written })).body.cuit).toBe(cuit);
  });

  test("a CUIT is one issuer of an organization, and may be another organization's too", async () => {
    const [one, other] = [await organization(), await organization()];
    const input = issuerInput();
    expect((await one.post("/v1/issuers", input)).status).toBe(201);
    expect(await one.post("/v1/issuers", input)).toMatchObject({ status: 409, body: { error: { code: "conflict", param: "cuit" } } });
    expect((await other.post("/v1/issuers", input)).status).toBe(201);
  });

  test("each has a certificate for its CUIT, and a key that only the signer can open", async () => {
    const { createIssuer, id } = await organization();
    const { body } = await createIssuer();
    const [row] = await asOwner()`select pem, sealed_key, expires_at from certificates where issuer_id = ${body.id}`;
    const certificate = new X509Certificate(row?.["pem"]);
    expect(certificate.subject).toContain(`CUIT ${body.cuit}`);
    expect(new Date(certificate.validTo)).toEqual(new Date(row?.["expires_at"]));
    expect(row?.["sealed_key"]).toMatch(/^v1\.1\./);
    expect(row?.["sealed_key"]).not.toContain("PRIVATE KEY");
    const [entry] = await asOwner()`select action, target, payload from audit_log where organization_id = ${id} and action like 'issuer.%'`;
    expect(entry).toMatchObject({ action: "issuer.created", target: body.id });
    expect(entry?.["payload"]).toContain(body.cuit);
    expect(await asOwner()`select * from audit_broken where organization_id = ${id}`).toEqual([]);
  });

  test("one that conflicts leaves no trace", async () => {
    const { post, id } = await organization();
    const input = issuerInput();
    await post("/v1/issuers", input);
    await post("/v1/issuers", input);
    const [count] = await asOwner()`select (select count(*)::int from certificates where organization_id = ${id}) as certificates,
      (select count(*)::int from audit_log where organization_id = ${id} and action like 'issuer.%') as entries`;
    expect(count).toEqual({ certificates: 1, entries: 1 });
  });

  test("in live mode there is no sandbox", async () => {
    const { createIssuer } = await organization({ mode: "live" });
    const answer = await createIssuer();
    expect(answer).toMatchObject({ status: 422, body: { error: { errors: [{ param: "environment", code: "environment_not_in_mode" }] } } });
  });

  test("the list is newest first and pages by cursor", async () => {
    const { createIssuer, get } = await organization();
    const made = [await createIssuer(), await createIssuer(), await createIssuer()].map(({ body }) => body.id);
    const first = await get("/v1/issuers?limit=2");
    const second = await get(`/v1/issuers?limit=2&cursor=${first.body.next_cursor}`);
    expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(made.toReversed());
    expect([first.body.has_more, second.body.has_more, second.body.next_cursor]).toEqual([true, false, null]);
  });

  test.each(["nonsense", "inv_01kaf3v9q0f4trxsv5yy7gjcyb"])("the cursor %s is none", async (cursor) => {
    const { get } = await organization();
    const answer = await get(`/v1/issuers?cursor=${cursor}`);
    expect(answer).toMatchObject({ status: 422, body: { error: { errors: [{ param: "cursor", code: "cursor_invalid" }] } } });
  });

  test("without context, row level security shows nothing to the role that the Worker has", async () => {
    await (await organization()).createIssuer();
    const { rows } = await openDatabase(env.DATABASE_URL).execute(
      sql`select current_user::text as role, (select count(*)::int from issuers) as seen`,
    );
    expect(rows).toEqual([{ role: "app", seen: 0 }]);
  });
});
