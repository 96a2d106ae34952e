import { randomBytes } from "node:crypto";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import {
  createPeople,
  disableTotp,
  findSignedIn,
  issueTokens,
  refreshTokens,
  renewRecoveryCodes,
  signIn,
  startTotp,
  stepUp,
} from "../../workers/accounts/people/index.ts";
import { peoplePorts } from "../../workers/platform/people-ports.ts";
import { asOwner } from "../support/tenant.ts";
import { PASSWORD, signedUp, signUp, withSecondFactor } from "./support.ts";

/** People as an isolate with those secrets sees them. */
const under = (authSecret: string) =>
  createPeople()(
    { ...peoplePorts(env), authSecret },
    { requestId: "req_test", address: undefined, userAgent: undefined, language: "es" },
    () => undefined,
  );

const OLD = env.AUTH_SECRET;
const NEW = randomBytes(32).toString("base64");
/** Before the change, after it, and when the old secret was taken out. */
const [before, after, later] = [under(OLD), under(`${NEW},${OLD}`), under(NEW)];

const refused = (code: string) => expect.objectContaining({ code }) as Error;
const seedOf = async (email: string) =>
  (await asOwner()`select t.secret from auth_two_factor t join auth_user u on u.id = t.user_id where u.email = ${email}`)[0]?.["secret"];

describe("when AUTH_SECRET changes, with the old one behind the new", () => {
  test("sessions go on until the old one is taken out", async () => {
    const { cookie, email } = await signedUp();
    const known = { cookie, authorization: undefined };
    expect(await findSignedIn(after, known)).toMatchObject({ user: { email } });
    expect(await findSignedIn(later, known)).toBeUndefined();
    const { setCookie } = await signIn(after, { email, password: PASSWORD });
    expect(await findSignedIn(later, { cookie: setCookie.split(";")[0], authorization: undefined })).toMatchObject({ user: { email } });
  });

  test("refresh tokens go on, and an answer that was lost is the same from an isolate before it and after", async () => {
    const email = await signUp();
    const { refresh_token: first } = await issueTokens(before, { email, password: PASSWORD });
    const { refresh_token: second } = await refreshTokens(after, first);
    expect((await refreshTokens(before, first)).refresh_token).toBe(second);
    expect((await refreshTokens(after, first)).refresh_token).toBe(second);
    const { refresh_token: third } = await refreshTokens(after, second);
    await expect(refreshTokens(later, third)).rejects.toEqual(refused("token_invalid"));
    const { refresh_token: begun } = await issueTokens(after, { email, password: PASSWORD });
    expect((await refreshTokens(later, begun)).refresh_token).toMatch(/^art_/);
  });

  test("codes go on, and signing in by one seals its seed anew", async () => {
    const { email, code } = await withSecondFactor();
    const sealed = await seedOf(email);
    await signIn(after, { email, password: PASSWORD, code: code() });
    expect(await seedOf(email)).not.toBe(sealed);
    expect((await signIn(later, { email, password: PASSWORD, code: code(1) })).session.second_factor).toBe(true);
  });

  test("a seed that was not sealed anew opens no more once the old one is taken out, and says so; new recovery codes do", async () => {
    const one = await withSecondFactor();
    const enter = (code: string | undefined) => ({ email: one.email, password: PASSWORD, ...(code !== undefined && { code }) });
    for (let i = 0; i < 11; i++) await expect(signIn(later, enter(one.code()))).rejects.toEqual(refused("second_factor_unreadable"));
    const signedIn = await findSignedIn(after, { cookie: one.cookie, authorization: undefined });
    if (!signedIn) throw new Error("nobody");
    const { recovery_codes: codes } = await renewRecoveryCodes(after, signedIn);
    const { session, setCookie } = await signIn(later, enter(codes[0]));
    expect(session.second_factor).toBe(true);
    const back = await findSignedIn(later, { cookie: setCookie.split(";")[0], authorization: undefined });
    if (!back) throw new Error("nobody");
    await disableTotp(later, back);
    expect(await startTotp(later, back)).toMatchObject({ object: "totp" });
  });

  test("a code is a step-up", async () => {
    const { cookie, code } = await withSecondFactor();
    const signedIn = await findSignedIn(after, { cookie, authorization: undefined });
    if (!signedIn) throw new Error("nobody");
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    try {
      await expect(stepUp(later, signedIn, { code: code() })).rejects.toEqual(refused("second_factor_unreadable"));
      expect(warn.mock.calls.flat().join()).toContain('"code":"second_factor_unreadable"');
    } finally {
      warn.mockRestore();
    }
    expect(await stepUp(after, signedIn, { code: code() })).toMatchObject({ object: "step_up" });
  });

  test("a code works once, in whichever isolate", async () => {
    const { email, code } = await withSecondFactor();
    const enter = { email, password: PASSWORD, code: code() };
    const early = under(`${OLD},${NEW}`);
    await signIn(early, enter);
    await expect(signIn(after, enter)).rejects.toEqual(refused("second_factor_invalid"));
    await signIn(after, { ...enter, code: code(1) });
    await expect(signIn(early, { ...enter, code: code(1) })).rejects.toEqual(refused("second_factor_invalid"));
  });

  test("recovery codes go on, each once, until the old one is taken out", async () => {
    const { email, recoveryCodes } = await withSecondFactor();
    const enter = (code: string | undefined) => ({ email, password: PASSWORD, ...(code !== undefined && { code }) });
    const [first, second] = recoveryCodes;
    expect((await signIn(after, enter(first))).session.second_factor).toBe(true);
    await expect(signIn(after, enter(first))).rejects.toEqual(refused("second_factor_invalid"));
    await expect(signIn(later, enter(second))).rejects.toEqual(refused("second_factor_invalid"));
    expect((await signIn(after, enter(second))).session.second_factor).toBe(true);
  });
});
