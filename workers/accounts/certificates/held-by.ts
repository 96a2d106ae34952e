import type { Environment } from "../../../shared/catalog.ts";
import { AppError, type Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { authorityObjection, type WsaaUrls } from "./authority.ts";

interface Held {
  readonly cuit: string | null;
  readonly issuedBy: string;
}

/** Whose certificates an issuer may have: its own CUIT's, and those of the issuer that represents it. */
export interface Holder {
  readonly environment: Environment;
  readonly cuit: string;
  readonly representative: string | undefined;
}

/** @param field where the certificate was in the request. @throws AppError `invalid_request` with all that keeps the issuer from using it */
export function requireUsable(held: Held, holder: Holder, urls: WsaaUrls, field = "certificate"): void {
  const objection = authorityObjection(held.issuedBy, holder.environment, urls);
  const foreign = held.cuit !== holder.cuit && held.cuit !== holder.representative;
  const problems = [
    ...(foreign ? [problem(field, "certificate_of_another_cuit", { cuit: held.cuit ?? "", issuer: holder.cuit })] : []),
    ...(objection?.refused ? [{ ...objection.problem, param: field }] : []),
  ];
  if (problems.length > 0) throw new AppError("invalid_request", { problems });
}

/** What may keep ARCA from accepting it: its authority; and that only ARCA knows what was delegated to a representative. */
export function warningsOf(held: Held, { environment, cuit }: Holder, urls: WsaaUrls): Problem[] {
  const objection = authorityObjection(held.issuedBy, environment, urls);
  return [
    ...(objection ? [objection.problem] : []),
    ...(held.cuit === cuit ? [] : [problem("certificate", "certificate_of_representative", { cuit: held.cuit ?? "", issuer: cuit })]),
  ];
}
