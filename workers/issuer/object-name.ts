import type { IssuerIdentity } from "./submission.ts";
import type { Owner } from "../db/owner.ts";

/** What an issuer's object is named by. */
export interface ObjectName {
  readonly environment: IssuerIdentity["environment"];
  /** Only in the sandbox, where each organization has an ARCA of its own. */
  readonly organizationId: string | null;
  readonly cuit: string;
}

/** One object a CUIT and environment; in the sandbox also one an organization. */
export function issuerObjectName({ environment, cuit }: Pick<IssuerIdentity, "environment" | "cuit">, { organizationId }: Owner): string {
  return environment === "sandbox" ? `sandbox:${organizationId}:${cuit}` : `${environment}:${cuit}`;
}

/** The parts of a name. The cast is safe: `issuerObjectName` alone makes names of this class. */
export function parseObjectName(name: string | undefined): ObjectName {
  const [environment, ...rest] = name?.split(":") ?? [];
  const cuit = rest.at(-1);
  if (environment === undefined || cuit === undefined) throw new Error("an issuer's object without its name");
  return {
    environment: environment as ObjectName["environment"],
    organizationId: environment === "sandbox" ? (rest[0] ?? null) : null,
    cuit,
  };
}
