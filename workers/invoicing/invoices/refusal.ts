import { AppError, type Problem } from "../../../shared/errors.ts";
import type { Refusal } from "../../issuer/index.ts";
import { DATE_BEFORE_LAST } from "./date-order.ts";
import type { Prepared } from "./prepare-invoice.ts";

/** What ARCA would refuse the invoice for. */
export const rejections = ({ findings }: Pick<Prepared, "findings">): Problem[] =>
  findings.flatMap(({ severity, ...found }) => (severity === "reject" ? [found] : []));

/** What the caller is told where the issuer's object does not take an invoice. */
export function refusal(refused: Refusal): AppError {
  switch (refused.reason) {
    case "idempotency_conflict":
      return new AppError("idempotency_conflict", { param: "Idempotency-Key" });
    case "external_id_taken":
      return new AppError("conflict", { param: "external_id" });
    case "date_before_last":
      return new AppError("invalid_invoice", { problems: [DATE_BEFORE_LAST] });
    case "unconfirmed":
      return new AppError("unavailable");
    case "backpressure":
      return new AppError("backpressure", { retryAfter: refused.retryAfterSeconds });
  }
}
