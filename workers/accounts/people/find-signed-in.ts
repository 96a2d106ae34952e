import type { SignedIn } from "../../platform/principal.ts";
import type { PeopleCtx } from "./context.ts";
import { readCookie } from "./library/session-cookie.ts";
import { toSignedIn } from "./to-session.ts";
import { verifyAccessToken } from "./tokens/access-token.ts";

interface Credentials {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
}

/**
 * Whom a request names by its access token or, without an Authorization header, by its cookie. What we did not sign costs no read;
 * what we did costs one, each time, so that an ended session ends at once. undefined: nobody
 */
export async function findSignedIn(ctx: PeopleCtx, { cookie, authorization }: Credentials): Promise<SignedIn | undefined> {
  if (authorization !== undefined) return byToken(ctx, /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "");
  const session = readCookie(cookie, ctx.authSecrets);
  const row = session === undefined ? undefined : await ctx.db.signedIn(session, null);
  return row && toSignedIn(row);
}

async function byToken(ctx: PeopleCtx, token: string): Promise<SignedIn | undefined> {
  const subject = await verifyAccessToken(ctx.tokenKeys, token, ctx.now());
  const row = subject && (await ctx.db.signedIn(null, subject.familyId));
  return row?.user_id === subject?.userId && row ? toSignedIn(row) : undefined;
}
