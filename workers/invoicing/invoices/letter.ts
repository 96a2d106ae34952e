import {
  INVOICE_TYPES,
  type InvoiceType,
  invoiceType,
  IVA_CONDITIONS,
  type IssuerCondition,
  type IvaCondition,
} from "../../../shared/catalog.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { checkHeader, findingProblem, type HeaderSubject } from "../rules/index.ts";

/** C from who is not in the IVA; else A to who can use the credit, B to all others. */
function facturaFor(issuer: IssuerCondition, customer: IvaCondition): InvoiceType {
  if (issuer !== "responsable_inscripto") return "factura_c";
  return IVA_CONDITIONS[customer].letters.includes("A") ? "factura_a" : "factura_b";
}

/** `auto` is always a factura; whatever else is wanted is asked for by name. */
export function typeFor(asked: InvoiceType | "auto", issuer: IssuerCondition, customer: IvaCondition): InvoiceType {
  return asked === "auto" ? facturaFor(issuer, customer) : asked;
}

interface Header {
  readonly type: InvoiceType;
  readonly pointOfSale: number;
  readonly issuerCuit: string;
  readonly issuerCondition: IssuerCondition;
  readonly today: IsoDate;
  readonly asOf?: IsoDate | undefined;
  readonly pointsOfSale?: HeaderSubject["pointsOfSale"];
}

/** ARCA's code for an issuer that may not give that letter. */
const NOT_FOR_ISSUER = 10000;

/** What ARCA would say of the request's header, which is a type and a point of sale. */
export function headerProblems(header: Header): Problem[] {
  return asked(header).map((finding) => (finding.code === NOT_FOR_ISSUER ? notForIssuer(header) : findingProblem(finding)));
}

/** With the types of the same kind that this issuer may give; where there is but one, that is the repair. */
function notForIssuer(header: Header): Problem {
  const { letter, kind, fce } = invoiceType(header.type);
  const others = (Object.keys(INVOICE_TYPES) as InvoiceType[]).filter((name) => {
    const other = invoiceType(name);
    return other.kind === kind && other.fce === fce && other.letter !== "E" && isFor({ ...header, type: name });
  });
  const allowed = [...(kind === "factura" && !fce ? ["auto"] : []), ...others];
  const values = { condition: header.issuerCondition, letter, allowed: allowed.map((name) => `\`${name}\``).join(", ") };
  const [only, another] = others;
  return {
    ...problem("type", "type_not_for_issuer", values),
    arca_code: NOT_FOR_ISSUER,
    ...(only && !another && { fix: [{ op: "replace", path: "/type", value: only }] }),
  };
}

const isFor = (header: Header): boolean => asked(header).every(({ code }) => code !== NOT_FOR_ISSUER);

const asked = ({ type, pointOfSale, ...issuer }: Header) =>
  checkHeader({ ...issuer, CantReg: 1, records: 1, PtoVta: pointOfSale, CbteTipo: INVOICE_TYPES[type].code });
