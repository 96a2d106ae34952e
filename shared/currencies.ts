/**
 * ARCA's currencies by their ISO 4217 code. Source: FEParamGetTiposMonedas, 2026. Some of ARCA's have none: 002 (dólar libre),
 * 049 (grams of fine gold).
 */
const CURRENCIES = {
  ARS: "PES",
  USD: "DOL",
  EUR: "060",
  BRL: "012",
  UYU: "011",
  CLP: "033",
  PYG: "029",
  BOB: "031",
  PEN: "035",
  COP: "032",
  MXN: "010",
  VES: "023",
  DOP: "042",
  PAB: "043",
  NIO: "044",
  HNL: "063",
  GTQ: "055",
  JMD: "053",
  ANG: "028",
  CAD: "018",
  GBP: "021",
  CHF: "009",
  DKK: "014",
  NOK: "015",
  SEK: "016",
  CZK: "024",
  RSD: "025",
  HUF: "056",
  RON: "040",
  PLN: "061",
  RUB: "RUB",
  JPY: "019",
  CNY: "064",
  HKD: "051",
  SGD: "052",
  TWD: "054",
  THB: "057",
  INR: "062",
  ILS: "030",
  KWD: "059",
  SAR: "047",
  MAD: "045",
  EGP: "046",
  ZAR: "034",
  AUD: "026",
  NZD: "NZD",
  XDR: "041",
} as const satisfies Record<string, string>;

const WITHOUT_ISO = ["002", "049"] as const;
const BY_ARCA = new Map<string, string>([
  ...Object.entries(CURRENCIES).map(([iso, arca]) => [arca, iso] as const),
  ...WITHOUT_ISO.map((arca) => [arca, arca] as const),
]);

/**
 * @param text ISO 4217 or ARCA's code, in capitals
 * @returns the ISO code, or ARCA's where there is no other; undefined: no currency that ARCA knows
 */
export const toCurrency = (text: string): string | undefined => (Object.hasOwn(CURRENCIES, text) ? text : BY_ARCA.get(text));

/** ARCA's MonId of a currency that `toCurrency` gave. */
export const arcaCurrency = (currency: string): string =>
  Object.hasOwn(CURRENCIES, currency) ? CURRENCIES[currency as keyof typeof CURRENCIES] : currency;
