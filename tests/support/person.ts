import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Context } from "hono";
import { newId } from "../../shared/ids.ts";
import type { Role } from "../../shared/roles.ts";
import { createApi } from "../../workers/api/app.ts";
import { openDatabase } from "../../workers/db/database.ts";
import { latestMails } from "../../workers/db/mails.ts";
import { openMail } from "../../workers/email/mailer.ts";
import type { SignedIn } from "../../workers/platform/principal.ts";
import { parseKeyRing } from "../../workers/platform/seal.ts";
import { asOwner } from "./tenant.ts";

interface State {
  readonly secondFactor: boolean;
  readonly freshUntil: Date;
}

/** How each has signed in; whose he is, the database says at each request. */
const states = new Map<string, State>();

const api = createApi({ findSignedIn });

/** Takes the place of the sign-in, which has tests of its own: a token of three parts, whose middle one is the user. */
async function findSignedIn(c: Context): Promise<SignedIn | undefined> {
  const id = /^Bearer test\.(usr_\w+)\.x$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const state = states.get(id);
  const [user] =
    await asOwner()`select id, email, name, language, two_factor_enabled as "twoFactorEnabled" from auth_user where id = ${id}`;
  if (!user || !state) return undefined;
  const memberships =
    await asOwner()`select m.organization_id as "organizationId", o.name, m.role, m.second_factor_required as "secondFactorRequired",
      o.deleted_at as "deletedAt"
    from members m join organizations o on o.id = m.organization_id where m.user_id = ${id} order by m.created_at`;
  // The columns are those named above.
  return { user: user as SignedIn["user"], sessionId: "ses_test", ...state, memberships: memberships as SignedIn["memberships"][number][] };
}

export type Person = Awaited<ReturnType<typeof person>>;

/** Somebody with an account of his own, who has just signed in with a second factor unless `state` says otherwise. */
export async function person(state: Partial<State> = {}) {
  const id = newId("usr");
  const email = `${id}@example.com`;
  await asOwner()`insert into auth_user (id, email, email_verified, name) values (${id}, ${email}, true, 'Ana')`;
  states.set(id, { secondFactor: true, freshUntil: new Date(Date.now() + 600_000), ...state });

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const context = createExecutionContext();
    const request = new Request(`http://api.test${path}`, {
      method,
      headers: { authorization: `Bearer test.${id}.x`, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await api.fetch(request, env, context);
    await waitOnExecutionContext(context);
    const text = new TextDecoder().decode(await response.arrayBuffer());
    // Tests say what they expect of a body; what they read of it is checked there.
    // oxlint-disable-next-line typescript/no-explicit-any
    const parsed: any = response.headers.get("content-type") === "application/json" ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  };
  return { id, email, call };
}

/** A member of that organization, by rows alone. */
export async function member(organizationId: string, role: Role, state: Partial<State> = {}) {
  const who = await person(state);
  await asOwner()`insert into members values (${organizationId}, ${who.id}, ${role}, now())`;
  return who;
}

/** An organization by rows alone, with one owner. */
export async function ownedOrganization(state: Partial<State> = {}) {
  const id = newId("org");
  await asOwner()`insert into organizations (id, name, created_at) values (${id}, 'La Espiga', now())`;
  return { id, owner: await member(id, "owner", state) };
}

/** The token of the last invitation to that address, as its owner would read it. */
export async function invitationToken(email: string): Promise<string> {
  const row = (await latestMails(openDatabase(env.DATABASE_URL), 100)).find(({ to, kind }) => to === email && kind === "invitation");
  if (!row) throw new Error(`no invitation to ${email}`);
  const mail = await openMail(parseKeyRing(env.MAIL_KEYS), "https://app.test", row);
  return new URL(mail.links[0] ?? "").searchParams.get("token") ?? "";
}
