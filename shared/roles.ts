import { type Scope, SCOPES } from "./scopes.ts";

/** From the one who may most to the one who may least. */
export const ROLES = ["owner", "admin", "developer", "accountant", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** What a member may do with what the organization has in a mode, in the terms of API keys. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  owner: SCOPES,
  admin: SCOPES,
  developer: ["issuers:read", "issuers:write", "invoices:read", "invoices:write"],
  accountant: ["issuers:read", "invoices:read", "invoices:write"],
  viewer: ["issuers:read", "invoices:read"],
};

/** Those who run the organization: in live mode they need a second factor. */
export const MANAGERS: readonly Role[] = ["owner", "admin"];

/** Nobody gives a role above his own, nor touches a member who has one. */
export const holds = (mine: Role, other: Role): boolean => ROLES.indexOf(mine) <= ROLES.indexOf(other);
