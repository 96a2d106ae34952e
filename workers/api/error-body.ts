import { AppError, ERRORS, type ErrorCode, errorCode } from "../../shared/errors.ts";
import type { ErrorBody } from "../../shared/schemas/error.ts";

interface Request {
  readonly requestId: string;
  /** Where the caller reached us: the pages about errors are there too. */
  readonly origin: string;
}

/** An error as the caller sees it. What is not meant for the caller shows nothing but `internal`. */
export function toErrorBody(thrown: unknown, request: Request): ErrorBody {
  const code = errorCode(thrown);
  const { type, en, es, retryable } = ERRORS[code];
  const { param, problems = [], arca = [], requestId = request.requestId } = detailsOf(thrown);
  return {
    error: {
      type,
      code,
      message: en,
      message_es: es,
      ...(param !== undefined && { param }),
      errors: [...problems],
      arca: [...arca],
      retryable,
      docs_url: docsUrl(request.origin, code),
      request_id: requestId,
    },
  };
}

const docsUrl = (origin: string, code: ErrorCode): string => `${origin}/docs/errors/${code}`;

/** Read by shape, as the code is; an error that came through a call between objects is no AppError any more. */
export function detailsOf(thrown: unknown): AppError["details"] {
  if (errorCode(thrown) === "internal") return {};
  return (thrown as Partial<AppError>).details ?? {};
}
