import { type InvoiceType, isExport } from "../../../shared/catalog.ts";
import type { Problem } from "../../../shared/errors.ts";
import { exportMessageProblem } from "./export-message-problem.ts";
import { arcaProblem } from "./problems.ts";

interface Said {
  readonly code: number;
  readonly message: string;
  /** Where it is we who say it, by ARCA's rule of that code: the English text; `message` is then the Spanish one. */
  readonly en?: string;
}

/** Errors and observations of ARCA's on a comprobante of that type, as the API tells them. */
export const saidByArca = (type: InvoiceType) => {
  const problemOf = isExport(type) ? exportMessageProblem : arcaProblem;
  return ({ en, ...said }: Said): Problem => ({ ...problemOf(said), ...(en !== undefined && { message: en }) });
};
