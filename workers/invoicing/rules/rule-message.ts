import { BOOK } from "./book/index.ts";
import type { RuledOperation } from "./rule.ts";

/**
 * What ARCA says on the wire where a rule is broken that is not decided from a request alone, for whoever has the books to decide it.
 *
 * @throws Error where the table has no such row
 */
export function ruleMessage(operation: RuledOperation, code: number): { code: number; message: string } {
  const row = BOOK.find((one) => one.operation === operation && one.code === code);
  if (!row) throw new Error(`the table has no ${code} of ${operation}`);
  return { code, message: row.wire };
}
