import { z } from "@hono/zod-openapi";
import { AppError, type Problem } from "../../../shared/errors.ts";
import { ErrorBody } from "../../../shared/schemas/error.ts";
import { Invoice } from "../../../shared/schemas/invoice.ts";
import { toErrorBody } from "../error-body.ts";
import { REJECTED_INVOICE } from "../examples.ts";
import { EXAMPLE_REQUEST } from "../responses.ts";

/** ARCA refused it: the error, and the invoice as it ended. */
export const Rejection = z.object({ ...ErrorBody.shape, invoice: Invoice }).openapi("Rejection");
export type Rejection = z.infer<typeof Rejection>;

/** @param request the one that ARCA refused: a repeated request gets the answer of the first, with its id */
export function rejectionBody(
  invoice: Invoice,
  arca: readonly Problem[],
  request: { readonly requestId: string; readonly origin: string },
): Rejection {
  return { ...toErrorBody(new AppError("rejected_by_arca", { arca }), request), invoice };
}

export const rejectionExample = (arca: readonly Problem[]): Rejection => rejectionBody(REJECTED_INVOICE, arca, EXAMPLE_REQUEST);
