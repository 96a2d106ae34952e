import { describe, expect, test } from "vitest";
import { withinOneMinute } from "../support/one-minute.ts";
import { apiWith } from "../support/organization.ts";
import { browser, DASHBOARD, PASSWORD, randomEmail, signedUp, signIn, signUp, statuses } from "./support.ts";
import { asOwner } from "../support/tenant.ts";

const refused = (code: string) => ({ status: 401, body: { error: { code, type: "authentication_error" } } });

describe("a session", () => {
  test("is a cookie that no script reads and no other site sends, for seven days", async () => {
    const email = await signUp();
    const { headers, body } = await browser().post("/v1/auth/sign-in", { email, password: PASSWORD });
    const cookies = headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    const [pair = "", ...attributes] = cookies[0]?.split("; ") ?? [];
    expect(pair).toMatch(/^__Host-arca_session=/);
    expect(attributes.map((one) => one.toLowerCase()).toSorted()).toEqual([
      "httponly",
      "max-age=604800",
      "path=/",
      "samesite=strict",
      "secure",
    ]);
    expect(body).toMatchObject({ id: expect.stringMatching(/^ses_/), second_factor: false, user: { email, two_factor_enabled: false } });
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect(JSON.stringify(body)).not.toContain(decodeURIComponent(pair).split("=")[1]?.split(".")[0]);
  });

  test("is listed, current marked, and ends by its id at once", async () => {
    const one = await signedUp();
    const other = await signIn(one.email);
    const { body } = await one.get("/v1/auth/sessions");
    expect(body).toMatchObject({ object: "list", has_more: false, next_cursor: null });
    expect(body.data.map(({ id, current, kind }: Record<string, unknown>) => ({ id, current, kind }))).toEqual([
      { id: other.session.id, current: false, kind: "browser" },
      { id: one.session.id, current: true, kind: "browser" },
    ]);
    expect((await one.remove(`/v1/auth/sessions/${other.session.id}`)).status).toBe(200);
    expect(await other.get("/v1/auth/sessions")).toMatchObject(refused("unauthorized"));
    expect((await one.get("/v1/auth/sessions")).body.data).toHaveLength(1);
  });

  test("of somebody else is not there", async () => {
    const [one, other] = [await signedUp(), await signedUp()];
    const foreign = await one.remove(`/v1/auth/sessions/${other.session.id}`);
    const missing = await one.remove("/v1/auth/sessions/ses_01kaf3rk4ke6w8k9b6n2m5xq7g");
    for (const id of ["%00", "ses_%00", "x", "%F0%9F"]) expect((await one.remove(`/v1/auth/sessions/${id}`)).status).toBe(404);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body.error, request_id: 0 }).toEqual({ ...missing.body.error, request_id: 0 });
    expect((await other.get("/v1/auth/sessions")).status).toBe(200);
  });

  test("ends with signing out, and its cookie is taken back", async () => {
    const one = await signedUp();
    const answer = await one.post("/v1/auth/sign-out");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-arca_session=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(await one.get("/v1/auth/sessions")).toMatchObject(refused("unauthorized"));
  });

  test("that has expired is refused", async () => {
    const one = await signedUp();
    await asOwner()`update auth_session set expires_at = now() where id = ${one.session.id}`;
    expect(await one.get("/v1/auth/sessions")).toMatchObject(refused("unauthorized"));
  });

  test("is another one at each sign-in, whatever cookie came with it", async () => {
    const one = await signedUp();
    const again = await browser(one.cookie).post("/v1/auth/sign-in", { email: one.email, password: PASSWORD });
    expect(again.headers.get("set-cookie")?.split(";")[0]).not.toBe(one.cookie);
  });

  test("stands in the database as a hash, which opens nothing", async () => {
    const one = await signedUp();
    const [row] = await asOwner()`select token from auth_session where id = ${one.session.id}`;
    const token = String(row?.["token"]);
    expect(token).toMatch(/^s1\.[\w-]{43}$/);
    const [, signature] = (one.cookie ?? "").split(".");
    for (const forged of [token, `${token}.${signature}`, `${token.slice(3)}.${signature}`]) {
      expect(await browser(`__Host-arca_session=${encodeURIComponent(forged)}`).get("/v1/auth/sessions")).toMatchObject(
        refused("unauthorized"),
      );
    }
  });

  test.each(["", "x", "%E0%A4%A", "a.b", ".", "%00.%00", `${"x".repeat(5000)}.y`])("cookie %j is nobody's", async (value) => {
    expect(await browser(`__Host-arca_session=${value}`).get("/v1/auth/sessions")).toMatchObject(refused("unauthorized"));
  });

  test("its beginning and its end are told to the audit log of the organization", async () => {
    const one = await signedUp();
    await one.post("/v1/auth/sign-out");
    const rows = await asOwner()`select l.action, l.actor from audit_log l where l.target = ${one.session.id} order by l.seq`;
    expect(rows).toEqual(["session.created", "session.ended"].map((action) => ({ action, actor: one.session.user.id })));
  });

  test("from where and with what he signs in, he sees himself; no organization of his does", async () => {
    const email = await signUp();
    const headers = { origin: DASHBOARD, "cf-connecting-ip": "203.0.113.77", "user-agent": "Navegador/7" };
    const answer = await apiWith().send("POST", "/v1/auth/sign-in", { headers, body: JSON.stringify({ email, password: PASSWORD }) });
    const one = browser(answer.headers.get("set-cookie")?.split(";")[0]);
    expect((await one.get("/v1/auth/sessions")).body.data).toMatchObject([{ ip_address: "203.0.113.77", user_agent: "Navegador/7" }]);
    const cookie = { headers: { ...headers, cookie: one.cookie ?? "" } };
    await apiWith().send("POST", "/v1/auth/step-up", { ...cookie, body: JSON.stringify({ password: PASSWORD }) });
    await apiWith().send("POST", "/v1/auth/sign-out", cookie);
    const rows = await asOwner()`select l.action, l.payload from audit_log l join auth_user u on u.id = l.actor where u.email = ${email}`;
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(["session.created", "session.stepped_up", "session.ended"]));
    expect(JSON.stringify(rows)).not.toMatch(/203\.0\.113\.77|Navegador/);
    expect(
      await asOwner()`select f.* from audit_faults f join audit_log l using (organization_id) join auth_user u on u.id = l.actor where u.email = ${email}`,
    ).toEqual([]);
  });
});

describe("guessing", () => {
  test("wrong passwords and unknown addresses answer alike, and take about the same time", async () => {
    const email = await signUp();
    type Timed = Awaited<ReturnType<typeof timed>>;
    const timed = async (address: string) => {
      const began = performance.now();
      const { status, body } = await browser().post("/v1/auth/sign-in", { email: address, password: "no es esta la frase" });
      return { ms: performance.now() - began, answer: { status, error: { ...body.error, request_id: 0 } } };
    };
    const [known, unknown]: [Timed[], Timed[]] = [[], []];
    // By turns: what else the machine does slows both.
    for (let i = 0; i < 5; i++) {
      known.push(await timed(email));
      unknown.push(await timed(randomEmail()));
    }
    expect(known[0]?.answer).toMatchObject({ status: 401, error: { code: "invalid_credentials" } });
    for (const { answer } of [...known, ...unknown]) expect(answer).toEqual(known[0]?.answer);
    const fastest = (runs: readonly Timed[]) => Math.min(...runs.map(({ ms }) => ms));
    // Both hash a password, which is nearly all of it.
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) * 0.5);
    expect(fastest(known)).toBeGreaterThan(fastest(unknown) * 0.5);
  });

  test("ten failures close an account to forty addresses, the right password included", async () => {
    const email = await signUp();
    const guess = (i: number, password: string) =>
      apiWith().post("/v1/auth/sign-in", { email, password }, { "cf-connecting-ip": `203.0.113.${i}` });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(i, `intento numero ${i}`)));
    expect(statuses(answers)).toEqual([...Array<number>(10).fill(401), ...Array<number>(30).fill(429)]);
    const closed = await guess(99, PASSWORD);
    expect(closed).toMatchObject({ status: 429, body: { error: { code: "too_many_attempts", retryable: true } } });
    expect(Number(closed.headers.get("retry-after"))).toBeGreaterThan(800);
    expect((await guess(100, PASSWORD)).headers.get("set-cookie")).toBeNull();
  });

  test("an address that nobody has is closed likewise", async () => {
    const email = randomEmail();
    const answers = await Promise.all(Array.from({ length: 12 }, () => apiWith().post("/v1/auth/sign-in", { email, password: "x" })));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  test("what succeeds does not count", async () => {
    const email = await signUp();
    for (let i = 0; i < 12; i++) expect((await signIn(email)).session.user.email).toBe(email);
  });

  test("calls of one address are braked at a hundred a minute, by whatever cloudflare says it is", async () => {
    await withinOneMinute(15_000);
    const call = (headers: Record<string, string>) => apiWith().post("/v1/auth/revoke", { refresh_token: "x" }, headers);
    const many = async (header: (i: number) => Record<string, string>) =>
      (await Promise.all(Array.from({ length: 110 }, (_, i) => call(header(i))))).filter(({ status }) => status === 429);
    const spoofed = await many((i) => ({ "cf-connecting-ip": "2001:db8:1:2::1", "x-forwarded-for": `198.51.100.${i}` }));
    expect(spoofed.length).toBeGreaterThan(5);
    expect(spoofed[0]).toMatchObject({ body: { error: { code: "rate_limited" } } });
    expect(await call({ "cf-connecting-ip": "2001:db8:1:2:ffff::9" })).toMatchObject({ status: 429 });
    expect(await call({ "cf-connecting-ip": "2001:db8:1:3::1" })).toMatchObject({ status: 200 });
  }, 40_000);
});

describe("a step-up", () => {
  const stale = (id: string) => asOwner()`update auth_session set fresh_at = now() - interval '11 minutes' where id = ${id}`;

  test("is asked for what is sensitive ten minutes after the sign-in, and the password is one", async () => {
    const one = await signedUp();
    await stale(one.session.id);
    expect(await one.post("/v1/auth/totp")).toMatchObject({ status: 403, body: { error: { code: "step_up_required" } } });
    expect(await one.post("/v1/auth/step-up", { password: "no es esta" })).toMatchObject(refused("invalid_credentials"));
    const { status, body } = await one.post("/v1/auth/step-up", { password: PASSWORD });
    expect(status).toBe(200);
    expect(Date.parse(body.fresh_until) - Date.now()).toBeGreaterThan(9.8 * 60_000);
    expect((await one.post("/v1/auth/totp")).status).toBe(200);
  });

  test("is by one of the two, not by both", async () => {
    const one = await signedUp();
    expect(await one.post("/v1/auth/step-up", { password: PASSWORD, code: "123456" })).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "code", code: "not_together", message: "Give either this or `password`, not both." }] } },
    });
  });

  const guessed = async (answer: () => Promise<{ readonly status: number }>) => {
    const answers = await Promise.all(Array.from({ length: 11 }, answer));
    expect(statuses(answers)).toEqual([...Array<number>(10).fill(401), 429]);
  };

  test("and what else asks him for his password are closed by ten guesses of his own, and signing in is not", async () => {
    const one = await signedUp();
    await guessed(() => one.post("/v1/auth/step-up", { password: "no es esta" }));
    const change = { current_password: PASSWORD, password: "otros cuatro panes, de campo" };
    expect(await one.post("/v1/auth/change-password", change)).toMatchObject({
      status: 429,
      body: { error: { code: "too_many_attempts" } },
    });
    expect((await signIn(one.email)).session.user.email).toBe(one.email);
  });

  test("is open to who has signed in, however many guess at his account", async () => {
    const one = await signedUp();
    await guessed(() => browser().post("/v1/auth/sign-in", { email: one.email, password: "no es esta la frase" }));
    expect((await one.post("/v1/auth/step-up", { password: PASSWORD })).status).toBe(200);
  });
});
