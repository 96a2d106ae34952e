import type { Comprobante } from "../comprobante.ts";
import type { Check } from "../rule.ts";
import { type Checks, where } from "./faults.ts";

/** What the value of an opcional must be. `isAsked` limits it to comprobantes of a kind. */
interface ValueRule {
  readonly id: string;
  readonly fits: (value: string, c: Comprobante) => boolean;
  readonly isAsked?: (c: Comprobante) => boolean;
}

const text = (most: number) => (value: string) => value.trim().length > 0 && value.length <= most;
const oneOf =
  (...values: string[]) =>
  (value: string) =>
    values.includes(value);
const matches = (pattern: RegExp) => (value: string) => pattern.test(value);
const isDocumentType = (value: string, c: Comprobante) => /^\d{1,2}$/.test(value) && c.parameters.documentTypes.has(Number(value));
const covered = oneOf("0", "1");
const ofFce = ({ isFce }: Comprobante): boolean => isFce;

/** 10099: a number for CUIT, CUIL, CDI and DNI, which opcional 1011 says it is. */
const isPayer = (value: string, c: Comprobante): boolean =>
  ["80", "86", "87", "96"].includes(c.optional("1011") ?? "") ? /^\d{1,11}$/.test(value) : text(20)(value);

const RULES: Readonly<Record<number, ValueRule>> = {
  10064: { id: "2", fits: matches(/^\d{8}$/) },
  10077: { id: "91", fits: text(100) },
  10079: { id: "92", fits: matches(/^\d{3}$/) },
  10080: { id: "92", fits: (value, c) => c.parameters.countries.has(value) },
  10083: { id: "93", fits: text(250) },
  10088: { id: "5", fits: matches(/^[0-9A-Za-z]{2}$/) },
  10089: { id: "5", fits: matches(/^0[1-6]$/) },
  10090: { id: "61", fits: matches(/^\d{2}$/) },
  10091: { id: "61", fits: isDocumentType },
  10092: { id: "62", fits: matches(/^\d{1,11}$/) },
  10094: { id: "7", fits: matches(/^\d{2}$/) },
  10095: { id: "7", fits: matches(/^0[1-4]$/) },
  10097: { id: "10", fits: covered },
  10098: { id: "1011", fits: isDocumentType },
  10099: { id: "1012", fits: isPayer },
  10110: { id: "11", fits: covered },
  10111: { id: "12", fits: covered },
  10116: { id: "13", fits: covered },
  10117: { id: "14", fits: covered },
  10118: { id: "15", fits: covered },
  10124: { id: "17", fits: oneOf("1", "2") },
  10125: { id: "1801", fits: matches(/^\d{11}$/) },
  10127: { id: "1802", fits: text(100) },
  10165: { id: "2101", fits: matches(/^\d{22}$/), isAsked: ofFce },
  10166: { id: "2102", fits: matches(/^[0-9A-Za-z.-]{6,20}$/), isAsked: ofFce },
  10167: { id: "22", fits: oneOf("S", "N"), isAsked: ofFce },
  10189: { id: "23", fits: text(50) },
  10214: { id: "27", fits: matches(/^[0-9A-Za-z]{3}$/), isAsked: ofFce },
  10215: { id: "27", fits: oneOf("SCA", "ADC"), isAsked: ofFce },
  10274: { id: "2901", fits: text(30) },
  10276: { id: "2902", fits: text(30) },
};

const checkOf =
  ({ id, fits, isAsked = () => true }: ValueRule): Check =>
  (c) =>
    c.optionals.length > 0 && isAsked(c) && where("Opcionales.Valor", c.optionals, ({ Id, Valor }) => Id === id && !fits(Valor ?? "", c));

/** FECAESolicitar: the value of each opcional. */
export const OPTIONAL_VALUE_CHECKS: Checks = Object.fromEntries(Object.entries(RULES).map(([code, rule]) => [code, checkOf(rule)]));
