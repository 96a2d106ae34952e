import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../../shared/problems.ts";
import { RecoveryCodes, TotpCodeInput, TotpSecret } from "../../../../shared/schemas/people.ts";
import { BODY_ERRORS, NO_BODY_ERRORS, success, userErrors } from "../../responses.ts";
import { CODES, SIGN_IN_CODE, TOTP } from "./examples.ts";
import { OF_PEOPLE } from "./session-operations.ts";
import { body, done } from "./sign-up-operations.ts";

const tags = ["Sign-in"];
const FRESH = "Needs a sign-in, or a step-up, of the last ten minutes.";
const always = { ...BODY_ERRORS, csrf: {}, step_up_required: {} };
const codes = success(RecoveryCodes, "Recovery codes, shown this once.", { codes: { summary: "Ten of them", value: CODES } });
const conflict = (code: "totp_already_enabled" | "totp_not_enabled" | "totp_not_started") => ({ problems: [problem(null, code)] });

export const startTotp = createRoute({
  method: "post",
  path: "/v1/auth/totp",
  operationId: "startTotp",
  summary: "Set up a second factor",
  description: `Gives a secret for an authenticator app. It counts once a code of it was confirmed. ${FRESH}`,
  tags,
  security: OF_PEOPLE,
  responses: {
    200: success(TotpSecret, "The secret, shown this once.", { totp: { summary: "For an authenticator", value: TOTP } }),
    ...userErrors({ ...always, ...NO_BODY_ERRORS, conflict: conflict("totp_already_enabled") }),
  },
});

export const confirmTotp = createRoute({
  method: "post",
  path: "/v1/auth/totp/confirm",
  operationId: "confirmTotp",
  summary: "Turn the second factor on",
  description: `From then on signing in takes a code, too. All other sessions end, and all tokens of API clients. ${FRESH}`,
  tags,
  security: OF_PEOPLE,
  request: body(TotpCodeInput, "A code of the authenticator.", { code: SIGN_IN_CODE.code }),
  responses: {
    200: codes,
    ...userErrors({
      ...always,
      invalid_request: { problems: [problem("code", "required")] },
      conflict: conflict("totp_not_started"),
      second_factor_invalid: { param: "code" },
      second_factor_unreadable: { param: "code" },
      too_many_attempts: {},
    }),
  },
});

export const disableTotp = createRoute({
  method: "delete",
  path: "/v1/auth/totp",
  operationId: "disableTotp",
  summary: "Turn the second factor off",
  description: `All other sessions end, and all tokens of API clients. ${FRESH}`,
  tags,
  security: OF_PEOPLE,
  responses: { 200: done, ...userErrors({ csrf: {}, step_up_required: {}, conflict: conflict("totp_not_enabled") }) },
});

export const createRecoveryCodes = createRoute({
  method: "post",
  path: "/v1/auth/recovery-codes",
  operationId: "createRecoveryCodes",
  summary: "Get new recovery codes",
  description: `In the place of those there were. Each takes the place of a code of the authenticator once. ${FRESH}`,
  tags,
  security: OF_PEOPLE,
  responses: { 200: codes, ...userErrors({ ...always, ...NO_BODY_ERRORS, conflict: conflict("totp_not_enabled") }) },
});
