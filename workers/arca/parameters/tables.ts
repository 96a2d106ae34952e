import { CONCEPTS, DOCUMENT_TYPES, INVOICE_TYPES, IVA_CONDITIONS, IVA_RATES, nameOf } from "../../../shared/catalog.ts";
import { toCurrency } from "../../../shared/currencies.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import type { CatalogTable } from "../../../shared/schemas/catalog.ts";
import type { ParameterRow } from "../parameter-row.ts";
import type { Wsfe } from "../wsfe/client.ts";
import type { Wsfex } from "../wsfex/client.ts";
import { shippedConditions, shippedTable } from "./shipped/index.ts";

/** When the shipped tables were served. */
const SHIPPED_ON = { wsfe: "2026-02-24", wsfex: "2021-07-22" } as const;

interface TableOf<Service extends "wsfe" | "wsfex", Client> {
  readonly service: Service;
  readonly fetch: (client: Client) => Promise<readonly ParameterRow[]>;
  readonly shipped: () => readonly ParameterRow[];
  /** What this API calls a row. */
  readonly name?: (code: string) => string | undefined;
}

const undated = ({ id, description }: { id: string | number; description: string }): ParameterRow => ({
  id: String(id),
  description,
  from: null,
  to: null,
});

/** Where each table of the catalog comes from. */
export const TABLES: Record<CatalogTable, TableOf<"wsfe", Wsfe> | TableOf<"wsfex", Wsfex>> = {
  comprobante_types: {
    service: "wsfe",
    fetch: (wsfe) => wsfe.table("FEParamGetTiposCbte"),
    shipped: () => shippedTable("comprobanteTypes"),
    name: (code) => nameOf(INVOICE_TYPES, Number(code)),
  },
  concepts: {
    service: "wsfe",
    fetch: (wsfe) => wsfe.table("FEParamGetTiposConcepto"),
    shipped: () => shippedTable("concepts"),
    name: (code) => nameOf(CONCEPTS, Number(code)),
  },
  document_types: {
    service: "wsfe",
    fetch: (wsfe) => wsfe.table("FEParamGetTiposDoc"),
    shipped: () => shippedTable("documentTypes"),
    name: (code) => nameOf(DOCUMENT_TYPES, Number(code)),
  },
  receiver_conditions: {
    service: "wsfe",
    fetch: async (wsfe) => (await wsfe.receiverConditions()).map(undated),
    shipped: () => shippedConditions().map(undated),
    name: (code) => nameOf(IVA_CONDITIONS, Number(code)),
  },
  iva_rates: {
    service: "wsfe",
    fetch: (wsfe) => wsfe.table("FEParamGetTiposIva"),
    shipped: () => shippedTable("ivaRates"),
    name: (code) => nameOf(IVA_RATES, Number(code)),
  },
  other_taxes: { service: "wsfe", fetch: (wsfe) => wsfe.table("FEParamGetTiposTributos"), shipped: () => shippedTable("tributos") },
  currencies: {
    service: "wsfe",
    fetch: (wsfe) => wsfe.table("FEParamGetTiposMonedas"),
    shipped: () => shippedTable("currencies"),
    name: toCurrency,
  },
  optionals: { service: "wsfe", fetch: (wsfe) => wsfe.table("FEParamGetTiposOpcional"), shipped: () => shippedTable("optionals") },
  countries: { service: "wsfe", fetch: (wsfe) => wsfe.table("FEParamGetTiposPaises"), shipped: () => shippedTable("countries") },
  units: { service: "wsfex", fetch: (wsfex) => wsfex.table("FEXGetPARAM_UMed"), shipped: () => shippedTable("units") },
  export_types: {
    service: "wsfex",
    fetch: (wsfex) => wsfex.table("FEXGetPARAM_Cbte_Tipo"),
    shipped: () => shippedTable("exportTypes"),
    name: (code) => nameOf(INVOICE_TYPES, Number(code)),
  },
  export_kinds: { service: "wsfex", fetch: (wsfex) => wsfex.table("FEXGetPARAM_Tipo_Expo"), shipped: () => shippedTable("exportKinds") },
  incoterms: { service: "wsfex", fetch: (wsfex) => wsfex.table("FEXGetPARAM_Incoterms"), shipped: () => shippedTable("incoterms") },
  languages: { service: "wsfex", fetch: (wsfex) => wsfex.table("FEXGetPARAM_Idiomas"), shipped: () => shippedTable("languages") },
};

/** Rows of a table, and when ARCA served them. */
export interface TableRows {
  readonly source: "arca" | "shipped";
  readonly asOf: IsoDate;
  readonly rows: readonly ParameterRow[];
}

export const shippedRows = (table: CatalogTable): TableRows => ({
  source: "shipped",
  asOf: SHIPPED_ON[TABLES[table].service],
  rows: TABLES[table].shipped(),
});
