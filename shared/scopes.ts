/** What an API key can be given. A member has those of his role: shared/roles.ts. */
export const SCOPES = ["issuers:read", "issuers:write", "invoices:read", "invoices:write", "audit:read"] as const;
export type Scope = (typeof SCOPES)[number];
