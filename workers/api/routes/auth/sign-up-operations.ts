import { createRoute, type z } from "@hono/zod-openapi";
import { problem } from "../../../../shared/problems.ts";
import { Accepted, EmailInput, MailTokenInput, ResetPasswordInput, SignUpInput } from "../../../../shared/schemas/people.ts";
import { BODY_ERRORS, publicErrors, success } from "../../responses.ts";
import { json } from "../../router.ts";
import { ACCEPTED, DONE, EMAIL, MAIL_TOKEN, RESET, SIGN_UP } from "./examples.ts";

const tags = ["Sign-in"];
const security: [] = [];
export const accepted = success(Accepted, "Whatever there was to do, a mail says.", {
  accepted: { summary: "Always the same", value: ACCEPTED },
});
export const done = success(Accepted, "It is done.", { done: { summary: "Done", value: DONE } });
export const WEAK_PASSWORD = { param: "password", problems: [problem("password", "password_common")] };
export const SHORT_PASSWORD = { problems: [problem("password", "text_too_short", { limit: 12 })] };
const INVALID_EMAIL = { problems: [problem("email", "email_invalid")] };

/** A body in JSON with one example. */
export const body = <T extends z.ZodType>(schema: T, summary: string, value: unknown) => ({
  body: { required: true, ...json(schema, summary, { body: { summary, value } }) },
});

export const signUp = createRoute({
  method: "post",
  path: "/v1/auth/sign-up",
  operationId: "signUp",
  summary: "Sign up",
  description:
    "Makes a user and an organization that he owns, and mails him a link that confirms his address: until he follows it he cannot sign in. An address that has a user already gets a mail that says so, and this answer is the same. Signed up with again before it was confirmed, it gets a link to choose a password, and neither the passwords nor the links of before count.",
  tags,
  security,
  request: body(SignUpInput, "Who signs up.", SIGN_UP),
  responses: {
    202: accepted,
    ...publicErrors({ ...BODY_ERRORS, invalid_request: SHORT_PASSWORD, password_too_weak: WEAK_PASSWORD, too_many_attempts: {} }),
  },
});

export const verifyEmail = createRoute({
  method: "post",
  path: "/v1/auth/verify-email",
  operationId: "verifyEmail",
  summary: "Confirm an address",
  description: "Takes the token of the link in the mail, of a sign-up or of a changed address. It works once, and signs nobody in.",
  tags,
  security,
  request: body(MailTokenInput, "The token.", MAIL_TOKEN),
  responses: {
    200: done,
    ...publicErrors({ ...BODY_ERRORS, invalid_request: { problems: [problem("token", "required")] }, token_invalid: { param: "token" } }),
  },
});

export const resendVerification = createRoute({
  method: "post",
  path: "/v1/auth/resend-verification",
  operationId: "resendVerification",
  summary: "Ask for another link",
  description:
    "Mails another link to who has signed up and not confirmed his address yet: to confirm it, or, where it was signed up with more than once, to choose a password. The answer is the same for everybody.",
  tags,
  security,
  request: body(EmailInput, "Whose.", { email: EMAIL }),
  responses: { 202: accepted, ...publicErrors({ ...BODY_ERRORS, invalid_request: INVALID_EMAIL, too_many_attempts: {} }) },
});

export const forgotPassword = createRoute({
  method: "post",
  path: "/v1/auth/forgot-password",
  operationId: "forgotPassword",
  summary: "Forgot the password",
  description:
    "Mails a link with which another password can be chosen within 30 minutes, which also confirms the address. The answer is the same for everybody.",
  tags,
  security,
  request: body(EmailInput, "Whose.", { email: EMAIL }),
  responses: { 202: accepted, ...publicErrors({ ...BODY_ERRORS, invalid_request: INVALID_EMAIL, too_many_attempts: {} }) },
});

export const resetPassword = createRoute({
  method: "post",
  path: "/v1/auth/reset-password",
  operationId: "resetPassword",
  summary: "Choose another password",
  description:
    "Takes the token of the link in the mail, once; it confirms the address, too. All sessions and tokens of the user end; his second factor stays. A password that is refused leaves the link good.",
  tags,
  security,
  request: body(ResetPasswordInput, "Token and password.", RESET),
  responses: {
    200: done,
    ...publicErrors({
      ...BODY_ERRORS,
      invalid_request: SHORT_PASSWORD,
      token_invalid: { param: "token" },
      password_too_weak: WEAK_PASSWORD,
    }),
  },
});
