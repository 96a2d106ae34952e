import { Buffer } from "node:buffer";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { dump, type Row } from "../support/dump.ts";
import { DASHBOARD, mailsTo, PASSWORD, randomEmail, signIn, signUp, withSecondFactor } from "../people/support.ts";
import { apiWith, issuerInput } from "../support/organization.ts";
import { ownCertificate } from "../support/imported.ts";

interface Secret {
  readonly name: string;
  readonly text: string;
}

const NEW_PASSWORD = "otros cuatro panes en la vereda";
const PASSPHRASE = "frase de la clave 7281";
/** Bindings that are secrets: names of wrangler.toml. */
const BINDINGS = ["API_KEY_PEPPER", "TICKET_KEYS", "SANDBOX_CA_KEY", "AUTH_SECRET", "TOKEN_KEYS", "MAIL_KEYS"] as const;

/** What each kind looks like, whoever made it: the database has whatever other tests left there, too. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  "API key": /[sr]k_(test|live)_arca_[0-9A-Za-z]{38}/,
  "access token": /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/,
  "refresh token": /art_[0-9a-z]{26}_\d+_/,
  "token of an invitation": /ait_[\w-]{20,}/,
  "private key": /PRIVATE KEY-----/,
};

let rows: Row[];
let secrets: Secret[];

beforeAll(async () => {
  secrets = [...(await ofPeople()), ...(await ofAnOrganization()), ...BINDINGS.flatMap((name) => inPieces(name, env[name]))];
  rows = await dump();
}, 60_000);

/** Signing up, a second factor, tokens for a program, links in mails, and a new password. */
async function ofPeople(): Promise<Secret[]> {
  const one = await withSecondFactor();
  const api = apiWith();
  const { body: pair } = await api.post("/v1/auth/token", { email: one.email, password: PASSWORD, code: one.code() });
  const { body: next } = await api.post("/v1/auth/refresh", { refresh_token: pair.refresh_token });
  const code = one.code(1);
  const again = await signIn(one.email, { code });
  await api.post("/v1/auth/forgot-password", { email: one.email });
  expect(await again.post("/v1/auth/change-password", { current_password: PASSWORD, password: NEW_PASSWORD })).toMatchObject({
    status: 200,
  });
  await again.post("/v1/auth/change-email", { email: randomEmail() });
  await api.post("/v1/auth/forgot-password", { email: one.email });
  const links = await tokensOf(one.email);
  expect(links.length).toBeGreaterThanOrEqual(3);
  return [
    { name: "password", text: PASSWORD },
    { name: "new password", text: NEW_PASSWORD },
    ...[one.cookie, again.cookie].flatMap((cookie) =>
      inPieces(
        "session",
        decodeURIComponent(cookie ?? "")
          .split("=")
          .slice(1)
          .join("="),
        ".",
      ),
    ),
    ...[pair, next].flatMap(({ access_token: access, refresh_token: refresh }) => [
      { name: "access token", text: access },
      { name: "refresh token", text: refresh },
    ]),
    ...links.map((text) => ({ name: "link", text })),
    { name: "TOTP seed", text: one.secret },
    ...[one.code(-1), one.code(), code].map((text) => ({ name: "code", text })),
    ...one.recoveryCodes.flatMap((text) => [text, text.replaceAll("-", "")]).map((text) => ({ name: "recovery code", text })),
  ];
}

/** Keys, an invitation, and certificates in each way in which a private key comes or is made. */
async function ofAnOrganization(): Promise<Secret[]> {
  const owner = await signIn(await signUp());
  const { body: key } = await owner.post("/v1/api-keys", { name: "Primera", mode: "test" });
  const { body: next } = await owner.post(`/v1/api-keys/${key.id}/rotate`, { expires_in: 3600 });
  const invited = randomEmail();
  expect(await owner.post("/v1/invitations", { email: invited, role: "viewer" })).toMatchObject({ status: 201 });
  const api = apiWith(next.secret);
  const { body: issuer } = await api.post("/v1/issuers", { ...issuerInput(), environment: "homologation" });
  const own = await ownCertificate(issuer.cuit);
  const privateKey = String(own.key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: PASSPHRASE }));
  const added = await api.post(`/v1/issuers/${issuer.id}/certificates`, {
    certificate: own.certificate,
    private_key: privateKey,
    passphrase: PASSPHRASE,
  });
  expect([added.status, (await api.post(`/v1/issuers/${issuer.id}/certificates/csr`, {})).status]).toEqual([201, 201]);
  await api.post("/v1/issuers", issuerInput());
  const der = Buffer.from(own.privateKey.replaceAll(/-----.*-----|\s/g, ""), "base64");
  return [
    { name: "API key", text: key.secret },
    { name: "replaced API key", text: next.secret },
    ...(await tokensOf(invited)).map((text) => ({ name: "invitation", text })),
    { name: "passphrase", text: PASSPHRASE },
    { name: "private key", text: der.subarray(300, 348).toString("base64") },
    { name: "private key in hexadecimal", text: der.subarray(300, 348).toString("hex") },
    { name: "encrypted private key", text: privateKey.split("\n")[6] ?? "" },
  ];
}

/** What stands in the links of all mails to that address. */
async function tokensOf(email: string): Promise<string[]> {
  const links = (await mailsTo(email)).flatMap((mail) => mail.links);
  return links.flatMap((link) => new URL(link).searchParams.getAll("token"));
}

const inPieces = (name: string, text: string, separator: RegExp | string = /[^\w+/=-]+/): Secret[] =>
  text
    .split(separator)
    .filter((piece) => piece.length >= 16)
    .map((piece) => ({ name, text: piece }));

/** As it is, and as a column of bytes, or a JSON value within one, would show it. */
const formsOf = (text: string): string[] => [
  text,
  Buffer.from(text).toString("hex"),
  Buffer.from(text).toString("base64").replaceAll("=", ""),
];

describe("a dump of the database", () => {
  test("is of every table, and the scenario used each kind of secret", () => {
    const tables = new Set(rows.map(({ table }) => table));
    for (const table of [
      "api_keys",
      "audit_log",
      "auth_account",
      "auth_session",
      "auth_two_factor",
      "certificates",
      "invitations",
      "mails",
      "mail_tokens",
      "refresh_tokens",
      "token_families",
      "used_once",
    ])
      expect(tables).toContain(table);
    const names = new Set(secrets.map(({ name }) => name));
    expect(names.size).toBe(16 + BINDINGS.length);
    for (const { name, text } of secrets) expect([name, text.length >= (name === "code" ? 6 : 12)]).toEqual([name, true]);
  });

  test("shows none of them in clear, in any column of any table", () => {
    const long = secrets.filter(({ name }) => name !== "code");
    const found = rows.flatMap(({ table, row }) =>
      long.filter(({ text }) => formsOf(text).some((form) => row.includes(form))).map(({ name }) => `${name} in ${table}`),
    );
    expect(found).toEqual([]);
  });

  test("has no column that is a code", () => {
    const codes = new Set(secrets.filter(({ name }) => name === "code").map(({ text }) => text));
    // Six digits stand in every dump by chance, as a part of something longer.
    const found = rows.filter(({ row }) =>
      Object.values(JSON.parse(row) as Record<string, unknown>).some((value) => codes.has(String(value))),
    );
    expect(found.map(({ table }) => table)).toEqual([]);
  });

  test.each(Object.entries(SHAPES))("has nothing in the shape of: %s", (_, shape) => {
    expect(rows.filter(({ row }) => shape.test(row)).map(({ table, row }) => `${table} ${row.slice(0, 200)}`)).toEqual([]);
  });

  test("would show them: their shapes fit, and a planted one is found", () => {
    const text = secrets.map((secret) => secret.text).join("\n");
    for (const kind of ["API key", "access token", "refresh token", "token of an invitation"]) expect(text).toMatch(SHAPES[kind] ?? /^$/);
    expect(rows.some(({ row }) => formsOf(DASHBOARD).some((form) => row.includes(form)))).toBe(false);
    expect(rows.some(({ row }) => formsOf("Primera").some((form) => row.includes(form)))).toBe(true);
  });
});
