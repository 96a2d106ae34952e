import { ArcaError, isTicketRefused } from "../arca/index.ts";
import type { Message, Verdict } from "./lane.ts";

/** By these ARCA says that it has not begun: another transaction is under way in the lane; the ticket. */
const NOT_BEGUN: ReadonlySet<number> = new Set([502, 600, 601]);

const hasNotBegun = (error: Message): boolean => NOT_BEGUN.has(error.code) || isTicketRefused([error]);

/**
 * The verdicts of an answer, if it says anything of the comprobantes.
 * @throws ArcaError with ARCA's own errors, which tell whoever waits why nothing came of it. Certainty `not_sent` where ARCA has not
 * begun to process; else the fate of all is unknown, as by its own failures (500, 501)
 */
export function heard(operation: string, verdicts: Verdict[], arcaErrors: readonly Message[]): Verdict[] {
  if (verdicts.length > 0) return verdicts;
  throw new ArcaError({
    code: arcaErrors.length > 0 ? "arca_errors" : "unexpected_answer",
    certainty: arcaErrors.length > 0 && arcaErrors.every(hasNotBegun) ? "not_sent" : "unknown",
    operation,
    arcaErrors,
    ...(arcaErrors.length === 0 && { detail: "it says nothing of any comprobante" }),
  });
}
