import type { Problem } from "../../../shared/errors.ts";
import { SOLICITAR_ROWS } from "./book/index.ts";
import { paramOf } from "./params.ts";
import type { Finding } from "./rule.ts";

const BY_CODE = new Map(SOLICITAR_ROWS.map((row) => [row.code, row]));

/** A rule that would be broken, as the API tells it. */
export function findingProblem({ code, param, en, es, fix }: Finding): Problem {
  return { param, code: `arca_${code}`, arca_code: code, message: en, message_es: es, ...(fix ? { fix } : {}) };
}

/** The findings as ARCA words them: once each, however many places break the rule. */
export function wireMessages(findings: readonly Pick<Finding, "code" | "wire">[]): { code: number; message: string }[] {
  return [...new Map(findings.map(({ code, wire }) => [`${code} ${wire}`, { code, message: wire }])).values()];
}

/**
 * What ARCA itself answered. The Spanish text is ARCA's own, to the letter; the English one is ours where we know the code and
 * it says one thing alone.
 */
export function arcaProblem({ code, message }: { code: number; message: string }): Problem {
  const row = BY_CODE.get(code);
  const wording = row && [row, ...(row.wordings ?? [])].find(({ wire }) => wire === message);
  const ours = wording ?? (row?.wordings ? undefined : row);
  return {
    param: row ? paramOf(row.fields[0]) : null,
    code: `arca_${code}`,
    arca_code: code,
    message: ours && !ours.en.includes("{") ? ours.en : `ARCA answered: ${message}`,
    message_es: message,
  };
}
