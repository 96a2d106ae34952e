import type { Problem } from "../../../shared/errors.ts";

/** Where in the body of POST /v1/invoices it comes from. Source: WSFEXv1's codes, as far as they are known. */
const PARAMS: ReadonlyMap<number, string> = new Map([
  [1500, "date"],
  [1510, "point_of_sale"],
  [1560, "export.country"],
  [1605, "exchange_rate"],
  [1667, "exchange_rate"],
  [2053, "exchange_rate"],
]);

/**
 * What WSFEXv1 itself answered, in the API's terms. Its codes are not those of WSFEv1, and its observations have none.
 * @param message `code` 0: it has none
 */
export const exportMessageProblem = ({ code, message }: { readonly code: number; readonly message: string }): Problem => ({
  param: PARAMS.get(code) ?? null,
  code: code === 0 ? "arca_observation" : `arca_fex_${code}`,
  ...(code !== 0 && { arca_code: code }),
  message: `ARCA answered: ${message}`,
  message_es: message,
});
