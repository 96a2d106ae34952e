import { MANAGERS, type Role } from "../../shared/roles.ts";
import type { ApiKey } from "../db/api-keys.ts";

export type { Mode, Owner } from "../db/owner.ts";

export interface Membership {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
  /** Somebody without a second factor gave him that role: in live mode he needs one himself, whatever it is. */
  readonly secondFactorRequired: boolean;
  /** Set: the organization is being deleted, and can be brought back until its days of grace are over. */
  readonly deletedAt: Date | null;
}

/** Whom a session's cookie, or an access token, names: read in one round trip. */
export interface SignedIn {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly language: "es" | "en";
    readonly twoFactorEnabled: boolean;
  };
  /** One of the two: the session of a cookie, or the family of an access token. */
  readonly sessionId?: string;
  readonly familyId?: string;
  /** Until then his sign-in, or his last step-up, is fresh enough for what is sensitive. */
  readonly freshUntil: Date;
  /** He passed a second factor in this session. */
  readonly secondFactor: boolean;
  readonly memberships: readonly Membership[];
}

/** Who asks, within an organization. */
export type Principal = KeyPrincipal | UserPrincipal;

interface KeyPrincipal {
  readonly kind: "api_key";
  readonly id: string;
  readonly key: ApiKey;
}

export interface UserPrincipal {
  readonly kind: "user";
  readonly id: string;
  readonly role: Role;
  /** As in `Membership`. */
  readonly secondFactorRequired: boolean;
  readonly signedIn: SignedIn;
}

/** What keeps somebody out of live mode. */
export const lacksSecondFactor = (
  { role, secondFactorRequired }: Pick<Membership, "role" | "secondFactorRequired">,
  { secondFactor }: Pick<SignedIn, "secondFactor">,
): boolean => (secondFactorRequired || MANAGERS.includes(role)) && !secondFactor;

/** Somebody whose request was looked at and answered: what it began goes on in his name. */
export interface Deferred {
  readonly kind: "deferred";
  readonly id: string;
  readonly scopes: readonly string[];
}
