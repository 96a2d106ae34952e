import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { buildTicketRequest } from "../../workers/arca/wsaa/ticket-request.ts";
import { signCms } from "../../workers/signer/cms.ts";
import { createCsr } from "../../workers/signer/csr.ts";

const found = spawnSync("openssl", ["version"]).status === 0;
if (!found) console.log("skipped: openssl is not installed, so the signer's CMS and CSR are not checked against it");

const dir = mkdtempSync(join(tmpdir(), "signer-"));
afterAll(() => rmSync(dir, { recursive: true }));
const path = (name: string): string => join(dir, name);
const openssl = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync("openssl", args, { cwd: dir, encoding: "utf8" });
  return { status, stdout, stderr };
};

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const makeKeys = async () => (await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"])) as CryptoKeyPair;
const SUBJECT = { organizationName: "Ñandú & Cía, S.A.", commonName: "espiga", cuit: "30500010912" };

describe.skipIf(!found)("openssl", () => {
  test("verifies the CSR and reads its subject", async () => {
    writeFileSync(path("csr.pem"), await createCsr(SUBJECT, await makeKeys()));
    const { status, stdout, stderr } = openssl(
      "req",
      "-in",
      "csr.pem",
      "-verify",
      "-noout",
      "-subject",
      "-nameopt",
      "RFC2253,utf8,-esc_msb",
    );
    expect(status).toBe(0);
    expect(stderr).toContain("verify OK");
    expect(stdout).toContain(String.raw`subject=serialNumber=CUIT 30500010912,CN=espiga,O=Ñandú & Cía\, S.A.,C=AR`);
    expect(openssl("req", "-in", "csr.pem", "-noout", "-text").stdout).toContain("Public-Key: (2048 bit)");
  });

  test("cuts a name that X.520 does not allow", async () => {
    writeFileSync(path("long.pem"), await createCsr({ ...SUBJECT, organizationName: "ñ".repeat(70) }, await makeKeys()));
    const { stdout } = openssl("req", "-in", "long.pem", "-verify", "-noout", "-subject", "-nameopt", "RFC2253,utf8,-esc_msb");
    expect(stdout).toContain(`O=${"ñ".repeat(64)},`);
  });

  test("verifies the CMS and gives back the request", async () => {
    const keys = await makeKeys();
    await certify(keys);
    const content = buildTicketRequest({ service: "wsfe", now: new Date(), uniqueId: 7 });
    const cms = await signCms({ key: keys.privateKey, certificate: readFileSync(path("crt.pem"), "utf8"), content, now: new Date() });
    writeFileSync(path("cms.der"), Buffer.from(cms, "base64"));

    const verified = openssl(
      "cms",
      "-verify",
      "-inform",
      "DER",
      "-in",
      "cms.der",
      "-CAfile",
      "ca.pem",
      "-purpose",
      "any",
      "-binary",
      "-out",
      "tra.xml",
    );
    expect(verified).toMatchObject({ status: 0, stderr: expect.stringMatching(/Verification successful/) as string });
    expect(readFileSync(path("tra.xml"), "utf8")).toBe(content);

    const printed = openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", "cms.der").stdout;
    expect(printed).toContain("algorithm: sha256");
    expect(printed).not.toContain("algorithm: sha1");
    expect(printed).toContain("CUIT 30500010912");
  });

  test("an altered request does not verify", async () => {
    const keys = await makeKeys();
    await certify(keys);
    const content = buildTicketRequest({ service: "wsfe", now: new Date(), uniqueId: 7 });
    const cms = await signCms({ key: keys.privateKey, certificate: readFileSync(path("crt.pem"), "utf8"), content, now: new Date() });
    const der = Buffer.from(cms, "base64");
    der.write("wsfx", der.indexOf("wsfe"));
    writeFileSync(path("bad.der"), der);
    expect(openssl("cms", "-verify", "-inform", "DER", "-in", "bad.der", "-CAfile", "ca.pem", "-purpose", "any").status).not.toBe(0);
  });
});

/** A certificate of a throw-away CA for that key: `ca.pem`, `crt.pem`. */
async function certify(keys: CryptoKeyPair): Promise<void> {
  writeFileSync(path("csr.pem"), await createCsr(SUBJECT, keys));
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Computadores/O=Test/C=AR");
  const signed = openssl("x509", "-req", "-in", "csr.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "crt.pem");
  expect(signed.status).toBe(0);
}
