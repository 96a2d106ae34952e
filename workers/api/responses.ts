import type { z } from "@hono/zod-openapi";
import { ErrorBody } from "../../shared/schemas/error.ts";
import { type AppError, ERRORS, type ErrorCode } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import type { Scope } from "../../shared/scopes.ts";
import { scopeMissing } from "../platform/context.ts";
import { toErrorBody } from "./error-body.ts";
import { type Examples, json } from "./router.ts";

/** Stands for the address of the API wherever the document needs one; what serves the document puts its own there. */
export const ANY_ORIGIN = "https://api.invalid";

/** Errors that an operation can give, each with what its example tells. */
type Cases = Partial<Record<ErrorCode, AppError["details"]>>;

/** Of every operation that asks who it is. */
const WITH_KEY: Cases = { unauthorized: {}, api_key_malformed: {}, rate_limited: {}, internal: {}, unavailable: {} };
/** And of those in an organization. */
const IN_ORGANIZATION: Cases = { second_factor_setup_required: {}, organization_deleted: {} };
const PEOPLE_ONLY = { problems: [problem(null, "people_only")] };
/** Of every operation that takes a body. */
export const BODY_ERRORS: Cases = { malformed_json: {}, body_too_large: {}, unsupported_media_type: {} };

/** Of a write that takes none: fields are refused there as they are elsewhere. */
export const NO_BODY_ERRORS: Cases = { ...BODY_ERRORS, invalid_request: { problems: [problem("note", "unknown_field")] } };

type Headers = Readonly<Record<string, ReturnType<typeof header>>>;

const header = (description: string, example: string) => ({ description, schema: { type: "string" as const, example } });

export const REQUEST_ID = {
  "Request-Id": header("Names this request; quote it when you report a fault.", "req_3f6c1a52b7e94d0c8a1d5e2f90b74c66"),
};
export const EXAMPLE_REQUEST = { requestId: REQUEST_ID["Request-Id"].schema.example, origin: ANY_ORIGIN };
export const LOCATION = { Location: header("Where the new object is.", "/v1/invoices/inv_01kaf3v9q0f4trxsv5yy7gjcyb") };
export const SET_COOKIE = {
  "Set-Cookie": header(
    "The session's cookie; where it ends, an empty one.",
    "__Host-arca_session=…; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Strict",
  ),
};
export const RETRY_AFTER = { "Retry-After": header("Seconds to wait.", "5") };
/** Of every answer that issuing gives. */
export const ISSUING = {
  "Idempotent-Replayed": header("`true` where this repeats the answer to an earlier request.", "true"),
  "Preference-Applied": header("`respond-async` where that was asked for.", "respond-async"),
  "Server-Timing": header(
    "Milliseconds: `total` of the whole request; `arca` of it in how many calls of ARCA's.",
    'total;dur=48.0, arca;desc="calls: 1";dur=31.0',
  ),
};

/** A success in JSON. */
export const success = <T extends z.ZodType>(schema: T, description: string, examples: Examples, headers: Headers = {}) => ({
  ...json(schema, description, examples),
  headers: { ...REQUEST_ID, ...headers },
});

/**
 * OpenAPI entries of the errors that an operation in an organization can give: its own, and those that any can. One entry for
 * each status. @param scope of an API key; null: no key may do it
 */
export const errors = (scope: Scope | null, own: Cases = {}) =>
  byStatus({ ...WITH_KEY, forbidden: scope === null ? PEOPLE_ONLY : scopeMissing(scope), ...IN_ORGANIZATION, ...own });

/** Those of an operation that concerns who is signed in, and no organization. */
export const userErrors = (own: Cases = {}) => byStatus({ ...WITH_KEY, forbidden: PEOPLE_ONLY, ...own });

/** Those of an operation that anyone may call. */
export const publicErrors = (own: Cases = {}) => byStatus({ rate_limited: {}, internal: {}, unavailable: {}, ...own });

function byStatus(all: Cases) {
  const cases = Object.entries(all) as [ErrorCode, AppError["details"]][];
  const groups = Map.groupBy(cases, ([code]) => ERRORS[code].status);
  return Object.fromEntries([...groups].map(([status, group]) => [status, entry(status, Object.fromEntries(group))]));
}

const WAITING = new Set<number>([ERRORS.unavailable.status, ERRORS.rate_limited.status, ERRORS.backpressure.status]);

function entry(status: number, cases: Cases) {
  const headers = { ...REQUEST_ID, ...(WAITING.has(status) && RETRY_AFTER) };
  return { ...json(ErrorBody, describeCases(cases), caseExamples(cases)), headers };
}

export const describeCases = (cases: Cases): string =>
  codesOf(cases)
    .map((code) => `\`${code}\`: ${ERRORS[code].en}`)
    .join(" ");

export const caseExamples = (cases: Cases) =>
  Object.fromEntries(codesOf(cases).map((code) => [code, { summary: ERRORS[code].en, value: errorExample(code, cases[code]) }]));

/** Without an error: the stacks of a thousand would be half of what an isolate needs to start. */
const errorExample = (code: ErrorCode, details: AppError["details"] = {}) => toErrorBody({ code, details }, EXAMPLE_REQUEST);

const codesOf = (cases: Cases) => Object.keys(cases) as ErrorCode[];
