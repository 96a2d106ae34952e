/**
 * ARCA's parameter tables, with the names that this API gives to their rows. Source: WSFEv1 FEParamGetTiposCbte, …TiposDoc,
 * …TiposIva, …TiposConcepto and …CondicionIvaReceptor, as served in 2026, and the manual's annex on receivers.
 */
export const CONCEPTS = { products: 1, services: 2, products_and_services: 3 } as const;

/** What a comprobante is to its customer; ARCA calls A with the legend on withholding `a_leyenda` (51–54), used goods 49. */
export type Letter = "A" | "A_LEYENDA" | "B" | "C" | "E" | "49";
export type InvoiceKind = "factura" | "nota_debito" | "nota_credito" | "recibo" | "bien_usado";

interface InvoiceTypeRow {
  readonly code: number;
  readonly letter: Letter;
  readonly kind: InvoiceKind;
  /** Factura de Crédito Electrónica MiPyMEs and its notas. */
  readonly fce?: true;
}

/** Comprobantes that this API issues. Source: FEParamGetTiposCbte; those of letter E: FEXGetPARAM_Cbte_Tipo of WSFEXv1. */
export const INVOICE_TYPES = {
  factura_a: { code: 1, letter: "A", kind: "factura" },
  nota_debito_a: { code: 2, letter: "A", kind: "nota_debito" },
  nota_credito_a: { code: 3, letter: "A", kind: "nota_credito" },
  recibo_a: { code: 4, letter: "A", kind: "recibo" },
  factura_b: { code: 6, letter: "B", kind: "factura" },
  nota_debito_b: { code: 7, letter: "B", kind: "nota_debito" },
  nota_credito_b: { code: 8, letter: "B", kind: "nota_credito" },
  recibo_b: { code: 9, letter: "B", kind: "recibo" },
  factura_c: { code: 11, letter: "C", kind: "factura" },
  nota_debito_c: { code: 12, letter: "C", kind: "nota_debito" },
  nota_credito_c: { code: 13, letter: "C", kind: "nota_credito" },
  recibo_c: { code: 15, letter: "C", kind: "recibo" },
  factura_e: { code: 19, letter: "E", kind: "factura" },
  nota_debito_e: { code: 20, letter: "E", kind: "nota_debito" },
  nota_credito_e: { code: 21, letter: "E", kind: "nota_credito" },
  bien_usado: { code: 49, letter: "49", kind: "bien_usado" },
  factura_a_leyenda: { code: 51, letter: "A_LEYENDA", kind: "factura" },
  nota_debito_a_leyenda: { code: 52, letter: "A_LEYENDA", kind: "nota_debito" },
  nota_credito_a_leyenda: { code: 53, letter: "A_LEYENDA", kind: "nota_credito" },
  recibo_a_leyenda: { code: 54, letter: "A_LEYENDA", kind: "recibo" },
  fce_a: { code: 201, letter: "A", kind: "factura", fce: true },
  fce_nota_debito_a: { code: 202, letter: "A", kind: "nota_debito", fce: true },
  fce_nota_credito_a: { code: 203, letter: "A", kind: "nota_credito", fce: true },
  fce_b: { code: 206, letter: "B", kind: "factura", fce: true },
  fce_nota_debito_b: { code: 207, letter: "B", kind: "nota_debito", fce: true },
  fce_nota_credito_b: { code: 208, letter: "B", kind: "nota_credito", fce: true },
  fce_c: { code: 211, letter: "C", kind: "factura", fce: true },
  fce_nota_debito_c: { code: 212, letter: "C", kind: "nota_debito", fce: true },
  fce_nota_credito_c: { code: 213, letter: "C", kind: "nota_credito", fce: true },
} as const satisfies Record<string, InvoiceTypeRow>;
export type InvoiceType = keyof typeof INVOICE_TYPES;

/** Letter, kind and code of a type, with `fce` where it may be absent. */
export const invoiceType = (type: InvoiceType): InvoiceTypeRow => INVOICE_TYPES[type];

/** Types that are numbered and authorized by WSFEXv1, not by WSFEv1. */
export const isExport = (type: InvoiceType): boolean => INVOICE_TYPES[type].letter === "E";

const EXPORT_CODES: ReadonlySet<number> = new Set(
  Object.values(INVOICE_TYPES).flatMap(({ code, letter }) => (letter === "E" ? [code] : [])),
);

/** The same, by ARCA's number of the type. */
export const isExportCode = (code: number): boolean => EXPORT_CODES.has(code);

/** Points of sale are numbered from 1. */
export const MAX_POINT_OF_SALE = 99_998;

/** Documents of a receiver. Source: FEParamGetTiposDoc; `fci`: a fondo común de inversión, by its number (10270 to 10272); `ci_…` are
 * the identity cards that provinces once gave. */
export const DOCUMENT_TYPES = {
  none: 99,
  cuit: 80,
  cuil: 86,
  dni: 96,
  passport: 94,
  foreign_id: 91,
  cdi: 87,
  fci: 31,
  le: 89,
  lc: 90,
  in_process: 92,
  birth_certificate: 93,
  ci_rnp: 95,
  ci_federal: 0,
  ci_buenos_aires: 1,
  ci_catamarca: 2,
  ci_cordoba: 3,
  ci_corrientes: 4,
  ci_entre_rios: 5,
  ci_jujuy: 6,
  ci_mendoza: 7,
  ci_la_rioja: 8,
  ci_salta: 9,
  ci_san_juan: 10,
  ci_san_luis: 11,
  ci_santa_fe: 12,
  ci_santiago_del_estero: 13,
  ci_tucuman: 14,
  ci_chaco: 16,
  ci_chubut: 17,
  ci_formosa: 18,
  ci_misiones: 19,
  ci_neuquen: 20,
  ci_la_pampa: 21,
  ci_rio_negro: 22,
  ci_santa_cruz: 23,
  ci_tierra_del_fuego: 24,
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** Condición frente al IVA of a receiver, and the letters it may be given. */
export const IVA_CONDITIONS = {
  responsable_inscripto: { code: 1, letters: "AC" },
  exento: { code: 4, letters: "BC" },
  consumidor_final: { code: 5, letters: "BC" },
  monotributo: { code: 6, letters: "AC" },
  no_categorizado: { code: 7, letters: "BC" },
  proveedor_exterior: { code: 8, letters: "BC" },
  cliente_exterior: { code: 9, letters: "BC" },
  iva_liberado: { code: 10, letters: "BC" },
  monotributo_social: { code: 13, letters: "AC" },
  iva_no_alcanzado: { code: 15, letters: "BC" },
  monotributo_promovido: { code: 16, letters: "AC" },
} as const;
export type IvaCondition = keyof typeof IVA_CONDITIONS;

/** ARCA's numbers of the conditions that are kinds of monotributo. */
export const MONOTRIBUTO_CODES: ReadonlySet<number> = new Set(
  (["monotributo", "monotributo_social", "monotributo_promovido"] as const).map((name) => IVA_CONDITIONS[name].code),
);

/** Condición frente al IVA of an issuer. */
export const ISSUER_CONDITIONS = ["responsable_inscripto", "monotributo", "exento"] as const;
export type IssuerCondition = (typeof ISSUER_CONDITIONS)[number];

/** Rates of IVA by ARCA's id; the key is the percentage as a caller writes it. */
export const IVA_RATES = { "0": 3, "2.5": 9, "5": 8, "10.5": 4, "21": 5, "27": 6 } as const;
export type IvaRate = keyof typeof IVA_RATES;

/** What an item may say instead of a rate: it adds to ImpOpEx or to ImpTotConc. */
export const UNTAXED = ["exempt", "not_taxed"] as const;
export type Untaxed = (typeof UNTAXED)[number];

/** The key of a table whose row has ARCA's number. */
export function nameOf<Name extends string>(table: Record<Name, number | { code: number }>, code: number): Name | undefined {
  return (Object.keys(table) as Name[]).find((name) => codeOf(table[name]) === code);
}

/** ARCA's number in a row of a table. */
export const codeOf = (row: number | { readonly code: number }): number => (typeof row === "number" ? row : row.code);

/** Where an issuer's comprobantes are authorized: the built-in simulator, ARCA's test systems, ARCA itself. */
export const ENVIRONMENTS = ["sandbox", "homologation", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What is exported (Tipo_expo), and the language of the comprobante (Idioma_cbte). Source: WSFEXv1, FEXGetPARAM_…. */
export const EXPORT_KINDS = { goods: 1, services: 2, other: 4 } as const;
export const EXPORT_LANGUAGES = { es: 1, en: 2, pt: 3 } as const;
export const INCOTERMS = ["EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DDP", "DAP", "DPU"] as const;

/** How a factura de crédito is negotiated: open circulation, or through the collective depository (opcional 27). */
export const FCE_TRANSFERS = ["SCA", "ADC"] as const;
