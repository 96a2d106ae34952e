import { describe, expect, test } from "vitest";
import { apiWith } from "../support/organization.ts";
import { browser, mailsTo, PASSWORD, randomEmail, signedUp, signIn, signUp, signUpInput, statuses, tokenFor } from "./support.ts";
import { FAILING, LEAKED, SLOW } from "../support/range-phrases.ts";
import { asOwner } from "../support/tenant.ts";

const api = apiWith();
const NEW = "siete mates bajo la parra";

describe("a new password", () => {
  const choose = (password: string, email = randomEmail()) => api.post("/v1/auth/sign-up", { ...signUpInput(email), password });

  test.each([
    ["corta", "invalid_request", "too_small"],
    ["x".repeat(129), "invalid_request", "too_big"],
    ["Password2024!", "password_too_weak", "password_common"],
    ["Contraseña123", "password_too_weak", "password_common"],
    ["aaaaaaaaaaaa", "password_too_weak", "password_common"],
    [LEAKED, "password_too_weak", "password_breached"],
  ])("%s is refused with the reason, in both languages", async (password, code, reason) => {
    const { status, body } = await choose(password);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code, errors: [{ param: "password", code: reason }] });
    expect(body.error.errors[0].message_es).not.toBe(body.error.errors[0].message);
  });

  test("that holds the address is refused", async () => {
    const email = randomEmail();
    for (const password of [`la de ${email}`, `${email.split("@")[0]}-2026`]) {
      expect(await choose(password, email)).toMatchObject({
        status: 422,
        body: { error: { errors: [{ code: "password_contains_email" }] } },
      });
    }
  });

  test.each(["x".repeat(64) + "yz", "ñandú ♥ 日本語 en la pampa", "correct horse battery staple", "            y         "])(
    "%j is taken",
    async (password) => {
      expect((await choose(password)).status).toBe(202);
    },
  );

  test("passes where nobody says whether it is breached: a service that is slow, or fails", async () => {
    expect((await choose(SLOW)).status).toBe(202);
    expect((await choose(FAILING)).status).toBe(202);
  });
});

describe("a forgotten password", () => {
  test("is replaced by the link in the mail, once, and all sessions end", async () => {
    const one = await signedUp();
    const { body: tokens } = await browser().post("/v1/auth/token", { email: one.email, password: PASSWORD });
    expect((await api.post("/v1/auth/forgot-password", { email: one.email })).status).toBe(202);
    const token = await tokenFor(one.email);
    const answers = await Promise.all([1, 2, 3].map(() => api.post("/v1/auth/reset-password", { token, password: NEW })));
    expect(statuses(answers)).toEqual([200, 400, 400]);
    expect((await one.get("/v1/auth/sessions")).status).toBe(401);
    expect((await api.post("/v1/auth/refresh", { refresh_token: tokens.refresh_token })).body.error.code).toBe("token_invalid");
    expect((await browser().post("/v1/auth/sign-in", { email: one.email, password: PASSWORD })).status).toBe(401);
    expect((await signIn(one.email, { password: NEW })).session.user.email).toBe(one.email);
    expect((await mailsTo(one.email))[0]?.subject).toBe("Cambió tu contraseña");
  });

  test("of an address without user answers the same, and mails nothing", async () => {
    const email = randomEmail();
    expect(await api.post("/v1/auth/forgot-password", { email })).toMatchObject({ status: 202, body: { status: "accepted" } });
    expect(await mailsTo(email)).toEqual([]);
  });

  test("a refused password leaves the link good; a late link is none", async () => {
    const email = await signUp();
    await api.post("/v1/auth/forgot-password", { email });
    const token = await tokenFor(email);
    expect(await api.post("/v1/auth/reset-password", { token, password: "passwordpassword" })).toMatchObject({
      status: 422,
      body: { error: { code: "password_too_weak" } },
    });
    await asOwner()`update mail_tokens set expires_at = now() where kind = 'reset_password' and user_id = (select id from auth_user where email = ${email})`;
    expect(await api.post("/v1/auth/reset-password", { token, password: NEW })).toMatchObject({
      status: 400,
      body: { error: { code: "token_invalid" } },
    });
    expect((await signIn(email)).session.user.email).toBe(email);
  });

  test("a link of one kind opens nothing of another", async () => {
    const email = randomEmail();
    await api.post("/v1/auth/sign-up", signUpInput(email));
    expect((await api.post("/v1/auth/reset-password", { token: await tokenFor(email), password: NEW })).status).toBe(400);
    expect((await api.post("/v1/auth/verify-email", { token: "x" })).status).toBe(400);
  });
});

describe("a changed password", () => {
  test("needs the one there is, ends the other sessions and all tokens, and keeps this session", async () => {
    const one = await signedUp();
    const other = await signIn(one.email);
    const change = (current: string, password = NEW) => one.post("/v1/auth/change-password", { current_password: current, password });
    expect(await change("no es esta la frase")).toMatchObject({ status: 401, body: { error: { code: "invalid_credentials" } } });
    expect(await change(PASSWORD, "password1234")).toMatchObject({ status: 422, body: { error: { code: "password_too_weak" } } });
    expect((await change(PASSWORD)).status).toBe(200);
    expect((await other.get("/v1/auth/sessions")).status).toBe(401);
    expect((await one.get("/v1/auth/sessions")).body.data).toHaveLength(1);
    expect((await signIn(one.email, { password: NEW })).session.user.email).toBe(one.email);
    expect((await mailsTo(one.email))[0]?.subject).toBe("Cambió tu contraseña");
  });

  test("of two changes at once one wins", async () => {
    const one = await signedUp();
    const change = (password: string) => one.post("/v1/auth/change-password", { current_password: PASSWORD, password });
    const answers = await Promise.all([change(NEW), change("ocho mates bajo la parra")]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("hashed at another cost is hashed anew at the next sign-in", async () => {
    const { email } = await signedUp();
    const cheap = await cheaply(PASSWORD);
    await asOwner()`update auth_account set password = ${cheap} where user_id = (select id from auth_user where email = ${email})`;
    await signIn(email);
    const [row] = await asOwner()`select a.password from auth_account a join auth_user u on u.id = a.user_id where u.email = ${email}`;
    expect(row?.["password"]).toMatch(/^scrypt\$15\$8\$3\$/);
    await signIn(email);
  });
});

describe("a changed address", () => {
  test("counts when its link was followed; the old one is told, and its links die", async () => {
    const one = await signedUp();
    const next = randomEmail();
    await api.post("/v1/auth/forgot-password", { email: one.email });
    const old = await tokenFor(one.email);
    expect((await one.post("/v1/auth/change-email", { email: next })).status).toBe(202);
    expect((await one.get("/v1/auth/sessions")).status).toBe(200);
    expect((await browser().post("/v1/auth/sign-in", { email: next, password: PASSWORD })).status).toBe(401);
    expect((await api.post("/v1/auth/verify-email", { token: await tokenFor(next) })).status).toBe(200);
    expect((await mailsTo(one.email))[0]?.subject).toBe("Cambió tu dirección de correo");
    expect((await signIn(next)).session.user).toMatchObject({ id: one.session.user.id, email: next });
    expect((await browser().post("/v1/auth/sign-in", { email: one.email, password: PASSWORD })).status).toBe(401);
    expect((await api.post("/v1/auth/reset-password", { token: old, password: NEW })).status).toBe(400);
  });

  test("to one that is taken answers the same, and nothing comes of it", async () => {
    const [one, other] = [await signedUp(), await signUp()];
    const before = (await mailsTo(other)).length;
    expect(await one.post("/v1/auth/change-email", { email: other })).toMatchObject({ status: 202, body: { status: "accepted" } });
    expect(await mailsTo(other)).toHaveLength(before);
  });

  test("that somebody had asked for who was then thrown out does not come", async () => {
    const one = await signedUp();
    const theirs = randomEmail();
    await one.post("/v1/auth/change-email", { email: theirs });
    await one.post("/v1/auth/change-password", { current_password: PASSWORD, password: NEW });
    expect((await api.post("/v1/auth/verify-email", { token: await tokenFor(theirs) })).status).toBe(400);
    expect((await signIn(one.email, { password: NEW })).session.user.email).toBe(one.email);
  });

  test("is asked for fifty times a day at the most, to whichever addresses", async () => {
    const one = await signedUp();
    for (let asked = 0; asked < 50; asked++) expect((await one.post("/v1/auth/change-email", { email: randomEmail() })).status).toBe(202);
    const refused = await one.post("/v1/auth/change-email", { email: randomEmail() });
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited", errors: [{ code: "mails_of_user" }] } } });
    expect((await (await signedUp()).post("/v1/auth/change-email", { email: randomEmail() })).status).toBe(202);
  });

  test("that is refused costs none of these mails", async () => {
    const [one, next] = [await signedUp(), randomEmail()];
    const answers = [];
    for (let asked = 0; asked < 60; asked++) answers.push((await one.post("/v1/auth/change-email", { email: next })).status);
    expect(answers).toEqual([...Array<number>(5).fill(202), ...Array<number>(55).fill(429)]);
    expect((await one.post("/v1/auth/change-email", { email: randomEmail() })).status).toBe(202);
  });

  test("that somebody took meanwhile is not taken twice", async () => {
    const [one, two] = [await signedUp(), await signedUp()];
    const next = randomEmail();
    await one.post("/v1/auth/change-email", { email: next });
    const first = await tokenFor(next);
    await two.post("/v1/auth/change-email", { email: next });
    const second = await tokenFor(next);
    const answers = await Promise.all([first, second].map((token) => api.post("/v1/auth/verify-email", { token })));
    expect(statuses(answers)).toEqual([200, 400]);
  });

  test("needs a fresh sign-in", async () => {
    const one = await signedUp();
    await asOwner()`update auth_session set fresh_at = now() - interval '11 minutes' where id = ${one.session.id}`;
    expect(await one.post("/v1/auth/change-email", { email: randomEmail() })).toMatchObject({
      status: 403,
      body: { error: { code: "step_up_required" } },
    });
  });
});

/** As an earlier time might have hashed it. */
async function cheaply(password: string): Promise<string> {
  const { scryptSync } = await import("node:crypto");
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = scryptSync(password, salt, 32, { N: 2 ** 14, r: 8, p: 1 });
  return ["scrypt", 14, 8, 1, salt.toBase64({ alphabet: "base64url", omitPadding: true }), hash.toString("base64url")].join("$");
}
