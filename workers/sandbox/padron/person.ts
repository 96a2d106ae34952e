import { arcaInstant } from "../../../shared/dates.ts";
import type { Taxpayer } from "../taxpayers/taxpayer.ts";
import { ADDRESS } from "../taxpayers/taxpayer.ts";

/** Name of the machine that answered. */
const SERVER = "sandbox";
const CLOSING_MONTH = 12;
/** `yyyymm`: since when everybody does what it does. */
export const SINCE = 202001;
/** What dummy answers. */
export const ALL_WELL = { appserver: "OK", authserver: "OK", dbserver: "OK" };
const DECEASED_ON = "2024-05-17T12:00:00-03:00";
export const isPerson = ({ name }: Taxpayer): boolean => "apellido" in name;

export const metadataOf = (now: Date) => ({ fechaHora: arcaInstant(now), servidor: SERVER });

const stateOf = ({ traits }: Taxpayer): string => (traits.includes("inactive") ? "INACTIVO" : "ACTIVO");

/** What constancia and padrón say alike of a person. */
export function identityOf(taxpayer: Taxpayer) {
  const { cuit, name, traits } = taxpayer;
  return {
    ...name,
    estadoClave: stateOf(taxpayer),
    ...(traits.includes("deceased") && { fechaFallecimiento: DECEASED_ON }),
    idPersona: cuit,
    mesCierre: CLOSING_MONTH,
    tipoClave: "CUIT",
    tipoPersona: isPerson(taxpayer) ? "FISICA" : "JURIDICA",
  };
}

export const addressOf = ({ address = ADDRESS }: Taxpayer) => address;
