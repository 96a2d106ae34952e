import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import { type Finding, wireMessages } from "../../invoicing/rules/index.ts";
import type { LastAuthorized } from "../judge.ts";
import type { Informed, InformedVerdict } from "../register.ts";
import { CAEA_MESSAGES as SAY } from "./messages.ts";

interface Judging {
  readonly before: LastAuthorized;
  readonly check: Check;
}

type Check = (informed: Informed) => readonly Pick<Finding, "code" | "rejects" | "wire">[];

/** Of the CAEA itself: missing, unknown, another CUIT's. ARCA tells the first in Errors. */
const OF_THE_CAEA: ReadonlySet<number> = new Set([782, 780, 705]);
/** Of the numbers themselves. */
const NO_NUMBERS = 784;

/**
 * What WSFEv1 decides of comprobantes that were issued by CAEA. In their order, up to the first that is refused; those after it
 * are not processed. Pure.
 */
export function judgeInformed(informed: readonly Informed[], { before, check }: Judging): InformedVerdict[] {
  let last: LastAuthorized | undefined = before;
  return informed.map((one): InformedVerdict => {
    if (!last) return { status: "not_processed", informed: one, messages: [] };
    const verdict = judge(one, last, check);
    last = verdict.status === "approved" ? { number: one.detail.CbteHasta, date: one.detail.CbteFch } : undefined;
    return verdict;
  });
}

function judge(one: Informed, last: LastAuthorized, check: Check): InformedVerdict {
  const findings = check(one);
  const caea = wireMessages(findings.filter(({ code }) => OF_THE_CAEA.has(code)));
  if (caea.length > 0) return { status: "refused_caea", informed: one, messages: caea };
  const hasNumbers = !findings.some(({ code }) => code === NO_NUMBERS);
  const sequence = hasNumbers ? checkSequence(one, last) : [];
  const rejected = sequence.length > 0 || findings.some(({ rejects }) => rejects);
  return { status: rejected ? "rejected" : "approved", informed: one, messages: [...sequence, ...wireMessages(findings)] };
}

/** 703, 704. */
function checkSequence({ detail: { CbteDesde, CbteFch } }: Informed, last: LastAuthorized): ArcaMessage[] {
  const next = CbteDesde === last.number + 1 ? [] : [SAY.notNext];
  return CbteFch < last.date ? [...next, SAY.datedBack] : next;
}
