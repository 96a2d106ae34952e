import { isCuit } from "../../../shared/cuit.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Taxpayer } from "../../../shared/schemas/taxpayer.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { loadIssuer } from "../invoices/load-issuer.ts";
import { askRegister } from "./ask-register.ts";

/**
 * @param issuerId whose certificate asks; the organization's only issuer, if left out
 * @throws AppError `not_found`, `invalid_request` on `issuer`, `unavailable` where the register cannot be asked now
 */
export async function getTaxpayer(ctx: Ctx, cuit: string, issuerId: string | undefined): Promise<Taxpayer> {
  requireScope(ctx, "invoices:read");
  const digits = cuit.replaceAll(/[-. ]/g, "");
  if (!isCuit(digits)) throw new AppError("not_found", { param: "cuit" });
  const issuer = await loadIssuer(ctx, issuerId);
  const answer = await askRegister(ctx, issuer, digits);
  if (answer.outcome === "unavailable") throw new AppError("unavailable", { arca: answer.trouble ? [answer.trouble] : [] });
  if (answer.outcome === "unknown") throw new AppError("not_found", { param: "cuit" });
  return { object: "taxpayer", ...answer.taxpayer };
}
