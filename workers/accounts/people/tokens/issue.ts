import { AppError } from "../../../../shared/errors.ts";
import type { SignInInput, Tokens } from "../../../../shared/schemas/people.ts";
import { type PeopleCtx, userAudit } from "../context.ts";
import { signIn } from "../sign-in.ts";
import { ACCESS_SECONDS, signAccessToken } from "./access-token.ts";
import { FAMILY_SECONDS, GRACE_SECONDS, hashRefreshToken, parseRefreshToken, REFRESH_SECONDS, refreshToken } from "./refresh-token.ts";

/** Signs in as a browser would, and turns the session into tokens. @throws AppError as `signIn` */
export async function issueTokens(ctx: PeopleCtx, input: SignInInput): Promise<Tokens> {
  const { token } = await signIn(ctx, input);
  const familyId = ctx.newId("fam");
  const refresh = refreshToken(ctx.authSecrets[0], { familyId, n: 0 });
  const stored = { hash: hashRefreshToken(refresh), seconds: REFRESH_SECONDS };
  const userId = await ctx.db.exchangeSession(token, { id: familyId, seconds: FAMILY_SECONDS }, stored, userAudit(ctx));
  if (userId === null) throw new AppError("unauthorized");
  return toTokens(ctx, { userId, familyId }, refresh);
}

/**
 * The next pair. Asked again within seconds, because the answer was lost, it gives the same refresh token; a token that comes
 * back later has a copy somewhere, and ends its whole family.
 * @throws AppError `token_invalid`
 */
export async function refreshTokens(ctx: PeopleCtx, given: string): Promise<Tokens> {
  const place = parseRefreshToken(ctx.authSecrets, given);
  if (!place) throw new AppError("token_invalid", { param: "refresh_token" });
  const { familyId, n, secret } = place;
  // A family stays with the secret that it began with, so that an answer that was lost is the same when it is asked for again.
  const next = refreshToken(secret, { familyId, n: n + 1 });
  const stored = { hash: hashRefreshToken(next), seconds: REFRESH_SECONDS };
  const { outcome, userId } = await ctx.db.rotateRefresh(hashRefreshToken(given), stored, GRACE_SECONDS, userAudit(ctx));
  if (userId === null || (outcome !== "rotated" && outcome !== "repeated")) throw new AppError("token_invalid", { param: "refresh_token" });
  return toTokens(ctx, { userId, familyId }, next);
}

/** Ends the family of a token; one that is none of ours has ended already. */
export async function revokeTokens(ctx: PeopleCtx, given: string): Promise<void> {
  const place = parseRefreshToken(ctx.authSecrets, given);
  if (place) await ctx.db.endSession(null, place.familyId, userAudit(ctx));
}

async function toTokens(ctx: PeopleCtx, subject: { userId: string; familyId: string }, refresh: string): Promise<Tokens> {
  const access = await signAccessToken(ctx.tokenKeys, subject, ctx.now());
  return { object: "tokens", token_type: "Bearer", access_token: access, expires_in: ACCESS_SECONDS, refresh_token: refresh };
}
