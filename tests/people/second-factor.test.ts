import { describe, expect, test } from "vitest";
import { browser, mailsTo, PASSWORD, signedUp, signIn, statuses, withSecondFactor } from "./support.ts";
import { asOwner } from "../support/tenant.ts";

const again = (email: string, code?: string) =>
  browser().post("/v1/auth/sign-in", { email, password: PASSWORD, ...(code !== undefined && { code }) });
const invalid = { status: 401, body: { error: { code: "second_factor_invalid" } } };

describe("a second factor", () => {
  test("is set up with a secret, counts once a code of it came back, and gives ten recovery codes", async () => {
    const one = await signedUp();
    const { status, body } = await one.post("/v1/auth/totp");
    expect(status).toBe(200);
    expect(body.secret).toMatch(/^[A-Z2-7]{52}$/);
    expect(body.uri).toBe(
      `otpauth://totp/ARCA%20API:${encodeURIComponent(one.email)}?secret=${body.secret}&issuer=ARCA%20API&digits=6&period=30`,
    );
    expect((await signIn(one.email)).session.second_factor).toBe(false);
    expect(await one.post("/v1/auth/totp/confirm", { code: "000000" })).toMatchObject(invalid);

    const two = await withSecondFactor();
    expect(new Set(two.recoveryCodes).size).toBe(10);
    for (const code of two.recoveryCodes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/);
    expect((await mailsTo(two.email))[0]?.subject).toBe("Activaste el segundo factor");
    expect(await two.post("/v1/auth/totp")).toMatchObject({ status: 409, body: { error: { errors: [{ code: "totp_already_enabled" }] } } });
  });

  test("is asked for behind the right password alone", async () => {
    const { email, code } = await withSecondFactor();
    expect(await again(email)).toMatchObject({ status: 401, body: { error: { code: "second_factor_required", param: "code" } } });
    const wrong = await browser().post("/v1/auth/sign-in", { email, password: "no es esta la frase", code: code() });
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: "invalid_credentials" } } });
    const { body, headers } = await again(email, code());
    expect(body).toMatchObject({ object: "session", second_factor: true, user: { two_factor_enabled: true } });
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-arca_session=/)]);
  });

  test("no session is left of a sign-in that lacks it", async () => {
    const { email, session } = await withSecondFactor();
    await again(email);
    await again(email, "123456");
    const rows = await asOwner()`select s.id from auth_session s join auth_user u on u.id = s.user_id where u.email = ${email}`;
    expect(rows).toEqual([{ id: session.id }]);
  });

  test("a code works once, also for two who come at the same time, and not after it turned the factor on", async () => {
    const { email, code } = await withSecondFactor();
    expect(await again(email, code(-1))).toMatchObject(invalid);
    const answers = await Promise.all([again(email, code()), again(email, code()), again(email, code())]);
    expect(statuses(answers)).toEqual([200, 401, 401]);
    expect(await again(email, code())).toMatchObject(invalid);
    expect((await again(email, code(1))).status).toBe(200);
  });

  test("guesses of codes count against the account", async () => {
    const { email, code } = await withSecondFactor();
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push((await again(email, String(100_000 + i))).status);
    expect(answers).toEqual([...Array<number>(10).fill(401), 429]);
    expect((await again(email, code())).status).toBe(429);
  });

  test("a recovery code takes the place of a code, once, however it is typed", async () => {
    const { email, recoveryCodes } = await withSecondFactor();
    const [first = "", second = ""] = recoveryCodes;
    const answers = await Promise.all([again(email, first), again(email, first), again(email, first)]);
    expect(statuses(answers)).toEqual([200, 401, 401]);
    expect(await again(email, first)).toMatchObject(invalid);
    expect((await again(email, second.toUpperCase().replaceAll("-", " "))).body).toMatchObject({ second_factor: true });
  });

  test("new recovery codes take the place of the old ones", async () => {
    const one = await withSecondFactor();
    const { status, body } = await one.post("/v1/auth/recovery-codes");
    expect(status).toBe(200);
    expect(await again(one.email, one.recoveryCodes[0])).toMatchObject(invalid);
    expect((await again(one.email, body.recovery_codes[0])).status).toBe(200);
    expect(await (await signedUp()).post("/v1/auth/recovery-codes")).toMatchObject({ status: 409 });
  });

  test("nothing of it stands in the database in clear", async () => {
    const { email, secret, recoveryCodes } = await withSecondFactor();
    const [row] =
      await asOwner()`select t.secret, t.backup_codes from auth_two_factor t join auth_user u on u.id = t.user_id where u.email = ${email}`;
    expect(row?.["secret"]).not.toContain(secret);
    const kept = JSON.parse(String(row?.["backup_codes"])) as string[];
    expect(kept).toHaveLength(10);
    for (const [i, hash] of kept.entries()) {
      expect(hash).toMatch(/^h1\.[\w-]{43}$/);
      expect(await again(email, hash)).toMatchObject({ status: 422 });
      expect(hash).not.toContain(recoveryCodes[i]);
      if (i > 2) break;
    }
  });

  test("turning it on or off ends all other sessions and tokens, and says so by mail", async () => {
    const one = await withSecondFactor();
    const other = await signIn(one.email, { code: one.code() });
    const { body: tokens } = await browser().post("/v1/auth/token", { email: one.email, password: PASSWORD, code: one.code(1) });
    expect((await one.remove("/v1/auth/totp")).status).toBe(200);
    expect((await other.get("/v1/auth/sessions")).status).toBe(401);
    expect((await browser().post("/v1/auth/refresh", { refresh_token: tokens.refresh_token })).status).toBe(400);
    expect((await one.get("/v1/auth/sessions")).body.data).toMatchObject([{ id: one.session.id, second_factor: false }]);
    expect((await mailsTo(one.email))[0]?.subject).toBe("Desactivaste el segundo factor");
    expect((await signIn(one.email)).session.second_factor).toBe(false);
    expect(await one.remove("/v1/auth/totp")).toMatchObject({ status: 409 });
  });

  test("a code is a step-up, too", async () => {
    const one = await withSecondFactor();
    await asOwner()`update auth_session set fresh_at = now() - interval '1 hour' where id = ${one.session.id}`;
    expect(await one.post("/v1/auth/step-up", { code: "12345x" })).toMatchObject(invalid);
    expect((await one.post("/v1/auth/step-up", { code: one.code() })).status).toBe(200);
    expect(await one.post("/v1/auth/step-up", { code: one.code() })).toMatchObject(invalid);
  });

  test("all that is done to an account is told to the audit log, and no secret with it", async () => {
    const one = await withSecondFactor();
    await one.post("/v1/auth/step-up", { password: PASSWORD });
    const { body } = await one.post("/v1/auth/recovery-codes");
    await one.post("/v1/auth/change-password", { current_password: PASSWORD, password: "otros cuatro panes, de campo" });
    await one.remove("/v1/auth/totp");
    const rows = await asOwner()`select action, payload from audit_log where actor = ${one.session.user.id} order by seq`;
    expect(rows.map(({ action }) => action)).toEqual([
      "user.signed_up",
      "organization.created",
      "user.email_verified",
      "session.created",
      "two_factor.started",
      "two_factor.enabled",
      "session.stepped_up",
      "recovery_codes.created",
      "user.password_changed",
      "two_factor.disabled",
    ]);
    const told = JSON.stringify(rows);
    for (const secret of [one.secret, PASSWORD, "otros cuatro panes", body.recovery_codes[0]]) expect(told).not.toContain(secret);
  });
});
