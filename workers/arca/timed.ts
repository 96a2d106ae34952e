import { type ArcaErrorCode, isArcaError } from "./errors.ts";

/** One call that ended: how long it took, and its outcome. */
export interface CallReport {
  readonly operation: string;
  readonly ms: number;
  readonly outcome: "ok" | ArcaErrorCode | "failed";
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
  try {
    const value = await call();
    outcome = "ok";
    return value;
  } catch (error) {
    if (isArcaError(error)) outcome = error.code;
    throw error;
  } finally {
    onCall?.({ operation, ms: now() - started, outcome });
  }
}
