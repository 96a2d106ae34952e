import { Buffer } from "node:buffer";
import forge from "node-forge";
import { beforeAll, describe, expect, test } from "vitest";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";
import { randomCuit } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

type Own = Awaited<ReturnType<typeof ownCertificate>>;
type Options = NonNullable<Parameters<typeof forge.pkcs12.toPkcs12Asn1>[3]>;

/** A PKCS#12 file in base64; by default as old tools wrote it. */
function pack({ certificate, privateKey }: Own, password: string | null, options: Options = { algorithm: "3des" }): string {
  const [key, x509] = [forge.pki.privateKeyFromPem(privateKey), forge.pki.certificateFromPem(certificate)];
  return forge.util.encode64(forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(key, x509, password, options)).getBytes());
}

/** What openssl makes of it is in tests/local/signer-pkcs12.test.ts. */
describe("POST /v1/issuers/{id}/certificates with a PKCS#12 file", () => {
  let api: Awaited<ReturnType<typeof organization>>;
  let issuer: { id: string; cuit: string };
  let own: Own;
  beforeAll(async () => {
    api = await organization();
    issuer = (await api.createIssuer({ environment: "homologation" })).body;
    own = await ownCertificate(issuer.cuit);
  });
  const add = (pkcs12: string, password: string) => api.post(`/v1/issuers/${issuer.id}/certificates`, { pkcs12, password });
  const faults = async (pkcs12: string, password: string) => {
    const { status, body } = await add(pkcs12, password);
    expect([status, body.error.code]).toEqual([422, "invalid_request"]);
    for (const { message, message_es } of body.error.errors) expect(message).not.toBe(message_es);
    return body.error.errors.map(({ param, code }: { param: string; code: string }) => [param, code]);
  };

  test.each([
    ["3DES", "secreto", { algorithm: "3des" }],
    ["AES-256", "secreto", { algorithm: "aes256" }],
    ["no check of its integrity", "secreto", { algorithm: "aes256", useMac: false }],
    ["no password", "", { algorithm: "3des" }],
  ] as const)("%s: opens, and issues", async (_, password, options) => {
    const { status, body } = await add(pack(own, password, options), password);
    expect([status, body.cuit, body.active]).toEqual([201, issuer.cuit, true]);
    const [row] = await asOwner()`select sealed_key, pem from certificates where id = ${body.id}`;
    expect(row?.["sealed_key"]).toMatch(/^v1\.1\./);
    const invoice = await api.post("/v1/invoices", { items: [{ description: "Pan", unit_price: "1210.00" }] });
    expect([invoice.status, invoice.body.status]).toEqual([201, "authorized"]);
  });

  test("line ends in the base64 do no harm", async () => {
    const lines = pack(own, "secreto").replaceAll(/.{64}/g, "$&\r\n");
    expect((await add(lines, "secreto")).status).toBe(201);
  });

  test("each fault has a code of its own", async () => {
    expect(await faults(pack(own, "secreto"), "otra")).toEqual([["password", "pkcs12_password_wrong"]]);
    expect(await faults(pack(own, "secreto", { algorithm: "3des", useMac: false }), "otra")).toEqual([
      ["password", "pkcs12_password_wrong"],
    ]);
    expect(await faults("bm8=", "secreto")).toEqual([["pkcs12", "pkcs12_unreadable"]]);
    expect(await faults(Buffer.alloc(65_537).toString("base64"), "secreto")).toEqual([["pkcs12", "pkcs12_too_large"]]);
    expect(await faults(pack(own, "secreto", { algorithm: "aes256", count: 100_001 }), "secreto")).toEqual([["pkcs12", "pkcs12_rounds"]]);
    expect(await faults(pack(await ownCertificate(issuer.cuit, { bits: 1024 }), "secreto"), "secreto")).toEqual([
      ["pkcs12", "private_key_too_small"],
    ]);
    expect(await faults(pack(await ownCertificate(randomCuit()), "secreto"), "secreto")).toEqual([
      ["pkcs12", "certificate_of_another_cuit"],
    ]);
    const expired = await ownCertificate(issuer.cuit, { from: new Date("2020-01-01") });
    expect(await faults(pack(expired, "secreto"), "secreto")).toEqual([["pkcs12", "certificate_expired"]]);
    const other = await ownCertificate(issuer.cuit);
    expect(
      await faults(
        pack({ ...own, certificate: other.certificate }, "secreto", { algorithm: "3des", generateLocalKeyId: false }),
        "secreto",
      ),
    ).toEqual([["pkcs12", "private_key_of_another_certificate"]]);
  });

  test("a form that is neither says what is missing", async () => {
    const { body } = await api.post(`/v1/issuers/${issuer.id}/certificates`, { pkcs12: "AAAA" });
    expect(body.error.errors).toMatchObject([{ param: "password", code: "required" }]);
    const both = await api.post(`/v1/issuers/${issuer.id}/certificates`, { pkcs12: "AAAA", password: "x", private_key: "y" });
    expect(both.body.error.errors).toMatchObject([{ param: "private_key", code: "unknown_field" }]);
  });
});
