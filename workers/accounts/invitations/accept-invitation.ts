import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { AcceptanceInput, Organization } from "../../../shared/schemas/organization.ts";
import { type Acceptance, acceptInvitation as acceptance } from "../../db/invitations.ts";
import { rowsOf } from "../../db/rows.ts";
import type { UserCtx } from "../../platform/context.ts";
import { toOrganization } from "../organizations/to-organization.ts";
import { hashInvitationToken } from "./token.ts";

/**
 * Whoever has signed in with the address that was invited becomes a member.
 * @throws AppError `token_invalid` (none, used, revoked, expired, of whom may not give that role any more); `forbidden` for another address; `conflict` for a member
 */
export async function acceptInvitation(ctx: UserCtx, { token }: AcceptanceInput): Promise<Organization> {
  const entry = {
    id: ctx.newId("aud"),
    actor: ctx.actor,
    action: "invitation.accepted",
    target: "",
    change: { request_id: ctx.requestId },
  };
  const [rows] = await ctx.db.ask(acceptance(await hashInvitationToken(token), ctx.signedIn.user.email, ctx.now(), entry));
  const [result] = rowsOf<Acceptance>(rows);
  if (result?.outcome === "accepted") return toOrganization({ ...result, deletedAt: null }, result.role);
  if (result?.outcome === "another_email") throw new AppError("forbidden", { problems: [problem("token", "invitation_of_another")] });
  if (result?.outcome === "member") throw new AppError("conflict", { param: "token", problems: [problem("token", "member_already")] });
  throw new AppError("token_invalid", { param: "token" });
}
