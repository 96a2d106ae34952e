import { type InvoiceType, isExport } from "../../../shared/catalog.ts";
import type { Problem } from "../../../shared/errors.ts";
import { exportMessageProblem } from "./export-message-problem.ts";
import { arcaProblem } from "./problems.ts";

/** Errors and observations of ARCA's on a comprobante of that type, as the API tells them. */
export const saidByArca = (type: InvoiceType): ((message: { readonly code: number; readonly message: string }) => Problem) =>
  isExport(type) ? exportMessageProblem : arcaProblem;
