import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import type { Page } from "../../../shared/schemas/page.ts";
import type { Session, SteppedUp, StepUpInput } from "../../../shared/schemas/people.ts";
import type { SignedIn } from "../../platform/principal.ts";
import { attemptingAgain } from "./attempts/throttle.ts";
import { type PeopleCtx, userAudit } from "./context.ts";
import { verifyOwnPassword } from "./passwords/verify-own.ts";
import { checkTotp } from "./second-factor/check-totp.ts";
import { freshUntil, toSession } from "./to-session.ts";

/** Of a browser, and of a family of tokens. */
const IDS = [idPattern("ses"), idPattern("fam")];

const currentSession = ({ sessionId, familyId }: SignedIn): string => sessionId ?? familyId ?? "";

/** All his sessions and families of tokens that are good, newest first. */
export async function listSessions(ctx: PeopleCtx, me: SignedIn): Promise<Page<Session>> {
  const rows = await ctx.db.sessions(me.user.id);
  return { object: "list", data: rows.map((row) => toSession(row, currentSession(me))), has_more: false, next_cursor: null };
}

/** Ends one of his own, at once. @throws AppError `not_found` */
export async function endSession(ctx: PeopleCtx, me: SignedIn, id: string): Promise<void> {
  const isId = IDS.some((pattern) => pattern.test(id));
  if (!isId || !(await ctx.db.endSession(me.user.id, id, userAudit(ctx)))) throw new AppError("not_found", { param: "id" });
}

export const signOut = (ctx: PeopleCtx, me: SignedIn): Promise<boolean> =>
  ctx.db.endSession(me.user.id, currentSession(me), userAudit(ctx));

/** Proves again who he is, which counts as a fresh sign-in. @throws AppError `invalid_credentials`, `second_factor_invalid`, `too_many_attempts` */
export async function stepUp(ctx: PeopleCtx, me: SignedIn, input: StepUpInput): Promise<SteppedUp> {
  const byCode = "code" in input;
  await attemptingAgain(ctx, me, async () => {
    if (byCode) await checkTotp(ctx, me, input.code);
    else await verifyOwnPassword(ctx, me, input.password);
  });
  const at = await ctx.db.refreshSession(currentSession(me), byCode, userAudit(ctx, { by: byCode ? "code" : "password" }));
  if (at === null) throw new AppError("unauthorized");
  return { object: "step_up", fresh_until: freshUntil(at).toISOString() };
}
