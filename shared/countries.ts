import { COUNTRY_CODES } from "./countries.data.ts";

/** @returns ARCA's code of a country given as ISO 3166 (`BR`) or as that code itself (`203`); undefined: neither */
export function countryCode(text: string): number | undefined {
  if (/^[1-9]\d{2}$/.test(text)) return Number(text);
  return Object.hasOwn(COUNTRY_CODES, text) ? COUNTRY_CODES[text] : undefined;
}
