import type { FaultKind } from "../../../shared/schemas/sandbox.ts";

/**
 * Faults that a single comprobante can ask for, by number: a DocNro of `999000` and these two digits, or an ImpTotal of `90901`
 * and these cents. Listed in docs/sandbox.md.
 */
export const MAGIC = {
  "01": "delay",
  "02": "lost_answer",
  "03": "unheard",
  "04": "late_apply",
  "05": "http_500",
  "06": "http_503_html",
  "07": "truncated",
  "08": "arca_500",
  "09": "arca_501",
  "10": "arca_502",
  "11": "arca_600",
  "12": "down",
} as const satisfies Record<string, FaultKind>;
