import { Buffer } from "node:buffer";
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import forge from "node-forge";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { createApi } from "../../workers/api/app.ts";
import { Signer } from "../../workers/signer/index.ts";
import { ownCertificate } from "../support/imported.ts";
import { organization } from "../support/organization.ts";
import { dump } from "../support/dump.ts";

/** What the API and the signer write: both are called within this test, where their console is ours. */
const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  for (const level of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...parts) => void logged.push(parts.join(" ")));
});
afterEach(() => vi.restoreAllMocks());

const ring = () => JSON.stringify({ current: 1, keys: { 1: Buffer.alloc(32, 7).toString("base64") } });

/** A request that is answered in this isolate. */
async function here(secret: string, path: string, body: object | string) {
  const context = createExecutionContext();
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  const response = await createApi().fetch(new Request(`http://api.test${path}`, { method: "POST", headers, body: sent }), env, context);
  await waitOnExecutionContext(context);
  return { status: response.status, body: await response.json() };
}

async function rowsOfAll(): Promise<string> {
  const rows = await dump({ as: "t::text" });
  expect(new Set(rows.map(({ table }) => table)).size).toBeGreaterThan(8);
  return JSON.stringify(rows);
}

/** A key in the forms in which it might be written down. */
function formsOf(pem: string): string[] {
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ""), "base64");
  const middle = der.subarray(200, 260);
  return [middle.toString("base64").slice(4, 60), middle.toString("hex"), pem.split("\n")[8] ?? "-"];
}

test("no answer, no log and no row holds a key, a passphrase or the password of a file", async () => {
  const api = await organization();
  const issuer = (await api.createIssuer({ environment: "homologation" })).body;
  const path = `/v1/issuers/${issuer.id}/certificates`;
  const own = await ownCertificate(issuer.cuit);
  const [passphrase, password] = ["frase-muy-secreta-7281", "clave-del-archivo-9134"];
  const encrypted = String(own.key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }));
  const [key, x509] = [forge.pki.privateKeyFromPem(own.privateKey), forge.pki.certificateFromPem(own.certificate)];
  const pkcs12 = forge.util.encode64(forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(key, x509, password, { algorithm: "3des" })).getBytes());
  const post = (to: string, body: object | string) => here(api.secret, to, body);
  const answers = await Promise.all([
    post(path, { certificate: own.certificate, private_key: own.privateKey }),
    post(path, { certificate: own.certificate, private_key: encrypted, passphrase }),
    post(path, { certificate: own.certificate, private_key: encrypted, passphrase: `${passphrase}x` }),
    post(path, { pkcs12, password }),
    post(path, { pkcs12, password: `${password}x` }),
    post(path, { pkcs12, password, private_key: own.privateKey }),
    post(path, { certificate: own.privateKey, private_key: own.certificate }),
    post(path, `{"private_key": "${own.privateKey}"`),
    post(`${path}/csr`, {}),
    api.get(path),
    api.get(`/v1/issuers/${issuer.id}/onboarding`),
    post("/v1/invoices", { items: [{ description: "Pan", unit_price: "1210.00" }] }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 422, 201, 422, 422, 422, 400, 201, 200, 200, expect.any(Number)]);
  const signer = new Signer(createExecutionContext(), { PRIVATE_KEY_KEYS: ring() });
  const owner = { certificateId: newId("crt"), issuerId: issuer.id, environment: "homologation" };
  const signed = await Promise.all([
    signer.import({ ...owner, certificate: own.certificate, privateKey: encrypted, passphrase }),
    signer.import({ ...owner, certificate: own.certificate, privateKey: encrypted, passphrase: `${passphrase}x` }),
    signer.import({ ...owner, pkcs12, password }),
    signer.import({ ...owner, pkcs12, password: `${password}x` }),
  ]);
  const secrets = [...formsOf(own.privateKey), encrypted.split("\n")[6] ?? "-", pkcs12.slice(400, 460), passphrase, password];
  const places = { answers: JSON.stringify([answers, signed]), log: logged.join("\n"), database: await rowsOfAll() };
  expect(logged.filter((line) => line.includes("private_key.import.done"))).toHaveLength(2);
  expect(logged.filter((line) => line.includes("private_key.import.refused"))).toHaveLength(2);
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) expect([place, text.includes(secret)]).toEqual([place, false]);
    expect([place, /PRIVATE KEY-----/.test(text)]).toEqual([place, false]);
  }
  expect(env).not.toHaveProperty("PRIVATE_KEY_KEYS");
});
