import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { X509Certificate } from "node:crypto";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../../workers/api/app.ts";
import { certify } from "../../workers/sandbox/index.ts";
import { Certificate } from "../../shared/schemas/certificate.ts";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";
import { randomCuit } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

type Organization = Awaited<ReturnType<typeof organization>>;
type Issuer = { id: string; cuit: string };

const SALE = { items: [{ description: "Pan", unit_price: "1210.00" }] };

describe("a key made here, and its certificate", () => {
  let api: Organization;
  let issuer: Issuer;

  beforeAll(async () => {
    api = await organization();
    issuer = (await api.createIssuer()).body;
  });

  const path = (id = "") => `/v1/issuers/${issuer.id}/certificates${id && `/${id}`}`;
  const request = async (body: unknown = {}) => (await api.post(`${path()}/csr`, body)).body;
  const certifiedBySandbox = async (csr: string, cuit = issuer.cuit) =>
    (await api.post("/v1/sandbox/certificates", { cuit, csr })).body.certificate;
  const problemsOf = async (id: string, certificate: string) => {
    const { status, body } = await api.put(path(id), { certificate });
    expect([status, body.error.code]).toEqual([422, "invalid_request"]);
    return body.error.errors.map(({ param, code }: { param: string; code: string }) => [param, code]);
  };

  test("from the request to the first invoice, in the sandbox", async () => {
    const [before] = (await api.get(path())).body.data;
    const requested = await api.post(`${path()}/csr`, { alias: "panaderia" });
    expect(requested).toMatchObject({
      status: 201,
      body: {
        status: "pending",
        active: false,
        alias: "panaderia",
        cuit: issuer.cuit,
        subject: null,
        csr: expect.stringContaining("BEGIN CERTIFICATE REQUEST"),
      },
    });
    expect(Certificate.strict().safeParse(requested.body).error).toBeUndefined();
    expect(requested.headers.get("location")).toBe(path(requested.body.id));
    const { body: listed } = await api.get(path());
    expect(listed.data.map(({ id, active }: Certificate) => [id, active])).toEqual([
      [requested.body.id, false],
      [before.id, true],
    ]);

    const certificate = await certifiedBySandbox(requested.body.csr);
    const { status, body } = await api.put(path(requested.body.id), { certificate });
    expect([status, body.status, body.active, body.warnings]).toEqual([200, "valid", true, []]);
    expect(body.serial_number).toBe(new X509Certificate(certificate).serialNumber.toLowerCase());
    expect((await api.get(path(before.id))).body.active).toBe(false);
    expect((await api.get(path(body.id))).body).toEqual(body);
    expect((await api.post("/v1/invoices", SALE)).body.status).toBe("authorized");
    const [row] = await asOwner()`select sealed_key from certificates where id = ${body.id}`;
    expect(row?.["sealed_key"]).toMatch(/^v1\.1\./);
    const actions = await asOwner()`select action from audit_log where target = ${body.id} order by seq`;
    expect(actions.map(({ action }) => action)).toEqual(["certificate.requested", "certificate.completed", "certificate.read"]);
  });

  test("a request needs no body, and gets a name of its own", async () => {
    const response = await api.send("POST", `${path()}/csr`, { headers: {} });
    expect(response.status).toBe(201);
    const { status, body } = await api.post(`${path()}/csr`, {});
    expect([status, /^arcaapi[0-9a-z]{8}$/.test(body.alias)]).toEqual([201, true]);
    expect((await api.post(`${path()}/csr`, { alias: "con espacio" })).body.error.errors).toMatchObject([{ param: "alias" }]);
  });

  test("a certificate of another key, of another CUIT, expired, of another environment, of nothing", async () => {
    const [one, other] = [await request(), await request()];
    expect(await problemsOf(one.id, await certifiedBySandbox(other.csr))).toEqual([["certificate", "certificate_of_another_key"]]);
    expect(await problemsOf(one.id, await certifiedBySandbox(one.csr, randomCuit()))).toEqual([
      ["certificate", "certificate_of_another_cuit"],
    ]);
    const old = { caKey: env.SANDBOX_CA_KEY, csr: one.csr, cuit: issuer.cuit, alias: "old", tenant: api.id, now: new Date("2020-01-01") };
    expect(await problemsOf(one.id, await certify(old))).toEqual([["certificate", "certificate_expired"]]);
    const early = { ...old, now: new Date("2045-01-01") };
    expect((await problemsOf(one.id, await certify(early))).flat()).toContain("certificate_not_yet_valid");
    expect(await problemsOf(one.id, "nada")).toEqual([["certificate", "certificate_unreadable"]]);
    const foreign = await ownCertificate(randomCuit(), { from: new Date("2020-01-01") });
    expect(await problemsOf(one.id, foreign.certificate)).toEqual([
      ["certificate", "certificate_expired"],
      ["certificate", "certificate_of_another_key"],
    ]);
    expect((await api.get(path(one.id))).body.status).toBe("pending");
  });

  test("says each fault in Spanish and in English", async () => {
    const { id, csr } = await request();
    const { body } = await api.put(path(id), { certificate: await certifiedBySandbox(csr, "30500010912") });
    const [fault] = body.error.errors;
    expect(fault.message).toContain(`The certificate is of CUIT 30500010912, and the issuer's is ${issuer.cuit}`);
    expect(fault.message_es).toContain(`El certificado es de la CUIT 30500010912, y la del emisor es ${issuer.cuit}`);
  });

  test("one that was deactivated is never used again, and its key is gone", async () => {
    const { id, csr } = await request();
    const certificate = await certifiedBySandbox(csr);
    await api.put(path(id), { certificate });
    const gone = await api.remove(path(id));
    expect(gone).toMatchObject({ status: 200, body: { id, status: "deactivated", active: false, deactivated_at: expect.any(String) } });
    expect((await api.remove(path(id))).body).toEqual(gone.body);
    const [row] = await asOwner()`select sealed_key from certificates where id = ${id}`;
    expect(row).toEqual({ sealed_key: null });
    expect((await api.put(path(id), { certificate })).body.error.errors).toMatchObject([{ code: "certificate_deactivated" }]);
    expect((await api.get(path())).body.data.filter(({ active }: Certificate) => active)).toHaveLength(1);
    expect((await api.post("/v1/invoices", SALE)).body.status).toBe("authorized");
  });

  test("several that deactivate one at once are told to the audit log once", async () => {
    const { id } = await request();
    const answers = await Promise.all(Array.from({ length: 4 }, () => api.remove(path(id))));
    const [first] = answers;
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: first?.body });
    expect(first?.body.status).toBe("deactivated");
    expect(await asOwner()`select 1 from audit_log where target = ${id} and action = 'certificate.deactivated'`).toHaveLength(1);
  });

  test("one that is deactivated while it is completed is refused, and nothing is told of it", async () => {
    const { id, csr } = await request();
    const certificate = await certifiedBySandbox(csr);
    const check = async (asked: Parameters<typeof env.SIGNER.check>[0]) => {
      const checked = await env.SIGNER.check(asked);
      await asOwner()`update certificates set deactivated_at = now(), sealed_key = null where id = ${id}`;
      return checked;
    };
    const put = new Request(`http://api.test${path(id)}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${api.secret}`, "content-type": "application/json" },
      body: JSON.stringify({ certificate }),
    });
    const context = createExecutionContext();
    const answer = await createApi().fetch(put, { ...env, SIGNER: { check } as never }, context);
    await waitOnExecutionContext(context);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { errors: [{ param: null, code: "certificate_deactivated" }] } });
    const actions = await asOwner()`select action from audit_log where target = ${id} order by seq`;
    expect(actions.map(({ action }) => action)).toEqual(["certificate.requested"]);
  });

  test("an issuer without any says so", async () => {
    const alone = await organization();
    const { id } = (await alone.createIssuer()).body;
    const { data } = (await alone.get(`/v1/issuers/${id}/certificates`)).body;
    await alone.remove(`/v1/issuers/${id}/certificates/${data[0].id}`);
    expect(await alone.post("/v1/invoices", SALE)).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "issuer", code: "issuer_without_certificate" }] } },
    });
  });

  test("an imported one takes no upload", async () => {
    const { certificate, privateKey } = await ownCertificate(issuer.cuit);
    const other = (await api.createIssuer({ environment: "homologation" })).body;
    const own = await ownCertificate(other.cuit);
    const { body } = await api.post(`/v1/issuers/${other.id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    const answer = await api.put(`/v1/issuers/${other.id}/certificates/${body.id}`, { certificate });
    expect(answer.body.error.errors).toMatchObject([{ code: "certificate_without_csr" }]);
    expect(privateKey).toContain("PRIVATE KEY");
  });

  test("ARCA's own authorities are refused in the sandbox", async () => {
    const { certificate, privateKey } = await ownCertificate(issuer.cuit, {
      issuerName: [
        ["CN", "Computadores Test"],
        ["O", "AFIP"],
        ["C", "AR"],
      ],
    });
    const { status, body } = await api.post(path(), { certificate, private_key: privateKey });
    expect([status, body.error.errors.map(({ code }: { code: string }) => code)]).toEqual([422, ["certificate_wrong_environment"]]);
    expect(body.error.errors[0].message).toContain("issues certificates of homologation, and this issuer is of sandbox");
  });

  test("nor does the sandbox take those of an authority that nobody knows: the one in use stays", async () => {
    const listed = async () => (await api.get(path())).body.data.map(({ id, active }: Certificate) => [id, active]);
    const before = await listed();
    const { certificate, privateKey } = await ownCertificate(issuer.cuit);
    const { status, body } = await api.post(path(), { certificate, private_key: privateKey });
    expect([status, body.error.errors]).toEqual([
      422,
      [
        {
          param: "certificate",
          code: "certificate_foreign_to_sandbox",
          message: expect.stringMatching(/CN=test, .* issued the certificate, and the sandbox takes/),
          message_es: expect.stringMatching(/^El certificado fue emitido por .*CN=test, .*, y el sandbox sólo admite/),
        },
      ],
    ]);
    expect(await listed()).toEqual(before);
  });
});

describe("to whom they are not", () => {
  test("another organization's, another issuer's, and ids that are none are not found; scopes come first", async () => {
    const api = await organization();
    const issuer = (await api.createIssuer()).body;
    const other = (await api.createIssuer({ environment: "homologation" })).body;
    const [mine] = (await api.get(`/v1/issuers/${issuer.id}/certificates`)).body.data;
    const stranger = await organization();
    const live = await api.addKey({ mode: "live" });
    const of = (id: string, certificate: string) => `/v1/issuers/${id}/certificates/${certificate}`;
    const missing = { status: 404, body: { error: { code: "not_found" } } };
    for (const who of [stranger, live]) {
      expect(await who.get(`/v1/issuers/${issuer.id}/certificates`)).toMatchObject(missing);
      expect(await who.get(of(issuer.id, mine.id))).toMatchObject(missing);
    }
    for (const answer of [
      await stranger.put(of(issuer.id, mine.id), { certificate: "x" }),
      await stranger.remove(of(issuer.id, mine.id)),
      await stranger.post(`/v1/issuers/${issuer.id}/certificates/csr`, {}),
      await stranger.call("PATCH", `/v1/issuers/${issuer.id}`, { body: JSON.stringify({ default_point_of_sale: 2 }) }),
      await api.get(of(other.id, mine.id)),
      await api.remove(of(other.id, mine.id)),
      await api.get(of(issuer.id, "x")),
      await api.get(of("x", mine.id)),
    ]) {
      expect(answer).toMatchObject(missing);
    }
    const reader = await api.addKey({ scopes: ["issuers:read", "invoices:read"] });
    const blind = await api.addKey({ scopes: ["invoices:read"] });
    const forbidden = { status: 403, body: { error: { code: "forbidden" } } };
    for (const answer of [
      await reader.put(of(issuer.id, mine.id), { certificate: "x" }),
      await reader.remove(of(issuer.id, mine.id)),
      await reader.post(`/v1/issuers/${issuer.id}/certificates/csr`, {}),
      await reader.call("PATCH", `/v1/issuers/${issuer.id}`, { body: "{}" }),
      await blind.get(of(issuer.id, mine.id)),
      await blind.get(`/v1/issuers/${issuer.id}/certificates`),
    ]) {
      expect(answer).toMatchObject(forbidden);
    }
    expect((await api.get(of(issuer.id, mine.id))).body.status).toBe("valid");
  });

  test("a cursor that is none", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer()).body;
    expect((await api.get(`/v1/issuers/${id}/certificates?cursor=x`)).body.error.errors).toMatchObject([
      { param: "cursor", code: "cursor_invalid" },
    ]);
  });

  test("a page at a time", async () => {
    const api = await organization();
    const { id } = (await api.createIssuer()).body;
    for (let i = 0; i < 3; i++) await api.post(`/v1/issuers/${id}/certificates/csr`, {});
    const first = (await api.get(`/v1/issuers/${id}/certificates?limit=3`)).body;
    const second = (await api.get(`/v1/issuers/${id}/certificates?limit=3&cursor=${first.next_cursor}`)).body;
    expect([first.data.length, first.has_more, second.data.length, second.has_more]).toEqual([3, true, 1, false]);
  });
});
