import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { Me, MeUpdate, Preferences } from "../../../shared/schemas/me.ts";
import { appendAuditOfUser } from "../../db/audit-log.ts";
import { myOverview, type Overview, setPreferences, updateUser } from "../../db/organizations.ts";
import { rowsOf } from "../../db/rows.ts";
import type { UserCtx } from "../../platform/context.ts";
import { lacksSecondFactor, type Mode, type SignedIn } from "../../platform/principal.ts";
import { toOrganization } from "../organizations/to-organization.ts";

const DEFAULTS: Preferences = { theme: "system", organization: null, mode: "test" };

/** Who is signed in, and all that a dashboard begins with, in one read. */
export async function getMe(ctx: UserCtx): Promise<Me> {
  const [rows] = await ctx.db.ask(myOverview());
  return toMe(ctx.signedIn, rowsOf<Overview>(rows)[0]);
}

/** What is left out stays as it is. @throws AppError `invalid_request` for an organization that is not his */
export async function updateMe(ctx: UserCtx, update: MeUpdate): Promise<Me> {
  const { name, language, preferences = {} } = update;
  requireMembership(ctx.signedIn, preferences.organization ?? null);
  const now = ctx.now();
  const change = { ...update, ...(update.preferences && { preferences: told(preferences) }), request_id: ctx.requestId };
  const [, , rows] = await ctx.db.ask(
    updateUser(ctx.actor, { name, language }, now),
    setPreferences(ctx.actor, preferences, now),
    myOverview(),
    appendAuditOfUser({ id: ctx.newId("aud"), actor: ctx.actor, action: "user.updated", change }),
  );
  const { signedIn } = ctx;
  const user = { ...signedIn.user, ...(name !== undefined && { name }), ...(language !== undefined && { language }) };
  return toMe({ ...signedIn, user }, rowsOf<Overview>(rows)[0]);
}

/** Each of his organizations is told, and none of another one. */
function told(preferences: NonNullable<MeUpdate["preferences"]>): object {
  const { organization: _, ...others } = preferences;
  return others;
}

function requireMembership({ memberships }: SignedIn, organization: string | null): void {
  if (organization === null || memberships.some(({ organizationId }) => organizationId === organization)) return;
  throw new AppError("invalid_request", { problems: [problem("preferences.organization", "organization_not_yours")] });
}

function toMe(signedIn: SignedIn, overview: Overview | undefined): Me {
  const { user, secondFactor, freshUntil, memberships } = signedIn;
  return {
    id: user.id,
    object: "user",
    email: user.email,
    name: user.name,
    language: user.language,
    two_factor_enabled: user.twoFactorEnabled,
    session: { second_factor: secondFactor, fresh_until: freshUntil.toISOString() },
    organizations: (overview?.organizations ?? []).map((row) => {
      const membership = memberships.find(({ organizationId }) => organizationId === row.id);
      const modes: readonly Mode[] = membership && !lacksSecondFactor(membership, signedIn) ? ["test", "live"] : ["test"];
      const issuers = row.issuers.filter(({ mode }) => modes.includes(mode));
      return {
        ...toOrganization(row, row.role),
        modes: [...modes],
        issuers: issuers.map(({ legalName, ...issuer }) => ({ ...issuer, legal_name: legalName })),
      };
    }),
    preferences: { ...DEFAULTS, ...overview?.preferences },
  };
}
