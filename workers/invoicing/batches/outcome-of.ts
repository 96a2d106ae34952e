import { errorCode } from "../../../shared/errors.ts";
import type { AppError } from "../../../shared/errors.ts";
import type { Entry } from "../../issuer/index.ts";
import type { KnownIssuer } from "../../platform/key-memory.ts";
import { saidByArca } from "../rules/index.ts";
import { clipped } from "./clipped.ts";
import { type Failure, type Outcome, summaryOf } from "./batch.ts";

/** An item as its issuer has it. */
export function outcomeOf(index: number, { invoice, findings }: Pick<Entry, "invoice" | "findings">, issuer: KnownIssuer): Outcome {
  const { status, type } = invoice;
  const failure: Failure | null = status === "rejected" ? { code: "rejected_by_arca", arca: findings.map(saidByArca(type)) } : null;
  return { index, status, invoice: summaryOf(invoice), issuer, failure };
}

/** What an `AppError` says, in a form that can be stored; anything else is a fault of ours, and says no more than that. */
export function failureOf(error: unknown): Failure {
  const code = errorCode(error);
  if (code === "internal") return { code };
  // Errors of the table have its details, if any.
  const { param, problems, arca } = (error as Partial<AppError>).details ?? {};
  return clipped({ code, ...(param !== undefined && { param }), ...(problems && { problems }), ...(arca && { arca }) });
}
