import { AppError, errorCode } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { holds, MANAGERS, ROLES } from "../../../shared/roles.ts";
import type { Invitation, InvitationInput } from "../../../shared/schemas/organization.ts";
import { insertInvitation } from "../../db/invitations.ts";
import { queueMail } from "../../db/mails.ts";
import { lockOrganization } from "../../db/organizations.ts";
import { saidByGuard } from "../../db/rows.ts";
import { prepareMail } from "../../email/index.ts";
import { sharedAuditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import type { UserPrincipal } from "../../platform/principal.ts";
import { inviting } from "../people/attempts/throttle.ts";
import type { PeopleCtx } from "../people/index.ts";
import { requireHolding } from "../members/update-member.ts";
import { newInvitationToken } from "./token.ts";

const LIFE_MS = 7 * 86_400_000;
const DAY_SECONDS = 86_400;

/**
 * Invites by a mail with a link that works once, for a week, and for that address alone. An earlier one to it gives way.
 * @throws AppError `forbidden` for a role above one's own, also where an earlier one is to such a role; `conflict` for whom is a member already; `rate_limited`
 */
export async function createInvitation(ctx: Ctx, people: PeopleCtx, { email, role }: InvitationInput): Promise<Invitation> {
  const me = requireRole(ctx, MANAGERS);
  requireHolding(me.role, role);
  const { organizationId } = ctx;
  const [id, createdAt] = [ctx.newId("ivt"), ctx.now()];
  const expiresAt = new Date(createdAt.getTime() + LIFE_MS);
  const secondFactorRequired = !me.signedIn.secondFactor;
  const rolesAbove = ROLES.filter((one) => !holds(me.role, one));
  const { token, hash: tokenHash } = await newInvitationToken();
  const statements = [
    lockOrganization(organizationId),
    ...insertInvitation({
      id,
      organizationId,
      email,
      role,
      tokenHash,
      invitedBy: me.id,
      createdAt,
      expiresAt,
      secondFactorRequired,
      rolesAbove,
    }),
    queueMail(await invitationMail(ctx, me, email, token)),
  ];
  const entry = sharedAuditEntry(ctx, "invitation.created", id, { email, role });
  const commit = () =>
    ctx.db
      .commit([entry], ...statements.map(ctx.db.statement))
      .catch(saidByGuard)
      .catch(withDetails);
  await inviting(people, me.signedIn, email, commit);
  return {
    id,
    object: "invitation",
    email,
    role,
    invited_by: me.id,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}

function invitationMail(ctx: Ctx, { signedIn }: UserPrincipal, to: string, token: string) {
  const { name: inviter, language } = signedIn.user;
  const organization = signedIn.memberships.find(({ organizationId }) => organizationId === ctx.organizationId)?.name ?? "";
  return prepareMail(
    { keys: ctx.mailKeys(), newId: ctx.newId },
    { to, kind: "invitation", language, data: { organization, inviter, token } },
  );
}

function withDetails(error: unknown): never {
  const code = errorCode(error);
  if (code === "conflict") throw new AppError(code, { param: "email", problems: [problem("email", "member_already")], cause: error });
  if (code === "forbidden") throw new AppError(code, { problems: [problem("role", "role_above_yours")], cause: error });
  if (code === "rate_limited") throw new AppError(code, { retryAfter: DAY_SECONDS, cause: error });
  throw error;
}
