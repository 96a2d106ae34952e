import { X509Certificate } from "node:crypto";
import { env, exports } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { fiscalDate, toArcaDate } from "../../shared/dates.ts";
import { find, parseXml, textOf } from "../../workers/platform/xml.ts";
import { buildTicketRequest } from "../../workers/arca/wsaa/ticket-request.ts";
import { createCsr } from "../../workers/signer/csr.ts";
import { signCms } from "../../workers/signer/cms.ts";
import { organization } from "../support/organization.ts";
import { randomCuit } from "../support/submission.ts";
import { authXml, detailXml, solicitarXml } from "../sandbox/support.ts";

const PATH = "/v1/sandbox/certificates";
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** As any SOAP client would, over the Worker's own addresses. */
async function soap(path: string, action: string, body: string): Promise<string> {
  const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
  const headers = { "content-type": "text/xml", soapaction: `"${action}"` };
  const response = await exports.default.fetch(`http://api.test/sandbox/arca${path}`, { method: "POST", headers, body: envelope });
  return response.text();
}

async function logIn(key: CryptoKey, certificate: string) {
  const now = new Date();
  const cms = await signCms({ key, certificate, content: buildTicketRequest({ service: "wsfe", now, uniqueId: 7 }), now });
  const answer = await soap("/ws/services/LoginCms", "", `<loginCms xmlns="urn:x"><in0>${cms}</in0></loginCms>`);
  const ticket = parseXml(textOf(find(parseXml(answer), "Body", "loginCmsResponse"), "loginCmsReturn") ?? "");
  const credentials = find(ticket, "credentials");
  return { token: textOf(credentials, "token") ?? "", sign: textOf(credentials, "sign") ?? "" };
}

const wsfe = (operation: string, inner: string) =>
  soap(
    "/wsfev1/service.asmx",
    `http://ar.gov.afip.dif.FEV1/${operation}`,
    `<${operation} xmlns="http://ar.gov.afip.dif.FEV1/">${inner}</${operation}>`,
  );

test("a key and a certificate are made, and are enough to issue over SOAP", async () => {
  const { post, setFaults } = { ...(await withFaults()) };
  const cuit = randomCuit();
  const { status, body } = await post(PATH, { cuit });
  expect([status, body.object, body.cuit]).toEqual([201, "sandbox_certificate", cuit]);
  expect(new X509Certificate(body.certificate).subject).toBe(`serialNumber=CUIT ${cuit}\nCN=sandbox`);
  expect(body.expires_at).toBe(new Date(new X509Certificate(body.certificate).validTo).toISOString());
  const der = Uint8Array.fromBase64(body.private_key.replaceAll(/-----.*-----|\s/g, ""));
  const key = await crypto.subtle.importKey("pkcs8", der, RSA, false, ["sign"]);

  const auth = authXml(await logIn(key, body.certificate), cuit);
  const sale = solicitarXml([detailXml(1, { CbteFch: toArcaDate(fiscalDate(new Date())) })]);
  await setFaults({ operation: "FECAESolicitar", kind: "arca_501" });
  expect(await wsfe("FECAESolicitar", auth + sale)).toContain("<Errors><Err><Code>501</Code>");
  expect(await wsfe("FECAESolicitar", auth + sale)).toMatch(/<CAE>9\d{13}<\/CAE>/);
  expect(await wsfe("FECompUltimoAutorizado", `${auth}<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>`)).toContain("<CbteNro>1</CbteNro>");
});

async function withFaults() {
  const api = await organization();
  return { ...api, setFaults: (fault: object) => api.put("/v1/sandbox/faults", { faults: [fault] }) };
}

describe("over HTTP", () => {
  test("late_apply: nobody hears of it, and it is applied all the same", async () => {
    const { id, post, setFaults } = await withFaults();
    const cuit = randomCuit();
    const { body } = await post(PATH, { cuit });
    const der = Uint8Array.fromBase64(body.private_key.replaceAll(/-----.*-----|\s/g, ""));
    const auth = authXml(await logIn(await crypto.subtle.importKey("pkcs8", der, RSA, false, ["sign"]), body.certificate), cuit);
    await setFaults({ operation: "FECAESolicitar", kind: "late_apply", delay_ms: 300 });
    const sale = solicitarXml([detailXml(1, { CbteFch: toArcaDate(fiscalDate(new Date())) })]);
    await expect(wsfe("FECAESolicitar", auth + sale)).rejects.toThrow("cut this connection");
    const last = () => env.SANDBOX.getByName(id).lastAuthorized(cuit, { PtoVta: 1, CbteTipo: 6 });
    expect(await last()).toBe(0);
    await expect.poll(last, { timeout: 5_000 }).toBe(1);
  });

  test.each(["lost_answer", "unheard", "late_apply"])("%s breaks the answer off after its first byte", async (kind) => {
    const { post, setFaults } = await withFaults();
    const cuit = randomCuit();
    const { body } = await post(PATH, { cuit });
    const der = Uint8Array.fromBase64(body.private_key.replaceAll(/-----.*-----|\s/g, ""));
    const auth = authXml(await logIn(await crypto.subtle.importKey("pkcs8", der, RSA, false, ["sign"]), body.certificate), cuit);
    await setFaults({ operation: "FECompUltimoAutorizado", kind });
    await expect(wsfe("FECompUltimoAutorizado", `${auth}<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>`)).rejects.toThrow("cut this connection");
  });
});

test("a CSR is signed, and no key is given back", async () => {
  const { post } = await organization();
  const cuit = randomCuit();
  const keys = (await crypto.subtle.generateKey({ ...RSA, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const csr = await createCsr({ organizationName: "Prueba", commonName: "prueba", cuit }, keys);
  const { status, body } = await post(PATH, { cuit, csr });
  expect(status).toBe(201);
  expect(body).not.toHaveProperty("private_key");
  expect(new X509Certificate(body.certificate).subject).toBe(`serialNumber=CUIT ${cuit}\nCN=prueba`);
  expect((await logIn(keys.privateKey, body.certificate)).token).not.toBe("");

  const odd = await createCsr({ organizationName: "Prueba", commonName: "x, SERIALNUMBER=CUIT 30500010912", cuit }, keys);
  const renamed = (await post(PATH, { cuit, csr: odd })).body.certificate;
  expect(new X509Certificate(renamed).subject).toBe(`serialNumber=CUIT ${cuit}\nCN=sandbox`);
});

test.each([
  [{ cuit: "30500010911" }, "cuit", "cuit_check_digit"],
  [{}, "cuit", "required"],
  [{ cuit: "30500010912", csr: "nada" }, "csr", "csr_invalid"],
  [{ cuit: "30500010912", key: "x" }, "key", "unknown_field"],
])("%j is refused", async (body, param, code) => {
  const { post } = await organization();
  expect(await post(PATH, body)).toMatchObject({ status: 422, body: { error: { code: "invalid_request", errors: [{ param, code }] } } });
});
