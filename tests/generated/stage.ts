import { createHmac } from "node:crypto";
import { env } from "cloudflare:workers";
import { newId } from "../../shared/ids.ts";
import { type Role, ROLES } from "../../shared/roles.ts";
import type { Scope } from "../../shared/scopes.ts";
import { apiKeyHint, hashApiKey, newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { hashToken, SESSION_COOKIE } from "../../workers/accounts/people/library/session-token.ts";
import { SCOPES } from "../../workers/platform/context.ts";
import { DASHBOARD } from "../people/support.ts";
import { asOwner } from "../support/tenant.ts";
import { KINDS } from "./kinds.ts";
// The Worker begins it with the first sign-in. Here several at once would each wait for the modules that another's request loads.
import "../../workers/accounts/people/library/library.ts";

export type Mode = "test" | "live";
export type Stage = Awaited<ReturnType<typeof openStage>>;

interface Session {
  /** Long ago: whatever asks for a fresh sign-in refuses it. */
  readonly stale?: boolean;
  readonly secondFactor?: boolean;
}

/** An organization with a member of each role, by rows; what else it has is made when somebody asks for it, and then stays. */
export async function openStage() {
  const id = newId("org");
  /** In all that is its own and can be read: nobody else may ever see it. */
  const secret = `secreto ${crypto.randomUUID()}`;
  const members = Object.fromEntries(ROLES.map((role) => [role, newId("usr")])) as Record<Role, string>;
  const sql = asOwner();
  await sql.transaction([
    sql`insert into organizations (id, name, created_at) values (${id}, ${secret}, now())`,
    ...ROLES.flatMap((role) => [
      sql`insert into auth_user (id, email, email_verified, name) values (${members[role]}, ${`${members[role]}@example.com`}, true, ${secret})`,
      sql`insert into members values (${id}, ${members[role]}, ${role}, now())`,
    ]),
  ]);
  const made = new Map<string, Promise<Record<Mode, string>>>();
  const callers = new Set<string>();
  const stage = {
    id,
    secret,
    members,
    /** Ids of the sessions and keys by which the test itself asks: they come and go. */
    callers: callers as ReadonlySet<string>,
    /** Headers of a browser in which that member has signed in, in test mode. */
    async signIn(role: Role, session: Session = {}) {
      const opened = await openSession(id, members[role], session);
      callers.add(opened.id);
      return opened.headers;
    },
    openSession: (role: Role) => openSession(id, members[role], {}),
    /** Headers of a program with a key. */
    async useKey(scopes: readonly Scope[] = SCOPES, mode: Mode = "test") {
      const key = await addKey(id, scopes, mode);
      callers.add(key.id);
      return { authorization: `Bearer ${key.secret}` };
    },
    addKey: () => addKey(id, SCOPES, "test"),
    /** Its own object of that kind; a kind that has no mode has one object for both. @throws Error for a kind without fixture */
    async own(kind: string, mode: Mode = "test"): Promise<string> {
      const known = made.get(kind) ?? fixtureOf(kind).make(stage);
      made.set(kind, known);
      return (await known)[mode];
    },
    /** One more of its own. */
    another: async (kind: string): Promise<string> => (await fixtureOf(kind).make(stage)).test,
    /** One of everything. */
    async ownAll(): Promise<string[]> {
      const ids = await Promise.all(Object.keys(KINDS).flatMap((kind) => [stage.own(kind), stage.own(kind, "live")]));
      return [...new Set(ids)];
    },
  };
  return stage;
}

/** One that has one of everything. */
export async function openFullStage(): Promise<Stage> {
  const stage = await openStage();
  await stage.ownAll();
  return stage;
}

function fixtureOf(kind: string) {
  const fixture = KINDS[kind];
  if (!fixture) throw new Error(`No fixture for ids of kind ${kind}: add one to tests/generated/kinds.ts.`);
  return fixture;
}

async function openSession(organizationId: string, userId: string, { stale = false, secondFactor = true }: Session) {
  const [id, token] = [newId("ses"), crypto.randomUUID()];
  await asOwner()`insert into auth_session (id, user_id, token, expires_at, fresh_at, second_factor)
    values (${id}, ${userId}, ${hashToken(token)}, now() + interval '1 day', now() - make_interval(mins => ${stale ? 11 : 0}), ${secondFactor})`;
  const signature = createHmac("sha256", env.AUTH_SECRET).update(token).digest("base64");
  const cookie = `${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`;
  return { id, headers: { cookie, origin: DASHBOARD, "Arca-Organization": organizationId } as Record<string, string> };
}

async function addKey(organizationId: string, scopes: readonly Scope[], mode: Mode) {
  const [id, secret] = [newId("key"), newApiKey("sk", mode)];
  await asOwner()`insert into api_keys (id, organization_id, mode, hash, hint, name, scopes, created_at)
    values (${id}, ${organizationId}, ${mode}, ${hashApiKey(secret, env.API_KEY_PEPPER)}, ${apiKeyHint(secret)}, 'Test', ${[...scopes]}, now())`;
  return { id, secret };
}
