import type { ArcaMessage, ComprobanteDetail } from "../arca/wsfe/detail.ts";
import { type Finding, wireMessages } from "../invoicing/rules/index.ts";

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
  readonly before: LastAuthorized;
  readonly check: Check;
}

type Check = (detail: ComprobanteDetail) => readonly Pick<Finding, "code" | "rejects" | "wire">[];

/** Of CbteDesde and CbteHasta themselves: such a record is refused before its place in the lane is looked at. */
const NO_NUMBERS: ReadonlySet<number> = new Set([10008, 10010, 10011, 10012]);

/** In their order, up to the first that is refused: those after it are not even looked at. */
export function judgeBatch(details: readonly ComprobanteDetail[], { before, check }: Judging): Judgement[] {
  let last: LastAuthorized | undefined = before;
  return details.map((detail): Judgement => {
    if (!last) return { detail, status: "not_processed", observations: [] };
    const judgement = judge(detail, last, check);
    last = judgement.status === "approved" ? { number: detail.CbteHasta, date: detail.CbteFch } : undefined;
    return judgement;
  });
}

/** All that is found is told, of a refused one too what only observes. */
function judge(detail: ComprobanteDetail, last: LastAuthorized, check: Check): Judgement {
  const findings = check(detail);
  const hasNumbers = !findings.some(({ code }) => NO_NUMBERS.has(code));
  if (hasNumbers && !follows(detail, last)) return { detail, status: "out_of_sequence", observations: [] };
  const rejected = findings.some(({ rejects }) => rejects);
  return { detail, status: rejected ? "rejected" : "approved", observations: wireMessages(findings) };
}

/** 10016 where it goes to Errors: the next number, and a date that is not before the last one's. */
const follows = ({ CbteDesde, CbteFch }: ComprobanteDetail, last: LastAuthorized): boolean =>
  CbteDesde === last.number + 1 && (CbteFch >= last.date || !/^\d{8}$/.test(CbteFch));
