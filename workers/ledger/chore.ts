import * as z from "zod";

const Report = z.object({ id: z.string(), organization_id: z.string(), mode: z.enum(["test", "live"]), issuer_id: z.string() });

/** A message of the queue `arca-chores`. `report` where somebody asked for one; else every issuer of the object gets its own. */
export const Chore = z.object({ type: z.literal("audit_ledger"), object: z.string(), run: z.string(), report: Report.nullable() });
export type Chore = z.infer<typeof Chore>;

/** The message that makes a report which somebody asked for. */
export const choreOf = (
  report: { readonly id: string; readonly organizationId: string; readonly mode: "test" | "live"; readonly issuerId: string },
  object: string,
): Chore => ({
  type: "audit_ledger",
  object,
  run: report.id,
  report: { id: report.id, organization_id: report.organizationId, mode: report.mode, issuer_id: report.issuerId },
});
