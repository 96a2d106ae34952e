import { describe, expect, test } from "vitest";
import { apiWith } from "../support/organization.ts";
import { browser, mailsTo, PASSWORD, randomEmail, signIn, signUp, signUpInput, tokenFor } from "./support.ts";
import { asOwner } from "../support/tenant.ts";

const api = apiWith();

describe("signing up", () => {
  test("makes a user, his password and an organization that he owns, and mails him a link", async () => {
    const email = randomEmail();
    const answer = await api.post("/v1/auth/sign-up", { ...signUpInput(email), email: ` ${email.toUpperCase()} ` });
    expect(answer).toMatchObject({ status: 202, body: { object: "acknowledgement", status: "accepted" } });
    const [row] = await asOwner()`select u.name, u.email_verified, a.password, o.name as organization, m.role from auth_user u
      join auth_account a on a.user_id = u.id join members m on m.user_id = u.id join organizations o on o.id = m.organization_id
      where u.email = ${email}`;
    expect(row).toMatchObject({ name: "Ana Pérez", email_verified: false, organization: "La Espiga", role: "owner" });
    expect(row?.["password"]).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    const mails = await mailsTo(email);
    expect(mails).toMatchObject([
      {
        subject: "Confirmá tu dirección de correo",
        links: [expect.stringMatching(/^https:\/\/app\.test\/verify-email\?token=[\w-]{43}$/)],
      },
    ]);
    expect(mails[0]?.text).toContain(mails[0]?.links[0]);
  });

  test("nobody signs in before the link was followed, which works once", async () => {
    const email = randomEmail();
    await api.post("/v1/auth/sign-up", signUpInput(email));
    const early = await browser().post("/v1/auth/sign-in", { email, password: PASSWORD });
    expect(early).toMatchObject({ status: 403, body: { error: { code: "email_not_verified" } } });
    expect(early.headers.get("set-cookie")).toBeNull();
    const token = await tokenFor(email);
    expect((await api.post("/v1/auth/verify-email", { token })).status).toBe(200);
    expect(await api.post("/v1/auth/verify-email", { token })).toMatchObject({ status: 400, body: { error: { code: "token_invalid" } } });
    expect((await signIn(email)).session).toMatchObject({ object: "session", user: { email, name: "Ana Pérez", language: "es" } });
  });

  test("again with an address that has a user answers the same, and tells his mailbox alone", async () => {
    const email = await signUp();
    const again = await api.post("/v1/auth/sign-up", { ...signUpInput(email), password: "otra frase bien larga", name: "Mallory" });
    expect(again).toMatchObject({ status: 202, body: { object: "acknowledgement", status: "accepted" } });
    expect((await mailsTo(email))[0]).toMatchObject({ subject: "Ya tenés una cuenta" });
    expect((await signIn(email)).session.user.name).toBe("Ana Pérez");
  });

  describe("more than once, before the address is confirmed", () => {
    const [ANA, MALLORY, CHOSEN] = [PASSWORD, "la frase de mallory", "siete mates bajo la parra"];
    const ana = signUpInput;
    const mallory = (email: string) => ({ ...ana(email), password: MALLORY, name: "Mallory", organization_name: "Mallory & Hijos" });
    const ORDERS = [
      ["first", [mallory, ana], "Ana Pérez", "La Espiga"],
      ["last", [ana, mallory], "Mallory", "Mallory & Hijos"],
    ] as const;
    const enter = (email: string, password: string) => browser().post("/v1/auth/sign-in", { email, password });

    test.each(ORDERS)(
      "by somebody else %s: no link lets any of their passwords in, and the mailbox chooses one",
      async (_, order, name, organization) => {
        const email = randomEmail();
        for (const input of order) expect((await api.post("/v1/auth/sign-up", input(email))).status).toBe(202);
        await api.post("/v1/auth/resend-verification", { email });
        await api.post("/v1/auth/forgot-password", { email });
        const mails = await mailsTo(email);
        expect(mails.map(({ subject }) => subject)).toEqual([
          "Elegí una contraseña nueva",
          "Elegí la contraseña de tu cuenta",
          "Elegí la contraseña de tu cuenta",
          "Confirmá tu dirección de correo",
        ]);
        const tokens = mails.flatMap(({ links }) => links).map((link) => new URL(link).searchParams.get("token"));
        for (const token of tokens) expect((await api.post("/v1/auth/verify-email", { token })).status).toBe(400);
        for (const password of [ANA, MALLORY]) expect((await enter(email, password)).status).toBe(401);
        expect((await api.post("/v1/auth/reset-password", { token: tokens[1], password: CHOSEN })).status).toBe(200);
        for (const password of [ANA, MALLORY]) expect((await enter(email, password)).status).toBe(401);
        const one = await signIn(email, { password: CHOSEN });
        expect(one.session.user.name).toBe(name);
        expect((await one.get("/v1/me")).body.organizations).toMatchObject([{ name: organization, role: "owner" }]);
        for (const token of tokens) expect((await api.post("/v1/auth/reset-password", { token, password: MALLORY })).status).toBe(400);
      },
    );

    test("each link that the mailbox got lets its owner choose", async () => {
      for (const nth of [0, 1, 2]) {
        const email = randomEmail();
        await api.post("/v1/auth/sign-up", mallory(email));
        await api.post("/v1/auth/sign-up", ana(email));
        await api.post("/v1/auth/sign-up", mallory(email));
        await api.post("/v1/auth/resend-verification", { email });
        const links = (await mailsTo(email)).flatMap((mail) => mail.links);
        const token = new URL(links[nth] ?? "").searchParams.get("token");
        expect((await api.post("/v1/auth/reset-password", { token, password: CHOSEN })).status).toBe(200);
        expect((await enter(email, CHOSEN)).status).toBe(200);
      }
    });

    test("beside the link of the first one being followed: whichever comes first, the account can be entered", async () => {
      const email = randomEmail();
      await api.post("/v1/auth/sign-up", ana(email));
      const token = await tokenFor(email);
      const [verified] = await Promise.all([api.post("/v1/auth/verify-email", { token }), api.post("/v1/auth/sign-up", mallory(email))]);
      expect((await enter(email, MALLORY)).status).toBe(401);
      expect((await enter(email, ANA)).status).toBe(verified.status === 200 ? 200 : 401);
      await api.post("/v1/auth/forgot-password", { email });
      expect((await api.post("/v1/auth/reset-password", { token: await tokenFor(email), password: CHOSEN })).status).toBe(200);
      expect((await enter(email, CHOSEN)).status).toBe(200);
    });

    test("is told to the audit log, which stays whole", async () => {
      const email = randomEmail();
      await api.post("/v1/auth/sign-up", mallory(email));
      await api.post("/v1/auth/sign-up", ana(email));
      const rows =
        await asOwner()`select l.action, l.payload from auth_user u join members m on m.user_id = u.id join audit_log l on l.organization_id = m.organization_id
        where u.email = ${email} order by l.seq`;
      expect(rows.map((row) => row["action"])).toEqual(["user.signed_up", "organization.created", "user.signed_up_again"]);
      expect(rows[2]?.["payload"]).toContain("La Espiga");
      expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    });
  });

  test("four at once make one user, one organization, and answer alike", async () => {
    const email = randomEmail();
    const answers = await Promise.all(Array.from({ length: 4 }, () => api.post("/v1/auth/sign-up", signUpInput(email))));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    const rows =
      await asOwner()`select a.id from auth_user u join auth_account a on a.user_id = u.id join members m on m.user_id = u.id where u.email = ${email}`;
    expect(rows).toHaveLength(1);
    expect(await mailsTo(email)).toHaveLength(4);
  });

  test("another link can be asked for, and nobody else gets one", async () => {
    const email = randomEmail();
    await api.post("/v1/auth/sign-up", signUpInput(email));
    const first = await tokenFor(email);
    expect((await api.post("/v1/auth/resend-verification", { email })).status).toBe(202);
    const second = await tokenFor(email);
    expect(second).not.toBe(first);
    expect((await api.post("/v1/auth/verify-email", { token: second })).status).toBe(200);
    expect((await api.post("/v1/auth/verify-email", { token: first })).status).toBe(400);
    const stranger = randomEmail();
    expect((await api.post("/v1/auth/resend-verification", { email: stranger })).body).toEqual({
      object: "acknowledgement",
      status: "accepted",
    });
    expect(await mailsTo(stranger)).toEqual([]);
  });

  test("a link that is late does not work", async () => {
    const email = randomEmail();
    await api.post("/v1/auth/sign-up", signUpInput(email));
    await asOwner()`update mail_tokens set expires_at = now() where user_id = (select id from auth_user where email = ${email})`;
    expect((await api.post("/v1/auth/verify-email", { token: await tokenFor(email) })).status).toBe(400);
  });

  test("mails come in English to who asks in English", async () => {
    const email = randomEmail();
    await api.post("/v1/auth/sign-up", signUpInput(email), { "accept-language": "en-US,en;q=0.9" });
    expect(await mailsTo(email)).toMatchObject([{ subject: "Confirm your e-mail address" }]);
  });

  test("the audit log is told who made what", async () => {
    const email = await signUp();
    const rows =
      await asOwner()`select l.action from auth_user u join members m on m.user_id = u.id join audit_log l on l.organization_id = m.organization_id
      where u.email = ${email} order by l.seq`;
    expect(rows.map((row) => row["action"])).toEqual(["user.signed_up", "organization.created", "user.email_verified"]);
    const broken =
      await asOwner()`select b.* from audit_broken b join members m on m.organization_id = b.organization_id join auth_user u on u.id = m.user_id where u.email = ${email}`;
    expect(broken).toEqual([]);
  });

  test("the sixth mail to one address within a quarter of an hour waits", async () => {
    const email = randomEmail();
    for (let i = 0; i < 5; i++) expect((await api.post("/v1/auth/forgot-password", { email })).status).toBe(202);
    const sixth = await api.post("/v1/auth/forgot-password", { email });
    expect(sixth).toMatchObject({ status: 429, body: { error: { code: "too_many_attempts", type: "rate_limit_error" } } });
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(800);
  });
});
