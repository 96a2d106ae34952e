import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { createPeople, issueTokens, signIn as signInWith } from "../../workers/accounts/people/index.ts";
import { hashMailToken } from "../../workers/accounts/people/mails/mail-token.ts";
import { authTables } from "../../workers/db/auth-tables.ts";
import { prepareMail } from "../../workers/email/index.ts";
import { peoplePorts } from "../../workers/platform/people-ports.ts";
import { parseKeyRing } from "../../workers/platform/seal.ts";
import { apiWith } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";
import { browser, PASSWORD, signedUp, signIn, tokenFor, withSecondFactor } from "./support.ts";

const NEW = "siete mates bajo la parra";
const api = apiWith();

type Who = Awaited<ReturnType<typeof signedUp>>;

/** What ends all sign-ins, done by somebody who is signed in. */
const ENDINGS: [string, () => Promise<{ who: Who; code?: string; end: () => Promise<number> }>][] = [
  [
    "the password is reset",
    async () => {
      const who = await signedUp();
      await api.post("/v1/auth/forgot-password", { email: who.email });
      const token = await tokenFor(who.email);
      return { who, end: async () => (await api.post("/v1/auth/reset-password", { token, password: NEW })).status };
    },
  ],
  [
    "the password is changed",
    async () => {
      const who = await signedUp();
      return { who, end: async () => (await who.post("/v1/auth/change-password", { current_password: PASSWORD, password: NEW })).status };
    },
  ],
  [
    "the second factor is turned off",
    async () => {
      const who = await withSecondFactor();
      return { who, code: who.code(), end: async () => (await who.remove("/v1/auth/totp")).status };
    },
  ],
];

/** A context whose sign-in writes its session, of one factor or of both, only after that has happened. */
function lateBy(meanwhile: () => Promise<unknown>, secondFactor = false) {
  const ports = peoplePorts(env);
  const database = new Proxy(ports.database, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (property !== "insert") return typeof member === "function" ? member.bind(target) : member;
      return (table: typeof authTables.session) => {
        const insert = target.insert(table);
        if (table !== authTables.session) return insert;
        const values = (row: typeof authTables.session.$inferInsert) => ({
          returning: async () => {
            // Before a code the library makes one that it takes back.
            if (row.secondFactor === secondFactor) await meanwhile();
            return insert.values(row).returning();
          },
        });
        return { values };
      };
    },
  });
  return createPeople()(
    { ...ports, database },
    { requestId: "req_test", address: undefined, userAgent: undefined, language: "es" },
    () => undefined,
  );
}

const sessionsOf = (email: string) =>
  asOwner()`select s.id from auth_session s join auth_user u on u.id = s.user_id where u.email = ${email}
    union all select f.id from token_families f join auth_user u on u.id = f.user_id where u.email = ${email} and f.revoked_at is null`;

test.each(ENDINGS)("a sign-in whose password was right just before %s ends with the others", async (_, prepare) => {
  for (const enter of [signInWith, issueTokens]) {
    const { who, code, end } = await prepare();
    const ended: number[] = [];
    const late = lateBy(async () => ended.push(await end()), code !== undefined);
    const input = { email: who.email, password: PASSWORD, ...(code !== undefined && { code }) };
    await expect(enter(late, input)).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(ended).toEqual([200]);
    expect((await sessionsOf(who.email)).map(({ id }) => id).filter((id) => id !== who.session.id)).toEqual([]);
    const told = await asOwner()`select action from audit_log where actor = ${who.session.user.id} order by seq desc limit 1`;
    expect(told).toEqual([{ action: "session.ended" }]);
  }
});

test("a sign-in that lacks the code ends where the second factor is turned on meanwhile", async () => {
  const who = await withSecondFactor();
  const id = who.session.user.id;
  await asOwner()`update auth_user set two_factor_enabled = false where id = ${id}`;
  await asOwner()`update auth_two_factor set verified = false where user_id = ${id}`;
  const late = lateBy(async () => {
    await asOwner()`select enable_totp(${id}, t.secret, t.backup_codes, ${who.session.id}, ${await notice()}::jsonb, ${newId("aud")}, '{}')
      from auth_two_factor t where t.user_id = ${id}`;
  });
  await expect(signInWith(late, { email: who.email, password: PASSWORD })).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await sessionsOf(who.email)).toEqual([{ id: who.session.id }]);
});

test("a sign-in beside a reset that has not been committed yet waits for it", async () => {
  const { email } = await signedUp();
  await api.post("/v1/auth/forgot-password", { email });
  const hash = hashMailToken(await tokenFor(email));
  const sql = asOwner();
  const reset = sql.transaction([
    sql`select reset_password(${hash}, 'another hash', ${await notice()}::jsonb, ${newId("aud")}, '{}') as done`,
    sql`select pg_sleep(1.5)`,
  ]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const late = await browser().post("/v1/auth/sign-in", { email, password: PASSWORD });
  expect((await reset)[0]).toEqual([{ done: true }]);
  expect(late).toMatchObject({ status: 401, body: { error: { code: "invalid_credentials" } } });
  expect(await sessionsOf(email)).toEqual([]);
});

test("what ends no sign-in harms none that is under way", async () => {
  const who = await signedUp();
  const late = lateBy(() => who.post("/v1/auth/step-up", { password: PASSWORD }));
  expect((await signInWith(late, { email: who.email, password: PASSWORD })).session.user.email).toBe(who.email);
  await signIn(who.email);
});

const notice = async () => {
  const message = { to: "", kind: "password_changed", language: "es", data: {} } as const;
  const { id, kind, sealed } = await prepareMail({ keys: parseKeyRing(env.MAIL_KEYS), newId }, message);
  return JSON.stringify({ id, kind, sealed });
};
