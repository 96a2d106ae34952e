import { createHash } from "node:crypto";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { hashApiKey, newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { reportLeakedKeys } from "../../workers/accounts/index.ts";
import { openDatabase } from "../../workers/db/database.ts";
import { readOutbox } from "../../workers/email/index.ts";
import { leakPorts } from "../../workers/platform/leak-ports.ts";
import { parseKeyRing } from "../../workers/platform/seal.ts";
import { withinOneMinute } from "../support/one-minute.ts";
import { apiWith, organization } from "../support/organization.ts";
import { member } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

const PATH = "/v1/leaked-keys/github";
const PLACE = "https://github.com/octocat/Hello-World/blob/1234560/foo.txt";
const SALE = { items: [{ description: "Pan", unit_price: "2000.00" }] };

const find = (token: string, more: object = {}) => ({ token, type: "arca_api_key", url: PLACE, source: "content", ...more });
const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");
const signed = async (body: string, key = "published") =>
  (await fetch(`${env.GITHUB_URL}/sign?key=${key}`, { method: "POST", body })).text();

interface Sent {
  readonly keyId?: string;
  /** Which key really signs it. */
  readonly by?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** As GitHub sends it, but for what is said otherwise. */
async function report(finds: unknown, { keyId = "published", by, body = JSON.stringify(finds), headers = {} }: Sent = {}) {
  const signature = await signed(body, by ?? keyId);
  return apiWith().call("POST", PATH, {
    body,
    headers: { "github-public-key-identifier": keyId, "github-public-key-signature": signature, ...headers },
  });
}
const refusal = { status: 403, body: { error: { code: "signature_invalid", type: "permission_error" } } };

const revokedAt = async (keyId: string) => (await asOwner()`select revoked_at from api_keys where id = ${keyId}`)[0]?.["revoked_at"];
const mailsTo = async (...emails: string[]) =>
  (await readOutbox(openDatabase(env.DATABASE_URL), parseKeyRing(env.MAIL_KEYS), "https://app.test")).filter(({ to }) =>
    emails.includes(to),
  );

describe("a key that GitHub has found", () => {
  test.each(["test", "live"] as const)("of %s mode issues nothing from then on, and its organization is told", async (mode) => {
    const one = await organization({ mode });
    const [owner, admin, developer] = [await member(one.id, "owner"), await member(one.id, "admin"), await member(one.id, "developer")];
    await asOwner()`update auth_user set language = 'en' where id = ${admin.id}`;
    if (mode === "test") {
      await one.createIssuer();
      expect((await one.post("/v1/invoices", SALE)).status).toBe(201);
    }
    expect(await report([find(one.secret)])).toMatchObject({
      status: 200,
      body: [{ token_hash: hashOf(one.secret), token_type: "arca_api_key", label: "true_positive" }],
    });
    // Without Postgres, and before any isolate has asked it again.
    const keeper = env.API_KEY_KEEPERS.getByName(hashApiKey(one.secret, env.API_KEY_PEPPER));
    expect(await keeper.take({ budget: "issuing", units: 1, limit: 1000, partial: false })).toBe("ended");
    expect(await one.post("/v1/invoices", SALE)).toMatchObject({ status: 401 });
    expect(await revokedAt(one.keyId)).not.toBeNull();
    await vi.waitFor(async () => expect((await one.get("/v1/issuers")).status).toBe(401), { timeout: 7_000, interval: 500 });

    const [row] = await asOwner()`select hint from api_keys where id = ${one.keyId}`;
    const hint = String(row?.["hint"]);
    const events = await asOwner()`select mode, type, data from events where target = ${one.keyId}`;
    expect(events).toEqual([{ mode, type: "api_key.leaked", data: { api_key: { name: "Test", hint, url: PLACE, source: "content" } } }]);
    const entries = await asOwner()`select actor, action, payload::jsonb - 'nonce' as change from audit_log
      where organization_id = ${one.id} and target = ${one.keyId} and action = 'api_key.revoked'`;
    expect(entries).toMatchObject([
      { actor: "github_secret_scanning", action: "api_key.revoked", change: { reason: "leaked", url: PLACE, source: "content", mode } },
    ]);

    const mails = await mailsTo(owner.email, admin.email, developer.email);
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual(
      expect.arrayContaining([
        [owner.email, "Se publicó una clave de API de Test, y la revocamos"],
        [admin.email, "An API key of Test was published, and we have revoked it"],
      ]),
    );
    expect(mails).toHaveLength(2);
    for (const { text, links } of mails) {
      expect(text).toContain(`(${hint}`);
      expect(text).toContain(PLACE);
      expect(links).toEqual(["https://app.test/api-keys"]);
    }
    expect(JSON.stringify([events, entries, mails])).not.toContain(one.secret);
  });

  test("several times, or twice, is told of once", async () => {
    const [one, other] = [await organization(), await organization()];
    const owner = await member(one.id, "owner");
    const finds = [find(one.secret), find(one.secret, { url: `${PLACE}2` }), find(other.secret, { source: null, url: "" })];
    const answers = await Promise.all([report(finds), report(finds), report(finds)]);
    for (const { status, body } of [...answers, await report(finds)]) {
      expect([status, body.map(({ label }: { label: string }) => label)]).toEqual([200, Array(3).fill("true_positive")]);
    }
    expect(await mailsTo(owner.email)).toHaveLength(1);
    for (const { keyId } of [one, other]) expect(await asOwner()`select 1 from events where target = ${keyId}`).toHaveLength(1);
    expect(await asOwner()`select data -> 'api_key' ->> 'url' as url from events where target = ${other.keyId}`).toEqual([{ url: null }]);
  });

  test("that has ended already stays as it was, and was a key all the same", async () => {
    const moment = new Date("2026-01-02T03:04:05.000Z");
    const [revoked, expired] = [await organization({ revokedAt: moment }), await organization({ expiresAt: moment })];
    const { body } = await report([find(revoked.secret), find(expired.secret)]);
    expect(body).toMatchObject([{ label: "true_positive" }, { label: "true_positive" }]);
    expect(new Date(String(await revokedAt(revoked.keyId)))).toEqual(moment);
    expect(await asOwner()`select 1 from events where target in (${revoked.keyId}, ${expired.keyId})`).toEqual([]);
  });

  test("and what is none: GitHub is told which is which", async () => {
    const one = await organization();
    const tokens = ["some_token", newApiKey("sk", "live"), `${one.secret.slice(0, -1)}!`, "", one.secret];
    const { status, body } = await report(tokens.map((token) => find(token, { type: `t${token.length}` })));
    expect([status, body]).toEqual([
      200,
      tokens.map((token) => ({
        token_hash: hashOf(token),
        token_type: `t${token.length}`,
        label: token === one.secret ? "true_positive" : "false_positive",
      })),
    ]);
    expect(await revokedAt(one.keyId)).not.toBeNull();
  });

  test("keeps no other from ending where something fails, and ends when it is sent again", async () => {
    const both = [await organization(), await organization()];
    const finds = both.map(({ secret }) => find(secret));
    const ended = async () => (await Promise.all(both.map(({ keyId }) => revokedAt(keyId)))).filter((at) => at !== null).length;
    let calls = 0;
    const failingOnce: typeof newId = (prefix) => {
      if (calls++ === 0) throw new Error("planted");
      return newId(prefix);
    };
    const ports = leakPorts(env, "req_test");
    await expect(reportLeakedKeys({ ...ports, newId: failingOnce }, finds)).rejects.toMatchObject({ code: "unavailable" });
    expect(await ended()).toBe(1);
    expect((await reportLeakedKeys(ports, finds)).map(({ label }) => label)).toEqual(["true_positive", "true_positive"]);
    expect(await ended()).toBe(2);
  });

  test("at no address that a mail may lead to: it is kept, shortened, and not sent on", async () => {
    const places = ["http://evil.test/x", "javascript:alert(1)", `https://github.com/${"x".repeat(900)}`];
    for (const url of places) {
      const one = await organization();
      const owner = await member(one.id, "owner");
      expect((await report([find(one.secret, { url, source: "s".repeat(900) })])).status).toBe(200);
      const [event] = await asOwner()`select data -> 'api_key' as told from events where target = ${one.keyId}`;
      expect(event?.["told"]).toMatchObject({ url: url.slice(0, 500), source: "s".repeat(50) });
      const [mail] = await mailsTo(owner.email);
      if (url.startsWith("https:")) expect(mail?.text).toContain(url.slice(0, 500));
      else expect(mail?.text).toContain("GitHub no informó en qué página estaba.");
      expect(mail?.text).not.toMatch(/http:|javascript:/);
    }
  });

  test("of one organization tells no other", async () => {
    const [mine, other] = [await organization(), await organization()];
    const stranger = await member(other.id, "owner");
    await report([find(mine.secret)]);
    expect(await mailsTo(stranger.email)).toEqual([]);
    expect((await other.get("/v1/events")).body.data).toEqual([]);
    expect((await other.get("/v1/issuers")).status).toBe(200);
  });
});

describe("what GitHub has not signed", () => {
  test("is refused, and ends nothing", async () => {
    const one = await organization();
    const body = JSON.stringify([find(one.secret)]);
    const signature = await signed(body);
    const post = (headers: Record<string, string>, sent = body) => apiWith().call("POST", PATH, { body: sent, headers });
    const id = { "github-public-key-identifier": "published" };
    const attempts = [
      post({}),
      post(id),
      post({ "github-public-key-signature": signature }),
      post({ ...id, "github-public-key-signature": "" }),
      post({ ...id, "github-public-key-signature": "AAAA" }),
      post({ ...id, "github-public-key-signature": signature.replace(/^./, "N") }),
      post({ ...id, "github-public-key-signature": signature }, `${body} `),
      post({ ...id, "github-public-key-signature": signature }, JSON.stringify([find(one.secret, { source: "gist" })])),
      post({ "github-public-key-identifier": "earlier", "github-public-key-signature": signature }),
      report([find(one.secret)], { keyId: "secret" }),
      report([find(one.secret)], { keyId: "published", by: "secret" }),
      report([find(one.secret)], { keyId: "edwards" }),
      report([find(one.secret)], { keyId: "larger" }),
    ];
    for (const answer of await Promise.all(attempts)) expect(answer).toMatchObject(refusal);
    expect(await revokedAt(one.keyId)).toBeNull();
    expect(await report([find(one.secret)], { keyId: "earlier" })).toMatchObject({ status: 200 });
  });

  test("is not looked at: its shape is of no interest, and GitHub is not asked again for each unknown key", async () => {
    await report([find("x")]);
    const asked = async () => Number(await (await fetch(`${env.GITHUB_URL}/asked`)).text());
    const before = await asked();
    for (let i = 0; i < 20; i++) {
      const headers = { "github-public-key-identifier": `unknown${i}`, "github-public-key-signature": "AAAA" };
      expect(await apiWith().call("POST", PATH, { body: "{}", headers })).toMatchObject(refusal);
    }
    expect((await asked()) - before).toBeLessThanOrEqual(1);
  });
});

test("says what is wrong with its form, and takes what it does not know", async () => {
  expect(await report([{ type: 1 }])).toMatchObject({
    status: 422,
    body: {
      error: {
        code: "invalid_request",
        errors: expect.arrayContaining([expect.objectContaining({ param: "[0].token", code: "required" })]),
      },
    },
  });
  expect((await report([])).status).toBe(422);
  expect((await report({ token: "x" })).status).toBe(422);
  expect((await report(Array.from({ length: 1001 }, () => find("x")))).status).toBe(422);
  expect((await report([find("x".repeat(10_001))])).status).toBe(422);
  expect((await report([], { body: "[" })).status).toBe(400);
  expect((await report([find("x")], { headers: { "content-type": "text/plain" } })).status).toBe(415);
  expect((await report(Array.from({ length: 1000 }, () => find("x", { line: 7 })))).status).toBe(200);
});

test("is braked at a hundred a minute of one address", async () => {
  await withinOneMinute(15_000);
  const send = (address: string) => apiWith().call("POST", PATH, { body: "[]", headers: { "cf-connecting-ip": address } });
  const answers = await Promise.all(Array.from({ length: 120 }, () => send("198.51.100.77")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403, 429]));
  expect((await send("198.51.100.78")).status).toBe(403);
}, 30_000);
