import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openImported } from "../../workers/signer/import.ts";

const found = spawnSync("openssl", ["version"]).status === 0;
if (!found) console.log("skipped: openssl is not installed, so what the signer takes in is not checked against its files");

const dir = mkdtempSync(join(tmpdir(), "signer-import-"));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string): string => readFileSync(join(dir, name), "utf8");
const openssl = (command: string): void => {
  const { status, stderr } = spawnSync("openssl", command.split(" "), { cwd: dir, encoding: "utf8" });
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
};

describe.skipIf(!found)("a key and a certificate made by openssl", () => {
  beforeAll(() => {
    openssl("genrsa -traditional -out pkcs1.pem 2048");
    openssl("pkcs8 -topk8 -nocrypt -in pkcs1.pem -out pkcs8.pem");
    openssl("pkcs8 -topk8 -in pkcs1.pem -passout pass:secret -out pbkdf2.pem");
    openssl("pkcs8 -topk8 -in pkcs1.pem -passout pass:secret -iter 100001 -out slow.pem");
    writeFileSync(join(dir, "damaged.pem"), file("pbkdf2.pem").replace(/KEY-----\n.{40}/, "KEY-----\n"));
    openssl("rsa -traditional -aes128 -in pkcs1.pem -passout pass:secret -out pkcs1-aes.pem");
    openssl("ecparam -name prime256v1 -genkey -noout -out ec.pem");
    openssl("pkcs8 -topk8 -nocrypt -in ec.pem -out ec8.pem");
    openssl("ec -aes128 -in ec.pem -passout pass:secret -out ec-aes.pem");
    openssl("req -x509 -new -key pkcs1.pem -subj /C=AR/O=La-Espiga/CN=espiga/serialNumber=30500010912 -days 2 -out nocuit.pem");
    spawnSync(
      "openssl",
      ["req", "-x509", "-new", "-key", "pkcs1.pem", "-subj", "/CN=espiga/serialNumber=CUIT 30500010912", "-days", "2", "-out", "crt.pem"],
      { cwd: dir },
    );
    spawnSync(
      "openssl",
      ["req", "-x509", "-new", "-key", "pkcs1.pem", "-subj", "/CN=newer/serialNumber=CUIT 30500010912", "-days", "20", "-out", "newer.pem"],
      { cwd: dir },
    );
    writeFileSync(join(dir, "both.pem"), file("crt.pem") + file("newer.pem"));
  });

  const open = (key: string, passphrase?: string, certificate = "crt.pem") =>
    openImported({ certificate: file(certificate), privateKey: file(key), passphrase }, new Date());

  test.each([
    ["pkcs1.pem", undefined],
    ["pkcs8.pem", undefined],
    ["pbkdf2.pem", "secret"],
    ["pkcs1-aes.pem", "secret"],
  ])("%s opens", async (key, passphrase) => {
    expect(await open(key, passphrase)).toMatchObject({
      certificate: { cuit: "30500010912", subject: "CN=espiga, serialNumber=CUIT 30500010912" },
    });
  });

  test("of several certificates of one key the newest that is valid counts", async () => {
    const inDays = (days: number) =>
      openImported({ certificate: file("both.pem"), privateKey: file("pkcs8.pem") }, new Date(Date.now() + days * 86_400_000));
    for (const days of [0, 5])
      expect(await inDays(days)).toMatchObject({ certificate: { subject: "CN=newer, serialNumber=CUIT 30500010912" } });
    expect(await inDays(30)).toEqual({ faults: [{ field: "certificate", code: "certificate_expired" }] });
  });

  test("the passphrase may stand by where none is needed", async () => {
    expect(await open("pkcs8.pem", "secret")).not.toHaveProperty("faults");
  });

  test.each([
    ["pbkdf2.pem", undefined, "passphrase_missing"],
    ["pkcs1-aes.pem", "other", "passphrase_wrong"],
    ["slow.pem", "secret", "private_key_rounds"],
    ["damaged.pem", "secret", "private_key_unreadable"],
    ["crt.pem", undefined, "private_key_unreadable"],
    ["ec.pem", undefined, "private_key_not_rsa"],
    ["ec8.pem", undefined, "private_key_not_rsa"],
    ["ec-aes.pem", "secret", "private_key_not_rsa"],
  ])("%s with %s: %s", async (key, passphrase, code) => {
    expect(await open(key, passphrase)).toMatchObject({ faults: [{ code }] });
  });

  test("a certificate whose serialNumber is no CUIT", async () => {
    expect(await open("pkcs8.pem", undefined, "nocuit.pem")).toEqual({
      faults: [{ field: "certificate", code: "certificate_without_cuit" }],
    });
  });
});
