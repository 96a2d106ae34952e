import type { Authorization } from "../arca/index.ts";
import type { Numbered, Verdict } from "./lane.ts";

const OUT_OF_SEQUENCE = 10016;
/** Errors that say nothing of the comprobantes: 500 and 501 are ARCA's own failures, 502 another transaction in flight, 600 and 601 the ticket. */
const SILENT: ReadonlySet<number> = new Set([500, 501, 502, 600, 601]);
/** Validations of FECAESolicitar have these codes (WSFEv1 manual 4.x). What another code means is not known: nothing ends by it. */
const isRefusal = ({ code }: { readonly code: number }): boolean => code >= 10_000 && code < 10_300;

/**
 * The answer of FECAESolicitar, number by number. Source: WSFEv1 manual, "Errors" and "Observaciones": the first refused
 * comprobante carries observations and those after it none; header errors refuse the request whole, without a word on any;
 * 10016 comes as an error, without observations. A number that is not in the result is in doubt.
 */
export function toVerdicts(
  batch: readonly Pick<Numbered, "number">[],
  { details, errors }: Pick<Authorization, "details" | "errors">,
): Verdict[] {
  if (errors.some(({ code }) => SILENT.has(code))) return approvedOnly(details);
  const outOfSequence = errors.some(({ code }) => code === OUT_OF_SEQUENCE);
  const untold = details.every(({ result, observations }) => result === "R" && observations.length === 0);
  if (untold && outOfSequence) return batch.map(({ number }) => ({ number, result: "out_of_sequence" }));
  if (untold && errors.some(isRefusal)) return batch.map(({ number }) => ({ number, result: "rejected", findings: errors }));
  let refused = false;
  return details.flatMap((detail): Verdict[] => {
    const { number, result, observations } = detail;
    if (result === "A") return approvedOnly([detail]);
    if (refused) return [{ number, result: "not_processed" }];
    if (observations.length > 0) {
      refused = true;
      return [{ number, result: "rejected", findings: observations }];
    }
    return outOfSequence ? [{ number, result: "out_of_sequence" }] : [];
  });
}

function approvedOnly(details: Authorization["details"]): Verdict[] {
  return details.flatMap(({ number, result, cae, caeExpiresOn, observations }): Verdict[] =>
    result === "A" && cae && caeExpiresOn ? [{ number, result: "approved", cae, caeExpiresOn, observations }] : [],
  );
}
