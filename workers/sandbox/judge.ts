import type { ArcaMessage, ComprobanteDetail } from "../arca/wsfe/detail.ts";
import { classOf, type Finding } from "../invoicing/rules/index.ts";
import { FCE } from "./fce.ts";

/**
 * What WSFEv1 decides of a batch of one lane. Pure. The checks of one comprobante are `invoicing/rules`, which the product also
 * asks before it sends anything; here is what needs the numbers before it.
 */
export interface LastAuthorized {
  readonly number: number;
  /** `yyyymmdd`; empty in a lane that was never used. */
  readonly date: string;
}

export interface Judgement {
  readonly detail: ComprobanteDetail;
  readonly status: "approved" | "rejected" | "out_of_sequence" | "not_processed";
  readonly observations: ArcaMessage[];
}

export interface Judging {
  readonly CbteTipo: number;
  readonly before: LastAuthorized;
  readonly check: Check;
}

type Check = (detail: ComprobanteDetail) => readonly Pick<Finding, "code" | "rejects" | "wire">[];

const MAX_NUMBER = 99_999_999;

/** In their order, up to the first that is refused: those after it are not even looked at. */
export function judgeBatch(details: readonly ComprobanteDetail[], { CbteTipo, before, check }: Judging): Judgement[] {
  let last: LastAuthorized | undefined = before;
  return details.map((detail): Judgement => {
    if (!last) return { detail, status: "not_processed", observations: [] };
    const judgement = judge(detail, CbteTipo, last, check);
    last = judgement.status === "approved" ? { number: detail.CbteHasta, date: detail.CbteFch } : undefined;
    return judgement;
  });
}

function judge(detail: ComprobanteDetail, CbteTipo: number, last: LastAuthorized, check: Check): Judgement {
  const numbers = checkNumbers(detail, CbteTipo);
  if (numbers.length > 0) return { detail, status: "rejected", observations: numbers };
  if (!follows(detail, last)) return { detail, status: "out_of_sequence", observations: [] };
  const findings = check(detail);
  const rejected = findings.some(({ rejects }) => rejects);
  const observations = findings.filter(({ rejects }) => rejects === rejected).map(({ code, wire }) => ({ code, message: wire }));
  return { detail, status: rejected ? "rejected" : "approved", observations };
}

/** 10016 where it goes to Errors: the next number, and a date that is not before the last one's. */
const follows = ({ CbteDesde, CbteFch }: ComprobanteDetail, last: LastAuthorized): boolean =>
  CbteDesde === last.number + 1 && (CbteFch >= last.date || !/^\d{8}$/.test(CbteFch));

/** 10008–10012. Class B alone may give one record for several comprobantes. */
function checkNumbers({ CbteDesde, CbteHasta }: ComprobanteDetail, CbteTipo: number): ArcaMessage[] {
  const maySpan = classOf(CbteTipo) === "B" && !FCE.has(CbteTipo);
  const checks: [holds: boolean, code: number, message: string][] = [
    [isNumber(CbteDesde), 10008, `Campo CbteDesde debe estar comprendido entre 1 y ${MAX_NUMBER}.`],
    [isNumber(CbteHasta), 10010, `Campo CbteHasta debe estar comprendido entre 1 y ${MAX_NUMBER}.`],
    [CbteHasta >= CbteDesde, 10011, "Campo CbteHasta debe ser mayor o igual a CbteDesde."],
    [maySpan || CbteHasta <= CbteDesde, 10012, "Campo CbteDesde debe ser igual al campo CbteHasta."],
  ];
  return checks.filter(([holds]) => !holds).map(([, code, message]) => ({ code, message }));
}

const isNumber = (value: number): boolean => value >= 1 && value <= MAX_NUMBER;
