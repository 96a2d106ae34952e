import { healthName } from "../arca/index.ts";
import type { IssuerIdentity } from "./submission.ts";

/** The object `ArcaHealth` of an issuer's object, by name. Its own name is `issuerObjectName`, which says where it is. */
export function healthOf({ id }: DurableObjectState): string {
  const [environment, second = ""] = id.name?.split(":") ?? [];
  return healthName(environment as IssuerIdentity["environment"], second);
}
