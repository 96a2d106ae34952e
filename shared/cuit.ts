const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Receiver of comprobantes whose condición the seller does not know ("no categorizado"): no taxpayer, though its digit is right. */
export const NOT_CATEGORISED = "23000000000";

/** Last digit for the ten before it, modulo 11; 10 where there is none, since such a CUIT is never issued. */
export const cuitCheckDigit = (stem: string): number =>
  (11 - (WEIGHTS.reduce((total, weight, i) => total + weight * Number(stem[i]), 0) % 11)) % 11;

/** Is it a CUIT, CUIL or CDI of 11 digits whose last one is right? */
export const isCuit = (text: string): boolean => /^\d{11}$/.test(text) && cuitCheckDigit(text) === Number(text[10]);

/** Is it one of those that ARCA gives to countries, for whoever is there? Three of them have a wrong check digit. */
export const isCountryCuit = (text: string): boolean => /^5[015]\d{9}$/.test(text);

/** Either: what ARCA may know somebody by. */
export const isTaxKey = (text: string): boolean => isCountryCuit(text) || isCuit(text);
