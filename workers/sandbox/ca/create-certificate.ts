import { X509Certificate } from "node:crypto";
import { PublicKeyInfo } from "pkijs";
import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { SandboxCertificate, SandboxCertificateInput } from "../../../shared/schemas/sandbox.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import { toPem } from "../../platform/pem.ts";
import { certifyKey, isCsrError, readRequest } from "./certify.ts";

/** Alias of the computer, as its holder would name it at ARCA; that of a CSR is its CN. */
const ALIAS = "sandbox";
const RSA_2048 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

/**
 * A certificate by which any client of ARCA's, in any language, logs in to this organization's sandbox. A key that is made here is
 * the caller's from then on: it protects nothing but test data, and is kept nowhere.
 * @throws AppError `forbidden`; `invalid_request` for a CSR that is none
 */
export async function createCertificate(ctx: Ctx, { cuit, csr }: SandboxCertificateInput): Promise<SandboxCertificate> {
  requireTestMode(ctx, "issuers:write");
  const subject = { caKey: ctx.sandboxCaKey, cuit, alias: ALIAS, tenant: ctx.organizationId, now: ctx.now() };
  const made = csr === undefined ? await withNewKey(subject) : await ofRequest(csr, subject);
  const { serialNumber, validTo } = new X509Certificate(made.certificate);
  await ctx.db.commit([auditEntry(ctx, "sandbox.certificate_issued", ctx.organizationId, { cuit, serial_number: serialNumber })]);
  return { object: "sandbox_certificate", cuit, ...made, expires_at: new Date(validTo).toISOString() };
}

async function withNewKey(subject: Parameters<typeof certifyKey>[1]): Promise<{ certificate: string; private_key: string }> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(RSA_2048, true, ["sign", "verify"])) as CryptoKeyPair;
  const info = new PublicKeyInfo();
  await info.importKey(publicKey);
  const pkcs8 = (await crypto.subtle.exportKey("pkcs8", privateKey)) as ArrayBuffer;
  return { certificate: await certifyKey(info, subject), private_key: toPem("PRIVATE KEY", pkcs8) };
}

async function ofRequest(csr: string, subject: Parameters<typeof certifyKey>[1]): Promise<{ certificate: string }> {
  const { publicKey, alias = subject.alias } = await readRequest(csr).catch(refuse);
  return { certificate: await certifyKey(publicKey, { ...subject, alias }) };
}

function refuse(error: unknown): never {
  throw isCsrError(error) ? new AppError("invalid_request", { problems: [problem("csr", "csr_invalid")] }) : error;
}
