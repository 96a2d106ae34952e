import { env } from "cloudflare:workers";
import { organization } from "../support/organization.ts";

/** A factura B to a consumidor final; everything else by default. */
export const SALE = { items: [{ description: "Pan de campo", unit_price: "2000.00" }] };
const LANE = { PtoVta: 1, CbteTipo: 6 };

/** An organization with an issuer in its sandbox, and a look behind it. */
export async function seller() {
  const api = await organization();
  const { body: issuer } = await api.createIssuer();
  return {
    ...api,
    issuer: issuer as { id: string; cuit: string },
    setFaults: (...faults: Record<string, unknown>[]) => api.put("/v1/sandbox/faults", { faults }),
    /** What the sandbox itself holds, whatever the API believes. */
    lastAuthorized: () => env.SANDBOX.getByName(api.id).lastAuthorized(issuer.cuit, LANE),
  };
}
