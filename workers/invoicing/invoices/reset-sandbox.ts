import { eq, inArray } from "drizzle-orm";
import type { SandboxReset } from "../../../shared/schemas/sandbox.ts";
import { invoices } from "../../db/invoices.ts";
import { issuers } from "../../db/issuers.ts";
import { clockWrite } from "../../db/sandbox-clocks.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import { allIssuers, issuerObject } from "../issuers.ts";

/**
 * The organization's sandbox begins anew: no comprobantes, faults or test clock, and no invoices that it authorized. Issuers and
 * certificates stay.
 * @throws AppError `forbidden`
 */
export async function resetSandbox(ctx: Ctx): Promise<SandboxReset> {
  requireTestMode(ctx, "issuers:write");
  const { organizationId: id } = ctx;
  const begunAt = ctx.now();
  const mine = await allIssuers(ctx, eq(issuers.environment, "sandbox"));
  const objects = mine.map((issuer) => issuerObject(ctx, issuer));
  const forget = async () => {
    const clock = await ctx.sandboxes.getByName(id).reset(begunAt.getTime());
    await Promise.all(objects.map((object) => object.forget()));
    return clock;
  };
  // What was under way ends in the first new sandbox, and is forgotten with it. Issuers come last: one that remembered a number of
  // an old sandbox would wait for it for ever.
  await forget();
  const clock = await forget();
  const issued = inArray(
    invoices.issuerId,
    mine.map((issuer) => issuer.id),
  );
  await ctx.db.commit([auditEntry(ctx, "sandbox.reset", id)], ctx.db.remove(invoices, issued), clockWrite(ctx.db, { id, ...clock }));
  await Promise.all(objects.map((object) => object.retell()));
  return { object: "sandbox", begun_at: begunAt.toISOString() };
}
