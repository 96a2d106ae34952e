/**
 * ARCA's parameter tables, with the names that this API gives to their rows. Source: WSFEv1 FEParamGetTiposCbte, …TiposDoc,
 * …TiposIva, …TiposConcepto and …CondicionIvaReceptor, as served in 2026, and the manual's annex on receivers.
 */
export const CONCEPTS = { products: 1, services: 2, products_and_services: 3 } as const;

/** Letters of a comprobante that this API issues. */
export type Letter = "A" | "B" | "C";

export const INVOICE_TYPES = {
  factura_a: { code: 1, letter: "A" },
  factura_b: { code: 6, letter: "B" },
  factura_c: { code: 11, letter: "C" },
} as const satisfies Record<string, { code: number; letter: Letter }>;
export type InvoiceType = keyof typeof INVOICE_TYPES;

export const DOCUMENT_TYPES = { none: 99, cuit: 80, cuil: 86, dni: 96, passport: 94, foreign_id: 91 } as const;

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

const codeOf = (row: number | { code: number }): number => (typeof row === "number" ? row : row.code);

/** Where an issuer's comprobantes are authorized: the built-in simulator, ARCA's test systems, ARCA itself. */
export const ENVIRONMENTS = ["sandbox", "homologation", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
