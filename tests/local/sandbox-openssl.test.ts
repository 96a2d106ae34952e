import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { find, parseXml, textOf } from "../../workers/platform/xml.ts";
import { authorityCertificate, certify, handleSandbox } from "../../workers/sandbox/index.ts";
import { sandboxEnv } from "./support/sandbox-env.ts";

const found = spawnSync("openssl", ["version"]).status === 0;
if (!found) console.log("skipped: openssl is not installed, so the sandbox is not checked against it");

const dir = mkdtempSync(join(tmpdir(), "sandbox-"));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string): string => readFileSync(join(dir, name), "utf8");
function openssl(command: string, ...more: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync("openssl", [...command.split(" "), ...more], { cwd: dir, encoding: "utf8" });
  return { status, stdout, stderr };
}

const NOW = new Date();
const at = (minutes: number): string => new Date(NOW.getTime() + minutes * 60_000).toISOString();
const REQUEST =
  `<loginTicketRequest version="1.0"><header><uniqueId>1</uniqueId><generationTime>${at(-10)}</generationTime>` +
  `<expirationTime>${at(10)}</expirationTime></header><service>wsfe</service></loginTicketRequest>`;
const holder = { cuit: "20111111112", alias: "prueba", tenant: "org_openssl", now: NOW };

describe.skipIf(!found)("with openssl at the other end", () => {
  let caKey = "";
  beforeAll(async () => {
    openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ca.key");
    openssl("req -new -newkey rsa:2048 -nodes -keyout client.key -out client.csr -subj /C=AR/O=Prueba/CN=otra");
    caKey = file("ca.key");
    writeFileSync(join(dir, "ca.pem"), await authorityCertificate(caKey));
    writeFileSync(join(dir, "client.pem"), await certify({ caKey, csr: file("client.csr"), ...holder }));
    writeFileSync(join(dir, "tra.xml"), REQUEST);
  }, 30_000);

  test("the authority is derived from its key, and is an authority", async () => {
    expect(await authorityCertificate(caKey)).toBe(file("ca.pem"));
    const { stdout } = openssl("x509 -in ca.pem -noout -text");
    expect(stdout).toContain("Issuer: C = AR, O = ARCA API, CN = Computadores Sandbox");
    expect(stdout).toContain("CA:TRUE");
    expect(openssl("verify -x509_strict -check_ss_sig -CAfile ca.pem ca.pem").stdout).toBe("ca.pem: OK\n");
  });

  test("a certificate verifies, with the subject that ARCA gives, for two years", () => {
    expect(openssl("verify -x509_strict -CAfile ca.pem client.pem").stdout).toBe("client.pem: OK\n");
    const { stdout } = openssl("x509 -in client.pem -noout -subject -startdate -enddate -nameopt sep_comma_plus_space,sname");
    expect(stdout).toContain("subject=serialNumber=CUIT 20111111112, CN=prueba");
    const [begin = Number.NaN, end = Number.NaN] = [...stdout.matchAll(/(?:Before|After)=(.*)/g)].map(([, date]) => Date.parse(date ?? ""));
    expect(Math.round((NOW.getTime() - begin) / 86_400_000)).toBe(1);
    expect(new Date(end).getUTCFullYear()).toBe(NOW.getUTCFullYear() + 2);
    expect(openssl("x509 -in client.pem -noout -pubkey").stdout).toBe(openssl("pkey -in client.key -pubout").stdout);
  });

  test("a request that was altered, is of a short key, or is none, gets no certificate", async () => {
    const der = Buffer.from(file("client.csr").replaceAll(/-----.*-----|\s/g, ""), "base64");
    der.write("atro", der.indexOf("otra"));
    const altered = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
    openssl("req -new -newkey rsa:1024 -nodes -keyout short.key -out short.csr -subj /CN=corta");
    openssl("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.csr -subj /CN=curva");
    for (const csr of [altered, file("short.csr"), file("ec.csr"), "nada"])
      await expect(certify({ caKey, csr, ...holder })).rejects.toThrow(expect.objectContaining({ name: "CsrError" }));
    await expect(certify({ caKey, csr: file("client.csr"), ...holder, alias: "a, CN=b" })).rejects.toThrow(RangeError);
  });

  const sign = "cms -sign -in tra.xml -signer client.pem -inkey client.key -outform DER -out cms.der -binary";
  async function logIn(command: string): Promise<{ fault: string | undefined; service: string | undefined }> {
    const signed = openssl(command);
    expect(signed).toMatchObject({ status: 0 });
    const body = `<Envelope><Body><loginCms><in0>${readFileSync(join(dir, "cms.der")).toString("base64")}</in0></loginCms></Body></Envelope>`;
    const url = "https://sandbox.test/sandbox/arca/ws/services/LoginCms";
    const response = await handleSandbox(new Request(url, { method: "POST", headers: { soapaction: "" }, body }), sandboxEnv(caKey));
    const answer = find(parseXml(await response.text()), "Body");
    const ticket = textOf(find(answer, "loginCmsResponse"), "loginCmsReturn");
    const token = ticket && textOf(find(parseXml(ticket), "credentials"), "token");
    const sso = token ? parseXml(Buffer.from(token, "base64").toString()) : undefined;
    return { fault: textOf(find(answer, "Fault"), "faultcode"), service: find(sso, "operation", "login")?.attributes["service"] };
  }

  test.each([
    ["SHA-256", `${sign} -nodetach -md sha256`],
    ["SHA-1", `${sign} -nodetach -md sha1`],
    ["SHA-512", `${sign} -nodetach -md sha512`],
    ["without signed attributes", `${sign} -nodetach -noattr`],
    ["the signer named by key identifier", `${sign} -nodetach -keyid`],
    ["PKCS#7", "smime -sign -in tra.xml -signer client.pem -inkey client.key -outform DER -out cms.der -binary -nodetach"],
    ["BER, streamed", `${sign} -nodetach -stream`],
  ])("a ticket is granted: %s", async (_, command) => {
    expect(await logIn(command)).toEqual({ fault: undefined, service: "wsfe" });
  });

  test.each([
    ["content detached", sign, "ns1:cms.sign.invalid"],
    ["no certificate", `${sign} -nodetach -nocerts`, "ns1:cms.cert.notFound"],
    ["encrypted, not signed", "cms -encrypt -in tra.xml -outform DER -out cms.der client.pem", "ns1:cms.bad"],
  ])("a ticket is refused: %s", async (_, command, fault) => {
    expect(await logIn(command)).toEqual({ fault, service: undefined });
  });

  test("a certificate of another authority of the same name is not trusted", async () => {
    openssl(
      "req -x509 -newkey rsa:2048 -nodes -keyout client2.key -out client2.pem -days 2 -subj",
      "/C=AR/O=ARCA API/CN=Computadores Sandbox",
    );
    const command = sign.replace("client.pem", "client2.pem").replace("client.key", "client2.key");
    expect(await logIn(`${command} -nodetach`)).toEqual({ fault: "ns1:cms.cert.untrusted", service: undefined });
  });
});
