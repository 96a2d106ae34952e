import { beforeAll, describe, expect, test } from "vitest";
import { Certificate } from "../../shared/schemas/certificate.ts";
import { CERTIFICATE } from "../../workers/api/certificate-example.ts";
import { ellipticKey, ENCRYPTED_OTHERWISE, ownCertificate } from "../support/imported.ts";
import { NOT_RSA } from "../support/not-rsa.ts";
import { organization } from "../support/organization.ts";
import { randomCuit } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

type Organization = Awaited<ReturnType<typeof organization>>;
type Own = Awaited<ReturnType<typeof ownCertificate>>;

let api: Organization;
let issuer: { id: string; cuit: string };
let own: Own;
let small: Own;

beforeAll(async () => {
  api = await organization();
  issuer = (await api.createIssuer({ environment: "homologation" })).body;
  own = await ownCertificate(issuer.cuit);
  small = await ownCertificate(issuer.cuit, { bits: 1024 });
});

const add = (body: unknown, id = issuer.id) => api.post(`/v1/issuers/${id}/certificates`, body);
const faults = async (body: unknown, id = issuer.id) => {
  const answer = await add(body, id);
  expect(answer).toMatchObject({ status: 422, body: { error: { code: "invalid_request" } } });
  return answer.body.error.errors.map(({ param, code }: { param: string; code: string }) => [param, code]);
};

describe("POST /v1/issuers/{id}/certificates", () => {
  test("takes a key in PKCS#8, keeps it sealed, and says what the certificate is", async () => {
    const { status, body } = await add({ certificate: own.certificate, private_key: own.privateKey });
    expect(status).toBe(201);
    expect(Certificate.strict().safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      issuer: issuer.id,
      environment: "homologation",
      cuit: issuer.cuit,
      subject: expect.stringContaining("CN=test"),
    });
    expect(body.warnings).toMatchObject([{ param: "certificate", code: "certificate_foreign_authority" }]);
    const [row] = await asOwner()`select pem, sealed_key from certificates where id = ${body.id}`;
    expect(row?.["sealed_key"]).toMatch(/^v1\.1\./);
    expect(JSON.stringify(row)).not.toContain("PRIVATE");
    const [entry] = await asOwner()`select action, payload from audit_log where target = ${body.id}`;
    expect(entry).toMatchObject({ action: "certificate.imported", payload: expect.stringContaining(issuer.id) });
    expect(entry?.["payload"]).not.toContain("PRIVATE");
  });

  test.each([
    ["PKCS#1", { type: "pkcs1" }],
    ["encrypted PKCS#8", { type: "pkcs8", cipher: "aes-256-cbc", passphrase: "señal" }],
    ["encrypted PKCS#1", { type: "pkcs1", cipher: "aes-256-cbc", passphrase: "señal" }],
  ])("takes a key in %s", async (_, form) => {
    const private_key = String(own.key.export({ ...form, format: "pem" } as never));
    const body = { certificate: own.certificate, private_key, ...("passphrase" in form && { passphrase: form.passphrase }) };
    expect((await add(body)).status).toBe(201);
    if (!("passphrase" in form)) return;
    expect(await faults({ certificate: own.certificate, private_key })).toEqual([["passphrase", "passphrase_missing"]]);
    expect(await faults({ ...body, passphrase: "otra" })).toEqual([["passphrase", "passphrase_wrong"]]);
  });

  test("takes a chain in any order, and keeps the certificate of the key", async () => {
    for (const certificate of [own.certificate + small.certificate, small.certificate + own.certificate]) {
      const { body } = await add({ certificate, private_key: own.privateKey });
      const [row] = await asOwner()`select pem from certificates where id = ${body.id}`;
      expect(row?.["pem"].replaceAll(/\s/g, "")).toBe(own.certificate.replaceAll(/\s/g, ""));
    }
    const chain = small.certificate + own.certificate;
    const other = await ownCertificate(issuer.cuit);
    expect(await faults({ certificate: chain, private_key: other.privateKey })).toEqual([
      ["private_key", "private_key_of_another_certificate"],
    ]);
  });

  test("refuses a certificate of a CUIT that does not represent the issuer, and warns of one that does", async () => {
    const representative = randomCuit();
    const { certificate, privateKey } = await ownCertificate(representative);
    expect(await faults({ certificate, private_key: privateKey })).toEqual([["certificate", "certificate_of_another_cuit"]]);
    const other = (await api.createIssuer({ environment: "homologation", cuit: representative })).body;
    const represented = (await api.createIssuer({ environment: "homologation", represented_by: other.id })).body;
    const { status, body } = await add({ certificate, private_key: privateKey }, represented.id);
    expect([status, body.cuit]).toEqual([201, representative]);
    expect(body.warnings.map(({ code }: { code: string }) => code)).toContain("certificate_of_representative");
  });

  test("says all that is wrong with the two at once", async () => {
    expect(await faults({ certificate: "x", private_key: "y" })).toEqual([
      ["certificate", "certificate_unreadable"],
      ["private_key", "private_key_unreadable"],
    ]);
    const expired = await ownCertificate(issuer.cuit, { from: new Date("2020-01-01") });
    expect(await faults({ certificate: expired.certificate, private_key: small.privateKey })).toEqual([
      ["certificate", "certificate_expired"],
      ["private_key", "private_key_too_small"],
      ["private_key", "private_key_of_another_certificate"],
    ]);
  });

  test("refuses a key that is not RSA, or has fewer than 2048 bits, or is another's", async () => {
    const { certificate } = own;
    expect(await faults({ certificate, private_key: await ellipticKey() })).toEqual([["private_key", "private_key_not_rsa"]]);
    expect(await faults({ certificate: small.certificate, private_key: small.privateKey })).toEqual([
      ["private_key", "private_key_too_small"],
    ]);
    const other = await ownCertificate(issuer.cuit);
    expect(await faults({ certificate, private_key: other.privateKey })).toEqual([["private_key", "private_key_of_another_certificate"]]);
  });

  test("a certificate whose key is not RSA is none of ARCA's, brought with a key or for one made here", async () => {
    const { id } = (await api.createIssuer({ cuit: "20111111112", environment: "homologation" })).body;
    const requested = (await api.post(`/v1/issuers/${id}/certificates/csr`, {})).body;
    for (const certificate of Object.values(NOT_RSA)) {
      expect(await faults({ certificate, private_key: own.privateKey }, id)).toEqual([["certificate", "certificate_not_rsa"]]);
      const answer = await api.put(`/v1/issuers/${id}/certificates/${requested.id}`, { certificate });
      expect(answer).toMatchObject({ status: 422, body: { error: { errors: [{ param: "certificate", code: "certificate_not_rsa" }] } } });
      expect(answer.body.error.errors).toHaveLength(1);
    }
  });

  test.each([
    ["nothing", ""],
    ["other bytes", "AAAA"],
    ["two numbers", "MAYCAQECAQE="],
    ["sequences, thousands deep", "MIAwgDCA".repeat(2_000)],
  ])("what is no encrypted key is not readable: %s", async (_, body) => {
    const private_key = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${body}\n-----END ENCRYPTED PRIVATE KEY-----`;
    expect(await faults({ certificate: own.certificate, private_key, passphrase: "x" })).toEqual([
      ["private_key", "private_key_unreadable"],
    ]);
  });

  test.each(Object.entries(ENCRYPTED_OTHERWISE))(
    "a key whose encryption cannot be read is told so, not that its passphrase is wrong: %s",
    async (_, key) => {
      for (const passphrase of ["secret", "otra"]) {
        expect(await faults({ certificate: own.certificate, private_key: key, passphrase })).toEqual([
          ["private_key", "private_key_encryption_unknown"],
        ]);
      }
    },
  );

  test("of a value of another kind only that is said", async () => {
    expect(await faults({ certificate: own.certificate, private_key: [] })).toEqual([["private_key", "invalid_type"]]);
    expect(await faults({ certificate: [], private_key: [] })).toEqual([
      ["certificate", "invalid_type"],
      ["private_key", "invalid_type"],
    ]);
  });

  test("one form or the other, not both", async () => {
    const both = await add({ certificate: own.certificate, private_key: own.privateKey, pkcs12: "AAAA", password: "" });
    expect(both.status).toBe(422);
    expect(both.body.error.errors).toEqual(
      ["pkcs12", "password"].map((param) => ({
        param,
        code: "not_together",
        message: "Give either this or `certificate`, `private_key`, not both.",
        message_es: "Indicá esto o `certificate`, `private_key`, no ambas cosas.",
      })),
    );
  });

  test("names what is missing or unknown", async () => {
    expect(await faults({ private_key: own.privateKey, pkcs8: 1 })).toEqual([
      ["certificate", "required"],
      ["pkcs8", "unknown_field"],
    ]);
  });

  test("is not found for another organization, and ids that are none", async () => {
    const body = { certificate: own.certificate, private_key: own.privateKey };
    const stranger = await organization();
    expect(await stranger.post(`/v1/issuers/${issuer.id}/certificates`, body)).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
    expect((await add(body, "iss_01kaf3rk4ke6w8k9b6n2m5xq7d")).status).toBe(404);
    expect((await add(body, "x")).status).toBe(404);
  });

  test("needs issuers:write", async () => {
    const { post } = await api.addKey({ scopes: ["issuers:read", "invoices:read", "invoices:write"] });
    const answer = await post(`/v1/issuers/${issuer.id}/certificates`, { certificate: own.certificate, private_key: own.privateKey });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "forbidden", param: "issuers:write" } } });
  });

  test("the example of the document has no field that its schema does not know", () => {
    expect(Certificate.strict().safeParse(CERTIFICATE).error).toBeUndefined();
  });
});

describe("an issuer of another environment", () => {
  test("of production needs a live key, and the others a test key", async () => {
    const live = await api.addKey({ mode: "live" });
    const input = { cuit: randomCuit(), legal_name: "X", iva_condition: "exento" };
    const created = await live.post("/v1/issuers", { ...input, environment: "production" });
    expect(created).toMatchObject({ status: 201, body: { mode: "live", environment: "production" } });
    for (const [key, environment] of [
      [live, "homologation"],
      [live, "sandbox"],
      [api, "production"],
    ] as const) {
      const answer = await key.post("/v1/issuers", { ...input, environment });
      expect(answer).toMatchObject({
        status: 422,
        body: { error: { errors: [{ param: "environment", code: "environment_not_in_mode" }] } },
      });
    }
  });

  test("says so where it has no certificate yet", async () => {
    const fresh = await organization();
    await fresh.createIssuer({ environment: "homologation" });
    const answer = await fresh.post("/v1/invoices", { items: [{ description: "Pan", unit_price: "1" }] });
    expect(answer).toMatchObject({ status: 422, body: { error: { errors: [{ param: "issuer", code: "issuer_without_certificate" }] } } });
  });
});
