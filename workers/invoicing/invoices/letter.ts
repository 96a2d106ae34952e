import {
  INVOICE_TYPES,
  IVA_CONDITIONS,
  type InvoiceType,
  type IssuerCondition,
  type IvaCondition,
  type Letter,
} from "../../../shared/catalog.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";

const BY_LETTER: Record<Letter, InvoiceType> = { A: "factura_a", B: "factura_b", C: "factura_c" };

/** Letters that an issuer may give. Source: RG 1415, and the WSFEv1 manual's 10000 (01, 08). */
const LETTERS: Record<IssuerCondition, readonly Letter[]> = {
  responsable_inscripto: ["A", "B"],
  monotributo: ["C"],
  exento: ["C"],
};

/** C from who is not in the IVA; else A to who can use the credit, B to all others. */
function letterFor(issuer: IssuerCondition, customer: IvaCondition): Letter {
  if (issuer !== "responsable_inscripto") return "C";
  return IVA_CONDITIONS[customer].letters.includes("A") ? "A" : "B";
}

export function typeFor(asked: InvoiceType | "auto", issuer: IssuerCondition, customer: IvaCondition): InvoiceType {
  return asked === "auto" ? BY_LETTER[letterFor(issuer, customer)] : asked;
}

/** 10000: ARCA knows from its register that this issuer cannot give that letter. */
export function letterProblems(type: InvoiceType, issuer: IssuerCondition): Problem[] {
  const { letter } = INVOICE_TYPES[type];
  const allowed = LETTERS[issuer];
  if (allowed.includes(letter)) return [];
  const values = { condition: issuer, letter, allowed: allowed.map((one) => BY_LETTER[one]).join(", ") };
  return [{ ...problem("type", "type_not_for_issuer", values), arca_code: 10000 }];
}
