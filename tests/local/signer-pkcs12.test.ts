import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openImported } from "../../workers/signer/import.ts";

const found = spawnSync("openssl", ["version"]).status === 0;
if (!found) console.log("skipped: openssl is not installed, so what the signer takes in is not checked against its PKCS#12 files");

const dir = mkdtempSync(join(tmpdir(), "signer-pkcs12-"));
afterAll(() => rmSync(dir, { recursive: true }));

const openssl = (...args: string[]): void => {
  const { status, stderr } = spawnSync("openssl", args, { cwd: dir, encoding: "utf8" });
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
};
const pack = (name: string, password: string, ...options: string[]) =>
  openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "crt.pem", "-passout", `pass:${password}`, "-out", name, ...options);

describe.skipIf(!found)("a PKCS#12 file made by openssl", () => {
  beforeAll(() => {
    for (const [key, bits] of [
      ["key.pem", "2048"],
      ["other.pem", "2048"],
      ["small.pem", "1024"],
    ] as const) {
      openssl("genrsa", "-out", key, bits);
      const subject = `/CN=espiga/serialNumber=CUIT 30500010912`;
      openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        key,
        "-subj",
        subject,
        "-days",
        "2",
        "-out",
        key.replace("key", "crt").replace(".pem", ".crt"),
      );
    }
    openssl("x509", "-in", "crt.crt", "-out", "crt.pem");
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.pem");
    openssl("req", "-x509", "-new", "-key", "ec.pem", "-subj", "/CN=espiga/serialNumber=CUIT 30500010912", "-days", "2", "-out", "ec.crt");
  });

  const open = (name: string, password: string) => openImported({ pkcs12: readFileSync(join(dir, name), "base64"), password }, new Date());

  test.each([
    ["new, AES-256", "secret", []],
    ["new, with ñ in the password", "contraseña", []],
    ["old, RC2-40 and 3DES", "secret", ["-legacy"]],
    ["old, with ñ in the password", "contraseña", ["-legacy"]],
    ["old, 3DES throughout", "secret", ["-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"]],
    ["old certificate, new key", "contraseña", ["-legacy", "-keypbe", "AES-256-CBC", "-certpbe", "PBE-SHA1-RC2-40"]],
    ["AES-128, checked with SHA-1", "secret", ["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC", "-macalg", "sha1"]],
    ["without the check", "secret", ["-nomac"]],
    ["with an empty password", "", []],
    ["old, with an empty password", "", ["-legacy"]],
    ["with an open certificate", "secret", ["-certpbe", "NONE"]],
    ["with an authority's certificate before its own", "secret", ["-certfile", "other.crt"]],
    ["with as many rounds as are allowed", "secret", ["-iter", "100000"]],
  ])("%s", async (_, password, options) => {
    pack("good.p12", password, ...options);
    expect(await open("good.p12", password)).toMatchObject({
      certificate: { cuit: "30500010912", subject: expect.stringContaining("espiga") },
    });
  });

  test.each([
    ["new", []],
    ["old", ["-legacy"]],
    ["new, without the check", ["-nomac"]],
    ["old, without the check", ["-legacy", "-nomac"]],
  ])("%s: another password", async (_, options) => {
    pack("locked.p12", "secret", ...options);
    expect(await open("locked.p12", "other")).toEqual({ faults: [{ field: "password", code: "pkcs12_password_wrong" }] });
  });

  test.each([
    ["new", []],
    ["old", ["-legacy"]],
    ["not in its check", ["-nomac"]],
  ])("%s: more rounds than are worth it are not begun", async (_, options) => {
    pack("slow.p12", "secret", "-iter", "100001", ...options);
    const started = performance.now();
    expect(await open("slow.p12", "secret")).toEqual({ faults: [{ field: "pkcs12", code: "pkcs12_rounds" }] });
    expect(performance.now() - started).toBeLessThan(200);
  });

  test("the rounds of an old key inside of an old envelope are looked at before it is opened", async () => {
    openssl(
      "pkcs12",
      "-export",
      "-legacy",
      "-nocerts",
      "-inkey",
      "key.pem",
      "-passout",
      "pass:secret",
      "-iter",
      "100001",
      "-nomac",
      "-out",
      "key.p12",
    );
    expect(await open("key.p12", "secret")).toEqual({ faults: [{ field: "pkcs12", code: "pkcs12_rounds" }] });
  });

  test("without a key, without a certificate, of another key, too small, not RSA", async () => {
    openssl("pkcs12", "-export", "-nokeys", "-in", "crt.pem", "-passout", "pass:secret", "-out", "nokey.p12");
    openssl("pkcs12", "-export", "-nocerts", "-inkey", "key.pem", "-passout", "pass:secret", "-out", "nocert.p12");
    openssl("pkcs12", "-export", "-inkey", "small.pem", "-in", "small.crt", "-passout", "pass:secret", "-out", "small.p12");
    openssl("pkcs12", "-export", "-inkey", "ec.pem", "-in", "ec.crt", "-passout", "pass:secret", "-out", "ec.p12");
    const fault = (code: string) => ({ faults: [{ field: "pkcs12", code }] });
    expect(await open("nokey.p12", "secret")).toEqual(fault("pkcs12_without_key"));
    expect(await open("nocert.p12", "secret")).toEqual(fault("pkcs12_without_certificate"));
    expect(await open("small.p12", "secret")).toEqual(fault("private_key_too_small"));
    expect(await open("ec.p12", "secret")).toEqual({
      faults: [
        { field: "pkcs12", code: "certificate_not_rsa" },
        { field: "pkcs12", code: "private_key_not_rsa" },
      ],
    });
  });

  test("nine certificates are too many", async () => {
    const other = readFileSync(join(dir, "other.crt"), "utf8");
    writeFileSync(join(dir, "many.pem"), Array.from({ length: 9 }, () => other).join(""));
    openssl("pkcs12", "-export", "-nokeys", "-in", "many.pem", "-passout", "pass:secret", "-out", "many.p12");
    expect(await open("many.p12", "secret")).toEqual({ faults: [{ field: "pkcs12", code: "pkcs12_too_many_parts" }] });
  });

  test("what is no such file, is cut short, or is too large", async () => {
    pack("whole.p12", "secret");
    const whole = readFileSync(join(dir, "whole.p12"));
    const of = (pkcs12: string) => openImported({ pkcs12, password: "secret" }, new Date());
    const fault = (code: string) => ({ faults: [{ field: "pkcs12", code }] });
    expect(await of("not base64!")).toEqual(fault("pkcs12_unreadable"));
    expect(await of("")).toEqual(fault("pkcs12_unreadable"));
    expect(await of("AAAA")).toEqual(fault("pkcs12_unreadable"));
    expect(await of(whole.subarray(0, 500).toString("base64"))).toEqual(fault("pkcs12_unreadable"));
    expect(await of(readFileSync(join(dir, "crt.pem"), "base64"))).toEqual(fault("pkcs12_unreadable"));
    expect(await of(Buffer.alloc(64 * 1024 + 1).toString("base64"))).toEqual(fault("pkcs12_too_large"));
    expect(await of("A".repeat(500_000))).toEqual(fault("pkcs12_too_large"));
  });
});
