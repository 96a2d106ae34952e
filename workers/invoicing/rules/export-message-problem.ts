import type { Problem } from "../../../shared/errors.ts";

/**
 * What WSFEXv1 itself answered, in the API's terms. Its codes are not those of WSFEv1, and its observations have none.
 * @param message `code` 0: it has none
 */
export const exportMessageProblem = ({ code, message }: { readonly code: number; readonly message: string }): Problem => ({
  param: null,
  code: code === 0 ? "arca_observation" : `arca_fex_${code}`,
  ...(code !== 0 && { arca_code: code }),
  message: `ARCA answered: ${message}`,
  message_es: message,
});
