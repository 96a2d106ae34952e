import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fiscalDate, toArcaDate } from "../../shared/dates.ts";
import { newId } from "../../shared/ids.ts";
import type { Ctx } from "../../workers/platform/context.ts";
import { find, parseXml, textOf } from "../../workers/platform/xml.ts";
import { authorityCertificate, createCertificate, handleSandbox } from "../../workers/sandbox/index.ts";
import { sandboxEnv } from "./support/sandbox-env.ts";

const found = spawnSync("openssl", ["version"]).status === 0;
if (!found) console.log("skipped: openssl is not installed, so that no CSR of its making is signed");

const dir = mkdtempSync(join(tmpdir(), "sandbox-certificates-"));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string): string => readFileSync(join(dir, name), "utf8");
const openssl = (command: string) => spawnSync("openssl", command.split(" "), { cwd: dir, encoding: "utf8" });

const NOW = new Date();
const CUIT = "30500010912";
const minutes = (count: number): string => new Date(NOW.getTime() + count * 60_000).toISOString();

describe.skipIf(!found)("POST /v1/sandbox/certificates, with openssl at the other end", () => {
  let env: ReturnType<typeof sandboxEnv>;
  /** What the verb needs of its context, with an audit log that anyone may read. */
  let ctx: Ctx;
  const audited: string[] = [];
  beforeAll(async () => {
    openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ca.key");
    env = sandboxEnv(file("ca.key"));
    const commit: Ctx["db"]["commit"] = async (entries) => void audited.push(...entries.map(({ action }) => action));
    ctx = {
      organizationId: newId("org"),
      mode: "test",
      actor: "key_test",
      scopes: new Set(["issuers:write"]),
      requestId: "req_test",
      now: () => NOW,
      newId,
      sandboxCaKey: file("ca.key"),
      db: { commit },
    } as unknown as Ctx;
    writeFileSync(join(dir, "ca.pem"), await authorityCertificate(file("ca.key")));
    openssl("req -new -newkey rsa:2048 -nodes -keyout client.key -out client.csr -subj /C=AR/O=Prueba/CN=prueba");
    const request =
      `<loginTicketRequest version="1.0"><header><uniqueId>1</uniqueId><generationTime>${minutes(-10)}</generationTime>` +
      `<expirationTime>${minutes(10)}</expirationTime></header><service>wsfe</service></loginTicketRequest>`;
    writeFileSync(join(dir, "request.xml"), request);
  }, 30_000);

  test.each([
    ["for a CSR of openssl's", () => ({ csr: file("client.csr") })],
    ["with a key that is made", () => ({})],
  ])("a certificate %s logs in and issues over plain SOAP", async (_, input) => {
    const { certificate, private_key: key = file("client.key") } = await createCertificate(ctx, { cuit: CUIT, ...input() });
    writeFileSync(join(dir, "client.pem"), certificate);
    writeFileSync(join(dir, "own.key"), key);
    expect(openssl("verify -x509_strict -CAfile ca.pem client.pem").stdout).toBe("client.pem: OK\n");
    expect(openssl("x509 -in client.pem -noout -pubkey").stdout).toBe(openssl("pkey -in own.key -pubout").stdout);
    expect(audited.at(-1)).toBe("sandbox.certificate_issued");

    const { token, sign } = await logIn();
    const auth = `<Auth><Token>${token}</Token><Sign>${sign}</Sign><Cuit>${CUIT}</Cuit></Auth>`;
    const lane = "<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>";
    const last = Number(/<CbteNro>(\d+)</.exec(await wsfe("FECompUltimoAutorizado", auth + lane))?.[1]);
    const answer = await wsfe("FECAESolicitar", auth + sale(last + 1));
    expect(answer).toMatch(/<CAE>9\d{13}<\/CAE>/);
    expect(await wsfe("FECompUltimoAutorizado", auth + lane)).toContain(`<CbteNro>${last + 1}</CbteNro>`);
  });

  test("a CSR of a curve, or of a short key, is refused", async () => {
    openssl("req -new -newkey rsa:1024 -nodes -keyout short.key -out short.csr -subj /CN=corta");
    openssl("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.csr -subj /CN=curva");
    for (const name of ["short.csr", "ec.csr"])
      await expect(createCertificate(ctx, { cuit: CUIT, csr: file(name) })).rejects.toMatchObject({
        code: "invalid_request",
        details: { problems: [{ param: "csr", code: "csr_invalid" }] },
      });
  });

  async function logIn() {
    const signed = openssl(
      "cms -sign -in request.xml -signer client.pem -inkey own.key -outform DER -out cms.der -binary -nodetach -md sha256",
    );
    expect(signed).toMatchObject({ status: 0 });
    const in0 = readFileSync(join(dir, "cms.der")).toString("base64");
    const answer = parseXml(await soap("/ws/services/LoginCms", "", `<loginCms xmlns="urn:x"><in0>${in0}</in0></loginCms>`));
    const ticket = textOf(find(answer, "Body", "loginCmsResponse"), "loginCmsReturn") ?? "";
    const credentials = find(parseXml(ticket), "credentials");
    return { token: textOf(credentials, "token") ?? "", sign: textOf(credentials, "sign") ?? "" };
  }

  const wsfe = (operation: string, inner: string) =>
    soap(
      "/wsfev1/service.asmx",
      `http://ar.gov.afip.dif.FEV1/${operation}`,
      `<${operation} xmlns="http://ar.gov.afip.dif.FEV1/">${inner}</${operation}>`,
    );

  async function soap(path: string, action: string, inner: string): Promise<string> {
    const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inner}</s:Body></s:Envelope>`;
    const headers = { "content-type": "text/xml; charset=utf-8", soapaction: `"${action}"` };
    const response = await handleSandbox(
      new Request(`https://sandbox.test/sandbox/arca${path}`, { method: "POST", headers, body }),
      env,
      NOW,
    );
    return response.text();
  }

  const sale = (number: number): string =>
    "<FeCAEReq><FeCabReq><CantReg>1</CantReg><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo></FeCabReq><FeDetReq><FECAEDetRequest>" +
    `<Concepto>1</Concepto><DocTipo>99</DocTipo><DocNro>0</DocNro><CbteDesde>${number}</CbteDesde><CbteHasta>${number}</CbteHasta>` +
    `<CbteFch>${toArcaDate(fiscalDate(NOW))}</CbteFch><ImpTotal>121</ImpTotal><ImpTotConc>0</ImpTotConc><ImpNeto>100</ImpNeto>` +
    "<ImpOpEx>0</ImpOpEx><ImpTrib>0</ImpTrib><ImpIVA>21</ImpIVA><MonId>PES</MonId><MonCotiz>1</MonCotiz>" +
    "<CondicionIVAReceptorId>5</CondicionIVAReceptorId><Iva><AlicIva><Id>5</Id><BaseImp>100</BaseImp><Importe>21</Importe></AlicIva></Iva>" +
    "</FECAEDetRequest></FeDetReq></FeCAEReq>";
});
