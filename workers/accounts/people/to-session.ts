import type { Role } from "../../../shared/roles.ts";
import type { Session, SignedInSession } from "../../../shared/schemas/people.ts";
import type { SessionRow, SignedInRow } from "../../db/people.ts";
import type { SignedIn } from "../../platform/principal.ts";

/** For so long a sign-in, or a step-up, is enough for what is sensitive. */
const FRESH_MS = 10 * 60 * 1000;

const iso = (instant: string): string => new Date(instant).toISOString();

export const freshUntil = (freshAt: string): Date => new Date(new Date(freshAt).getTime() + FRESH_MS);

export const toSignedInSession = (row: SignedInRow): SignedInSession => ({
  id: row.id,
  object: "session",
  second_factor: row.second_factor,
  fresh_until: freshUntil(row.fresh_at).toISOString(),
  expires_at: iso(row.expires_at),
  user: {
    id: row.user_id,
    object: "user",
    email: row.email,
    name: row.name,
    language: row.language,
    two_factor_enabled: row.two_factor_enabled,
  },
});

export const toSession = (row: SessionRow, current: string | undefined): Session => ({
  id: row.id,
  object: "session",
  kind: row.kind,
  current: row.id === current,
  second_factor: row.second_factor,
  ip_address: row.ip_address || null,
  user_agent: row.user_agent || null,
  created_at: iso(row.created_at),
  expires_at: iso(row.expires_at),
});

export const toSignedIn = (row: SignedInRow): SignedIn => ({
  user: { id: row.user_id, email: row.email, name: row.name, language: row.language, twoFactorEnabled: row.two_factor_enabled },
  ...(row.id.startsWith("ses_") ? { sessionId: row.id } : { familyId: row.id }),
  freshUntil: freshUntil(row.fresh_at),
  secondFactor: row.second_factor,
  memberships: row.memberships.map(({ deletedAt, role, ...membership }) => ({
    ...membership,
    // The table takes no other: migrations/0008_organizations.sql.
    role: role as Role,
    deletedAt: deletedAt === null ? null : new Date(deletedAt),
  })),
});
