import type { Owner } from "../db/owner.ts";

/** Names who issues in an object: an organization, in a mode, by one issuer of its own. SQL makes it by `SUBMITTER`. */
export const submitterOf = ({ organizationId, mode }: Owner, issuerId: string): string => `${organizationId} ${mode} ${issuerId}`;

/** Of a row of `invoices`. */
export const SUBMITTER = "organization_id || ' ' || mode || ' ' || issuer_id";

/** @param submitter as `submitterOf` names it */
export function parseSubmitter(submitter: string): { readonly owner: Owner; readonly issuerId: string } {
  const [organizationId = "", mode, issuerId = ""] = submitter.split(" ");
  return { owner: { organizationId, mode: mode === "live" ? "live" : "test" }, issuerId };
}
