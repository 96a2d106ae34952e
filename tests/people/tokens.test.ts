import { env } from "cloudflare:workers";
import { importJWK, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { apiWith } from "../support/organization.ts";
import { browser, mailsTo, PASSWORD, signedUp, signUp, withSecondFactor } from "./support.ts";
import { asOwner } from "../support/tenant.ts";

const api = apiWith();
const refresh = (token: string) => api.post("/v1/auth/refresh", { refresh_token: token });
const invalid = { status: 400, body: { error: { code: "token_invalid", param: "refresh_token" } } };

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function signedIn() {
  const email = await signUp();
  const { status, body } = await api.post("/v1/auth/token", { email, password: PASSWORD });
  expect(status).toBe(200);
  return { email, ...(body as Tokens), familyId: `fam_${(body as Tokens).refresh_token.split("_")[1]}` };
}
const as = (token: string) => apiWith(`Bearer ${token}`);
const sessions = (token: string) => as(token).get("/v1/auth/sessions");

describe("tokens", () => {
  test("sign a program in for ten minutes, without a cookie, and without personal data in them", async () => {
    const email = await signUp();
    const { body, headers } = await api.post("/v1/auth/token", { email, password: PASSWORD });
    expect(body).toMatchObject({
      object: "tokens",
      token_type: "Bearer",
      expires_in: 600,
      refresh_token: expect.stringMatching(/^art_[0-9a-z]{26}_0_[\w-]{43}$/),
    });
    expect(headers.get("set-cookie")).toBeNull();
    const [head = "", claims = ""] = (body.access_token as string)
      .split(".")
      .map((part) => atob(part.replaceAll("-", "+").replaceAll("_", "/")));
    expect(JSON.parse(head)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: "1" });
    expect(Object.keys(JSON.parse(claims)).toSorted()).toEqual(["aud", "exp", "fam", "iat", "iss", "jti", "sub"]);
    const list = await sessions(body.access_token);
    expect(list.body.data).toMatchObject([{ id: expect.stringMatching(/^fam_/), kind: "api_client", current: true }]);
  });

  test("no session stays behind", async () => {
    const { email } = await signedIn();
    const rows = await asOwner()`select 1 from auth_session s join auth_user u on u.id = s.user_id where u.email = ${email}`;
    expect(rows).toEqual([]);
  });

  test("ask for the code of a second factor as a session does", async () => {
    const { email, code } = await withSecondFactor();
    expect(await api.post("/v1/auth/token", { email, password: PASSWORD })).toMatchObject({
      status: 401,
      body: { error: { code: "second_factor_required" } },
    });
    const { body } = await api.post("/v1/auth/token", { email, password: PASSWORD, code: code() });
    expect((await sessions(body.access_token)).body.data[0]).toMatchObject({ kind: "api_client", second_factor: true });
  });
});

describe("an access token", () => {
  const { keys } = JSON.parse(env.TOKEN_KEYS) as { keys: Record<string, { x: string }> };
  const now = Math.floor(Date.now() / 1000);

  /** One as ours are, but for that. */
  const sign = async (claims: Record<string, unknown> = {}, header: Record<string, string> = {}) => {
    const { familyId, email } = await signedIn();
    const [user] = await asOwner()`select id from auth_user where email = ${email}`;
    const ours = { fam: familyId, sub: user?.["id"], jti: "x", iss: "arca-api", aud: "arca-api", iat: now, exp: now + 300 };
    const jwt = new SignJWT({ ...ours, ...claims }).setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: "1", ...header });
    return jwt.sign(await importJWK(keys["1"] ?? {}, "EdDSA"));
  };

  test("made as ours are is taken, so that what follows refuses for its own reason", async () => {
    expect((await sessions(await sign())).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ["that has expired", { exp: now - 1 }, {}],
    ["without an end", { exp: undefined }, {}],
    ["for somebody else to read", { aud: "other" }, {}],
    ["of another issuer", { iss: "other" }, {}],
    ["of another type", {}, { typ: "JWT" }],
    ["of a key that we do not have", {}, { kid: "2" }],
    ["of another user than its family's", { sub: "usr_01kaf3rk4ke6w8k9b6n2m5xq7h" }, {}],
    ["of a family that is none", { fam: "fam_01kaf3rk4ke6w8k9b6n2m5xq7h" }, {}],
  ])("%s is refused", async (_, claims, header) => {
    expect((await sessions(await sign(claims, header))).status).toBe(401);
  });

  test("without signature, or signed with what everybody may know, is refused", async () => {
    const { familyId } = await signedIn();
    const claims = { fam: familyId, sub: "usr_01kaf3rk4ke6w8k9b6n2m5xq7h", jti: "x", iss: "arca-api", aud: "arca-api" };
    const none = new UnsecuredJWT(claims).setExpirationTime("5m").encode();
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "1" })
      .setExpirationTime("5m")
      .sign(new TextEncoder().encode(keys["1"]?.x));
    for (const token of [none, `${none}x`, hmac, "a.b.c"]) expect((await sessions(token)).status).toBe(401);
  });

  test("whose payload was changed is refused", async () => {
    const { access_token } = await signedIn();
    const [head, , signature] = access_token.split(".");
    const other = (await signedIn()).access_token.split(".")[1];
    expect((await sessions(`${head}.${other}.${signature}`)).status).toBe(401);
  });
});

describe("a refresh token", () => {
  test("gets the next pair; the answer can be asked for again within ten seconds", async () => {
    const { refresh_token: first } = await signedIn();
    const { body: second } = await refresh(first);
    expect(second.refresh_token).toMatch(/_1_[\w-]{43}$/);
    expect((await refresh(first)).body.refresh_token).toBe(second.refresh_token);
    expect((await refresh(second.refresh_token)).body.refresh_token).toMatch(/_2_[\w-]{43}$/);
  });

  test("twenty at once get one successor", async () => {
    const { refresh_token, familyId } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refresh_token)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
    expect(await asOwner()`select n from refresh_tokens where family = ${familyId} order by n`).toEqual([{ n: 0 }, { n: 1 }]);
  });

  test("that comes back late has a copy: its family dies, the newest token and access too", async () => {
    const { refresh_token: first, access_token, familyId } = await signedIn();
    const { body: second } = await refresh(first);
    await asOwner()`update refresh_tokens set used_at = used_at - interval '11 seconds' where family = ${familyId}`;
    expect(await refresh(first)).toMatchObject(invalid);
    expect(await refresh(second.refresh_token)).toMatchObject(invalid);
    for (const token of [access_token, second.access_token]) expect((await sessions(token)).status).toBe(401);
    expect(await asOwner()`select action from audit_log where target = ${familyId} order by seq`).toEqual([
      { action: "session.exchanged" },
      { action: "session.refresh_reused" },
    ]);
  });

  test("whose successor was used already is reuse also within ten seconds", async () => {
    const { refresh_token: first } = await signedIn();
    const { body: second } = await refresh(first);
    const { body: third } = await refresh(second.refresh_token);
    expect(await refresh(first)).toMatchObject(invalid);
    expect(await refresh(third.refresh_token)).toMatchObject(invalid);
  });

  test("ends with its family, after 90 days however often it was refreshed", async () => {
    const { refresh_token, familyId } = await signedIn();
    const [family] = await asOwner()`select extract(day from expires_at - now()) as days from token_families where id = ${familyId}`;
    expect(Number(family?.["days"])).toBeGreaterThanOrEqual(89);
    const { body: next } = await refresh(refresh_token);
    await asOwner()`update token_families set expires_at = now() where id = ${familyId}`;
    expect(await refresh(next.refresh_token)).toMatchObject(invalid);
  });

  test("unused for 30 days is good for nothing", async () => {
    const { refresh_token, familyId } = await signedIn();
    await asOwner()`update refresh_tokens set expires_at = now() where family = ${familyId}`;
    expect(await refresh(refresh_token)).toMatchObject(invalid);
  });

  test("that is revoked takes its family with it; one that nobody knows has ended already", async () => {
    const { refresh_token, access_token } = await signedIn();
    const revoke = (token: string) => api.post("/v1/auth/revoke", { refresh_token: token });
    expect((await revoke(refresh_token)).status).toBe(200);
    expect(await refresh(refresh_token)).toMatchObject(invalid);
    expect((await sessions(access_token)).status).toBe(401);
    for (const token of [refresh_token, "art_x", "x"]) expect((await revoke(token)).status).toBe(200);
  });

  test.each(["x", "art_01kaf3rk4ke6w8k9b6n2m5xq7f_0_3vPq1r0aWm9yXkD2hB8tLcFzUe7sGjN5oKiQwVxYbTg"])("%s is none of ours", async (token) => {
    expect(await refresh(token)).toMatchObject(invalid);
  });

  test("of a place that was moved is none of ours", async () => {
    const { refresh_token } = await signedIn();
    expect(await refresh(refresh_token.replace("_0_", "_1_"))).toMatchObject(invalid);
  });
});

describe("a family of tokens", () => {
  test("is listed beside the browsers, and ends by its id or by signing out", async () => {
    const one = await signedUp();
    const { body: tokens } = await browser().post("/v1/auth/token", { email: one.email, password: PASSWORD });
    const [family] = (await one.get("/v1/auth/sessions")).body.data;
    expect(family).toMatchObject({ kind: "api_client", current: false });
    expect((await one.remove(`/v1/auth/sessions/${family.id}`)).status).toBe(200);
    expect((await sessions(tokens.access_token)).status).toBe(401);

    const { access_token } = await signedIn();
    expect((await as(access_token).post("/v1/auth/sign-out", {})).status).toBe(200);
    expect((await sessions(access_token)).status).toBe(401);
  });

  test("ends when its user leaves an organization", async () => {
    const { email, access_token, refresh_token } = await signedIn();
    await asOwner()`delete from members where user_id = (select id from auth_user where email = ${email})`;
    expect((await sessions(access_token)).status).toBe(401);
    expect(await refresh(refresh_token)).toMatchObject(invalid);
  });

  test("steps up for itself", async () => {
    const { access_token, familyId, email } = await signedIn();
    await asOwner()`update token_families set fresh_at = now() - interval '1 hour' where id = ${familyId}`;
    expect((await as(access_token).post("/v1/auth/change-email", { email: `x${email}` })).status).toBe(403);
    expect((await as(access_token).post("/v1/auth/step-up", { password: PASSWORD })).status).toBe(200);
    expect((await as(access_token).post("/v1/auth/change-email", { email: `x${email}` })).status).toBe(202);
    expect(await mailsTo(`x${email}`)).toHaveLength(1);
  });
});
