import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../../shared/problems.ts";
import { RefreshInput, SignInInput, Tokens } from "../../../../shared/schemas/people.ts";
import { BODY_ERRORS, publicErrors, success } from "../../responses.ts";
import { REFRESH, SIGN_IN_CODE, TOKENS } from "./examples.ts";
import { CREDENTIAL_ERRORS } from "./session-operations.ts";
import { body, done } from "./sign-up-operations.ts";

const tags = ["Sign-in"];
const security: [] = [];
const tokens = success(Tokens, "Access and refresh token.", { tokens: { summary: "For ten minutes", value: TOKENS } });
const MISSING = { problems: [problem("refresh_token", "required")] };

export const createTokens = createRoute({
  method: "post",
  path: "/v1/auth/token",
  operationId: "createTokens",
  summary: "Sign in without a browser",
  description:
    "Signs in as POST /v1/auth/sign-in does, for programs that act for a person: an access token of 10 minutes, and a refresh token that gets the next one. After 90 days one signs in again.",
  tags,
  security,
  request: body(SignInInput, "Address, password, code.", SIGN_IN_CODE),
  responses: { 200: tokens, ...publicErrors(CREDENTIAL_ERRORS) },
});

export const refreshTokens = createRoute({
  method: "post",
  path: "/v1/auth/refresh",
  operationId: "refreshTokens",
  summary: "Get the next tokens",
  description:
    "A refresh token works once. Sent again within 10 seconds, because the answer was lost, it gets the same next one; sent later, somebody else has a copy, and all tokens of that sign-in end.",
  tags,
  security,
  request: body(RefreshInput, "The refresh token.", REFRESH),
  responses: {
    200: tokens,
    ...publicErrors({ ...BODY_ERRORS, invalid_request: MISSING, csrf: {}, token_invalid: { param: "refresh_token" } }),
  },
});

export const revokeTokens = createRoute({
  method: "post",
  path: "/v1/auth/revoke",
  operationId: "revokeTokens",
  summary: "End tokens",
  description: "Ends all tokens of the sign-in that the refresh token belongs to, at once. One that nobody knows has ended already.",
  tags,
  security,
  request: body(RefreshInput, "The refresh token.", REFRESH),
  responses: { 200: done, ...publicErrors({ ...BODY_ERRORS, invalid_request: MISSING, csrf: {} }) },
});
