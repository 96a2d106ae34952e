import type { Registered } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { issuerObject, ownerOf } from "../issuers.ts";
import { identityOf, type InvoicingIssuer } from "../invoices/load-issuer.ts";

/** What ARCA's register says of a CUIT, asked with the issuer's certificate by the issuer's object, which remembers it for a day. */
export function askRegister(ctx: Ctx, issuer: InvoicingIssuer, cuit: string): Promise<Registered> {
  return issuerObject(ctx, issuer).taxpayer(identityOf(issuer), ownerOf(ctx), cuit);
}
