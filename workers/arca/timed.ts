import { type ArcaErrorCode, isArcaError } from "./errors.ts";
import type { ArcaMessage } from "./wsfe/detail.ts";

/** One call that ended: how long it took, and its outcome. */
export interface CallReport {
  readonly operation: string;
  readonly ms: number;
  readonly outcome: "ok" | ArcaErrorCode | "failed";
  /** Of the errors in ARCA's answer, where there are any. */
  readonly arcaCodes?: readonly number[];
}

export interface Timing {
  /** Milliseconds. */
  readonly now?: () => number;
  readonly onCall?: (report: CallReport) => void;
}

/** Makes a call and reports what came of it. */
export async function timed<T>({ now = Date.now, onCall }: Timing, operation: string, call: () => Promise<T>): Promise<T> {
  const started = now();
  let outcome: CallReport["outcome"] = "failed";
  let arcaCodes: number[] = [];
  try {
    const value = await call();
    outcome = "ok";
    arcaCodes = codesOf((value as { errors?: unknown } | null | undefined)?.errors);
    return value;
  } catch (error) {
    if (isArcaError(error)) {
      outcome = error.code;
      arcaCodes = codesOf(error.arcaErrors);
    }
    throw error;
  } finally {
    onCall?.({ operation, ms: now() - started, outcome, ...(arcaCodes.length > 0 && { arcaCodes }) });
  }
}

/** Codes of `errors`, as answers that are not thrown carry them. */
const codesOf = (errors: unknown): number[] =>
  Array.isArray(errors) ? (errors as readonly Partial<ArcaMessage>[]).flatMap(({ code }) => (typeof code === "number" ? [code] : [])) : [];
