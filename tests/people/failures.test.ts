import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { createApi } from "../../workers/api/app.ts";
import { prepareMail } from "../../workers/email/index.ts";
import { parseKeyRing } from "../../workers/platform/seal.ts";
import { asOwner } from "../support/tenant.ts";
import { PASSWORD, randomEmail, signIn, signUp } from "./support.ts";

const away = { ...env, DATABASE_URL: "postgresql://app:x@127.0.0.1:9/arca" };
const ask = (path: string, body: unknown) =>
  createApi().request(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }, away);

test.each([
  ["/v1/auth/sign-in", { email: "a@people.test", password: PASSWORD }],
  ["/v1/auth/token", { email: "a@people.test", password: PASSWORD }],
  ["/v1/auth/forgot-password", { email: "a@people.test" }],
])("POST %s without a database is to be repeated, and tells nothing", async (path, body) => {
  const answer = await ask(path, body);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toMatchObject({ error: { code: "unavailable", retryable: true } });
});

test("what the log hears of it names nobody, and holds no hash, no token and no mail", async () => {
  const spies = (["info", "warn", "error"] as const).map((level) => vi.spyOn(console, level).mockReturnValue());
  const email = randomEmail();
  await ask("/v1/auth/sign-up", { email, password: PASSWORD, name: "Ana Victoria", organization_name: "La Espiga" });
  await ask("/v1/auth/sign-in", { email, password: PASSWORD });
  await ask("/v1/auth/forgot-password", { email });
  await ask("/v1/auth/reset-password", { token: "a-token-of-a-mail", password: PASSWORD });
  const lines = spies.flatMap(({ mock }) => mock.calls.flat().map(String));
  vi.restoreAllMocks();
  expect(lines.filter((line) => line.includes('"event":"request.serve.failed"')).length).toBeGreaterThanOrEqual(4);
  for (const line of lines) {
    expect(line).not.toMatch(/scrypt|params|Failed query|Ana Victoria|La Espiga|a-token|[0-9a-f]{64}/);
    expect(line).not.toContain(email);
  }
});

test("what fails on our side counts against nobody", async () => {
  const email = await signUp();
  for (let i = 0; i < 11; i++) expect((await ask("/v1/auth/sign-in", { email, password: PASSWORD })).status).toBe(503);
  expect((await signIn(email)).session.user.email).toBe(email);
});

test("a sign-up that fails anywhere leaves nothing", async () => {
  const [email, organization] = [randomEmail(), newId("org")];
  const mail = (kind: "verify_email" | "choose_password" | "already_registered") =>
    prepareMail({ keys: parseKeyRing(env.MAIL_KEYS), newId }, { to: "", kind, language: "es", data: { token: "x" } as never });
  const entry = { id: newId("aud"), actor: "x", action: "user.signed_up", target: "x", payload: "{}" };
  const row = {
    user: { id: newId("usr"), email, name: "Ana", language: "es" },
    account: newId("acc"),
    password: "x",
    organization: { id: organization, name: "X" },
    token: crypto.randomUUID(),
    token_seconds: 60,
    verify: await mail("verify_email"),
    choose: await mail("choose_password"),
    known: await mail("already_registered"),
    audit: [entry],
    again: { id: newId("aud"), payload: "{}" },
  };
  const [other] = await asOwner()`select id from organizations limit 1`;
  const broken = [
    { ...row, user: { ...row.user, language: "fr" } },
    { ...row, account: null },
    { ...row, organization: { id: other?.["id"] ?? "", name: null } },
    { ...row, token: null },
    { ...row, verify: { ...row.verify, kind: null } },
    { ...row, audit: [{ ...entry, action: null }] },
  ];
  for (const one of broken) await expect(asOwner()`select sign_up(${JSON.stringify(one)}::jsonb)`).rejects.toThrow(/violates/);
  expect(await asOwner()`select 1 from auth_user where email = ${email}`).toEqual([]);
  expect(await asOwner()`select 1 from organizations where id = ${organization}`).toEqual([]);
  expect(await asOwner()`select sign_up(${JSON.stringify(row)}::jsonb) as outcome`).toEqual([{ outcome: "created" }]);
});
