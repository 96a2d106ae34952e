import { X509Certificate } from "node:crypto";
import type { Environment } from "../../../shared/catalog.ts";
import type { Ctx } from "../../platform/context.ts";
import { certify } from "../../sandbox/index.ts";

interface Holder {
  readonly id: string;
  readonly environment: Environment;
  readonly cuit: string;
  readonly legalName: string;
}

/** Alias of the certificate, as its holder would name it at ARCA. */
const ALIAS = "arca-api";

/** The signer makes the key and keeps it sealed; the sandbox's authority certifies it for this organization alone. */
export async function sandboxCertificate(ctx: Ctx, issuer: Holder) {
  const id = ctx.newId("crt");
  const now = ctx.now();
  const { environment, cuit } = issuer;
  const request = { certificateId: id, issuerId: issuer.id, environment, cuit, organizationName: issuer.legalName, commonName: ALIAS };
  const { sealedKey, csr } = await ctx.signer.create(request);
  const pem = await certify({ caKey: ctx.sandboxCaKey, csr, cuit, alias: ALIAS, tenant: ctx.organizationId, now });
  const expiresAt = new Date(new X509Certificate(pem).validTo);
  return { id, issuerId: issuer.id, environment, pem, sealedKey, expiresAt, createdAt: now };
}
