import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../../shared/problems.ts";
import { pageOf } from "../../../../shared/schemas/page.ts";
import {
  Accepted,
  ChangePasswordInput,
  EmailInput,
  Session,
  SignedInSession,
  SignInInput,
  SteppedUp,
  StepUpInput,
} from "../../../../shared/schemas/people.ts";
import { pageExample } from "../../examples.ts";
import { BODY_ERRORS, NO_BODY_ERRORS, publicErrors, SET_COOKIE, success, userErrors } from "../../responses.ts";
import { idParam, json } from "../../router.ts";
import { CHANGE_PASSWORD, DONE, SESSION, SIGN_IN, SIGN_IN_CODE, SIGNED_IN, STEPPED_UP } from "./examples.ts";
import { accepted, body, done, SHORT_PASSWORD, WEAK_PASSWORD } from "./sign-up-operations.ts";

const tags = ["Sign-in"];
export const OF_PEOPLE = [{ session: [] }, { accessToken: [] }];
export const CREDENTIAL_ERRORS = {
  ...BODY_ERRORS,
  invalid_request: { problems: [problem("password", "required")] },
  invalid_credentials: {},
  second_factor_required: { param: "code" },
  second_factor_invalid: { param: "code" },
  second_factor_unreadable: { param: "code" },
  email_not_verified: {},
  csrf: {},
  too_many_attempts: {},
};

export const signIn = createRoute({
  method: "post",
  path: "/v1/auth/sign-in",
  operationId: "signIn",
  summary: "Sign in",
  description:
    "Begins a session of 7 days in a browser: the cookie `__Host-arca_session`, which no script can read. An account with a second factor answers `second_factor_required` until the same request brings a `code`. Ten failures in 15 minutes close an account for that time.",
  tags,
  security: [],
  request: {
    body: {
      required: true,
      ...json(SignInInput, "Address and password.", {
        password: { summary: "Without a second factor", value: SIGN_IN },
        code: { summary: "With the code of an authenticator", value: SIGN_IN_CODE },
      }),
    },
  },
  responses: {
    200: success(SignedInSession, "The session.", { session: { summary: "Signed in", value: SIGNED_IN } }, SET_COOKIE),
    ...publicErrors(CREDENTIAL_ERRORS),
  },
});

export const signOut = createRoute({
  method: "post",
  path: "/v1/auth/sign-out",
  operationId: "signOut",
  summary: "Sign out",
  description: "Ends the session, or the family of tokens, that asks; at once, and everywhere.",
  tags,
  security: OF_PEOPLE,
  responses: {
    200: success(Accepted, "It has ended.", { done: { summary: "Signed out", value: DONE } }, SET_COOKIE),
    ...userErrors({ ...NO_BODY_ERRORS, csrf: {} }),
  },
});

export const stepUp = createRoute({
  method: "post",
  path: "/v1/auth/step-up",
  operationId: "stepUp",
  summary: "Prove again who you are",
  description: "With the password, or with a code of the second factor. For ten minutes the session counts as freshly signed in.",
  tags,
  security: OF_PEOPLE,
  request: body(StepUpInput, "One of the two.", { password: SIGN_IN.password }),
  responses: {
    200: success(SteppedUp, "Until when.", { fresh: { summary: "Fresh again", value: STEPPED_UP } }),
    ...userErrors({
      ...BODY_ERRORS,
      invalid_request: { problems: [problem("password", "required")] },
      invalid_credentials: {},
      second_factor_invalid: { param: "code" },
      second_factor_unreadable: { param: "code" },
      csrf: {},
      too_many_attempts: {},
    }),
  },
});

export const changePassword = createRoute({
  method: "post",
  path: "/v1/auth/change-password",
  operationId: "changePassword",
  summary: "Change the password",
  description: "All other sessions end, and all tokens of API clients. A mail tells of it.",
  tags,
  security: OF_PEOPLE,
  request: body(ChangePasswordInput, "The one there is, and the next.", CHANGE_PASSWORD),
  responses: {
    200: done,
    ...userErrors({
      ...BODY_ERRORS,
      invalid_request: SHORT_PASSWORD,
      invalid_credentials: {},
      conflict: { param: "current_password" },
      csrf: {},
      password_too_weak: WEAK_PASSWORD,
      too_many_attempts: {},
    }),
  },
});

export const changeEmail = createRoute({
  method: "post",
  path: "/v1/auth/change-email",
  operationId: "changeEmail",
  summary: "Change the address",
  description:
    "Mails a link to the new address; it counts once the link was followed, and the old address is told. Needs a sign-in, or a step-up, of the last ten minutes.",
  tags,
  security: OF_PEOPLE,
  request: body(EmailInput, "The new one.", { email: "ana.perez@laespiga.example" }),
  responses: {
    202: accepted,
    ...userErrors({
      ...BODY_ERRORS,
      invalid_request: { problems: [problem("email", "email_invalid")] },
      step_up_required: {},
      csrf: {},
      too_many_attempts: {},
    }),
  },
});

export const listSessions = createRoute({
  method: "get",
  path: "/v1/auth/sessions",
  operationId: "listSessions",
  summary: "List your sessions",
  description: "Those of browsers, and those of API clients (families of tokens), newest first and all on one page.",
  tags,
  security: OF_PEOPLE,
  responses: {
    200: success(pageOf(Session), "Your sessions.", { page: { summary: "The one that asks", value: pageExample(SESSION) } }),
    ...userErrors(),
  },
});

export const endSession = createRoute({
  method: "delete",
  path: "/v1/auth/sessions/{id}",
  operationId: "endSession",
  summary: "End one of your sessions",
  description: "At once: its next request is refused.",
  tags,
  security: OF_PEOPLE,
  request: { params: idParam(SESSION.id) },
  responses: { 200: done, ...userErrors({ csrf: {}, not_found: { param: "id" } }) },
});
