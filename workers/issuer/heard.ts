import { ArcaError } from "../arca/index.ts";
import type { Message, Verdict } from "./lane.ts";

/**
 * The verdicts of an answer, if it says anything of the comprobantes.
 * @throws ArcaError with ARCA's own errors, which tell whoever waits why nothing came of it; their fate is unknown
 */
export function heard(operation: string, verdicts: Verdict[], arcaErrors: readonly Message[]): Verdict[] {
  if (verdicts.length > 0) return verdicts;
  throw new ArcaError({
    code: arcaErrors.length > 0 ? "arca_errors" : "unexpected_answer",
    certainty: "unknown",
    operation,
    arcaErrors,
    ...(arcaErrors.length === 0 && { detail: "it says nothing of any comprobante" }),
  });
}
