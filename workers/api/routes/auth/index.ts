import type { Context } from "hono";
import { people } from "../../../accounts/index.ts";
import type { ApiEnv } from "../../api-env.ts";
import { router } from "../../router.ts";
import { ACCEPTED, DONE } from "./examples.ts";
import * as secondFactor from "./second-factor-operations.ts";
import * as session from "./session-operations.ts";
import * as signUp from "./sign-up-operations.ts";
import * as token from "./token-operations.ts";

const me = (c: Context<ApiEnv>) => c.var.user.signedIn;

const ofAccounts = router()
  .openapi(signUp.signUp, async (c) => {
    await people.signUp(c.var.people(), c.req.valid("json"));
    return c.json(ACCEPTED, 202);
  })
  .openapi(signUp.verifyEmail, async (c) => {
    await people.verifyEmail(c.var.people(), c.req.valid("json").token);
    return c.json(DONE, 200);
  })
  .openapi(signUp.resendVerification, async (c) => {
    await people.resendVerification(c.var.people(), c.req.valid("json").email);
    return c.json(ACCEPTED, 202);
  })
  .openapi(signUp.forgotPassword, async (c) => {
    await people.forgotPassword(c.var.people(), c.req.valid("json").email);
    return c.json(ACCEPTED, 202);
  })
  .openapi(signUp.resetPassword, async (c) => {
    await people.resetPassword(c.var.people(), c.req.valid("json"));
    return c.json(DONE, 200);
  })
  .openapi(session.changePassword, async (c) => {
    await people.changePassword(c.var.people(), me(c), c.req.valid("json"));
    return c.json(DONE, 200);
  })
  .openapi(session.changeEmail, async (c) => {
    await people.changeEmail(c.var.people(), me(c), c.req.valid("json").email);
    return c.json(ACCEPTED, 202);
  });

const ofSessions = router()
  .openapi(session.signIn, async (c) => {
    const signedIn = await people.signIn(c.var.people(), c.req.valid("json"));
    return c.json(signedIn.session, 200, { "Set-Cookie": signedIn.setCookie });
  })
  .openapi(session.signOut, async (c) => {
    await people.signOut(c.var.people(), me(c));
    return c.json(DONE, 200, { "Set-Cookie": people.EXPIRED_COOKIE });
  })
  .openapi(session.stepUp, async (c) => c.json(await people.stepUp(c.var.people(), me(c), c.req.valid("json")), 200))
  .openapi(session.listSessions, async (c) => c.json(await people.listSessions(c.var.people(), me(c)), 200))
  .openapi(session.endSession, async (c) => {
    await people.endSession(c.var.people(), me(c), c.req.valid("param").id);
    return c.json(DONE, 200);
  });

const ofSecondFactors = router()
  .openapi(secondFactor.startTotp, async (c) => c.json(await people.startTotp(c.var.people(), me(c)), 200))
  .openapi(secondFactor.confirmTotp, async (c) => c.json(await people.confirmTotp(c.var.people(), me(c), c.req.valid("json").code), 200))
  .openapi(secondFactor.disableTotp, async (c) => {
    await people.disableTotp(c.var.people(), me(c));
    return c.json(DONE, 200);
  })
  .openapi(secondFactor.createRecoveryCodes, async (c) => c.json(await people.renewRecoveryCodes(c.var.people(), me(c)), 200));

const ofTokens = router()
  .openapi(token.createTokens, async (c) => c.json(await people.issueTokens(c.var.people(), c.req.valid("json")), 200))
  .openapi(token.refreshTokens, async (c) => c.json(await people.refreshTokens(c.var.people(), c.req.valid("json").refresh_token), 200))
  .openapi(token.revokeTokens, async (c) => {
    await people.revokeTokens(c.var.people(), c.req.valid("json").refresh_token);
    return c.json(DONE, 200);
  });

/** Everything about people, as far as no organization comes in. */
export const auth = router().route("/", ofAccounts).route("/", ofSessions).route("/", ofSecondFactors).route("/", ofTokens);
