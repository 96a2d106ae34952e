import type { IssuerCondition } from "../../shared/catalog.ts";
import type { Lane } from "../arca/index.ts";

/** Where to ask for an issuer's last number: factura B of who is registered for IVA, C of anyone else. Each may issue that one. */
export const probeLane = ({ ivaCondition, defaultPointOfSale }: { ivaCondition: IssuerCondition; defaultPointOfSale: number }): Lane => ({
  PtoVta: defaultPointOfSale,
  CbteTipo: ivaCondition === "responsable_inscripto" ? 6 : 11,
});
