import type { Exchange } from "./recordings.ts";

/** Observations that ARCA did not make in 2021: RG 5616 of 2024 and what came with it. */
const OF_LATER_YEARS = /<Obs><Code>(1023[4-9]|102[4-9]\d)<\/Code><Msg>[^<]*<\/Msg><\/Obs>/g;

/**
 * What cannot be the same is made so: who answers and when, tickets, codes of authorization, rates. All else is compared as it
 * stands: elements, their order, codes, texts, numbers.
 */
export function comparable({ operation, service }: Exchange, text: string): string {
  const common = text
    .replace(/<\?xml[^>]*\?>/, "")
    .replace(/<FEHeaderInfo .*<\/FEHeaderInfo>/s, "<FEHeaderInfo/>")
    .replaceAll(/(<(?:CAE|CodAutorizacion|Cae)>)\d{14}</g, "$1…<")
    .replaceAll(/(<(?:FchProceso)>)\d{14}</g, "$1…<")
    .replaceAll(/(<(?:MonCotiz|Mon_ctz)>)[\d.]+</g, "$1…<")
    .replaceAll(/(<(?:FchCotiz|Mon_fecha|Fecha_ctz)>)[\d/]+</g, "$1…<")
    .replaceAll(/FechaCot utilizada: [\d/]+ - CotAduana: [\d.]+/g, "FechaCot utilizada: … - CotAduana: …")
    .replaceAll(OF_LATER_YEARS, "")
    .replaceAll("<Observaciones></Observaciones>", "")
    .replaceAll(/\s+</g, "<")
    .replaceAll(/<(\w+)><\/\1>/g, "<$1 />")
    .trim();
  if (service === "wsaa") return comparableLogin(common);
  if (service === "padron") return comparablePerson(common);
  if (operation in CHANGED_ROWS) return withoutRows(common, CHANGED_ROWS[operation] ?? []);
  return operation === "FEXGetPARAM_MON_CON_COTIZACION" ? oneOfEach(common, "ClsFEXResponse_Mon_CON_Cotizacion") : common;
}

const CURRENCIES = ["007", "025", "027", "036", "040", "RUB", "NZD"];
/** Rows of tables that ARCA has named anew, added or taken out since 2021. */
export const CHANGED_ROWS: Readonly<Record<string, readonly string[]>> = {
  FEParamGetTiposCbte: ["51", "52", "53", "54"],
  FEParamGetTiposMonedas: CURRENCIES,
  FEXGetPARAM_MON: CURRENCIES,
};

const withoutRows = (text: string, ids: readonly string[]): string =>
  text.replaceAll(/<(CbteTipo|Moneda|ClsFEXResponse_Mon)><(?:Mon_)?Id>(\w+)<.*?<\/\1>/gs, (row, _, id: string) =>
    ids.includes(id) ? "" : row,
  );

const comparableLogin = (text: string): string =>
  text
    .replaceAll(/(&lt;(?:token|sign|uniqueId|generationTime|expirationTime)&gt;)[^&]*(?=&lt;)/g, "$1…")
    .replaceAll(/(<ns3:hostname[^>]*>)[^<]*</g, "$1…<");

/** Whose data it is, is not compared; how they are told is. Texts of errors are. */
const comparablePerson = (text: string): string =>
  text.replaceAll(/<(\w+)>([^<]*)<\/\1>/g, (whole, name: string) =>
    name === "error" || name === "mensaje" ? whole : `<${name}>…</${name}>`,
  );

/** The rows of a list that are alike once: how many currencies have a rate is another matter. */
function oneOfEach(text: string, item: string): string {
  const rows = [...new Set(text.match(new RegExp(`<${item}>.*?</${item}>`, "gs")) ?? [])].map((row) =>
    row.replace(/(<Mon_Id>)[^<]*/, "$1…"),
  );
  return text.replace(new RegExp(`(<${item}>.*</${item}>)`, "s"), [...new Set(rows)].join(""));
}
