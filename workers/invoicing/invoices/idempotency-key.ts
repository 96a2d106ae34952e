import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";

const IDEMPOTENCY_KEY = /^[\u0020-\u007e]{1,255}$/;

/** @param key as the header has it; undefined: there is none, and nothing wrong */
export function idempotencyKeyProblems(key: string | undefined): Problem[] {
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return [];
  return [problem("Idempotency-Key", "idempotency_key_length")];
}
