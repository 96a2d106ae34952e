import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import type { SandboxRelationInput, SandboxRelations } from "../../../shared/schemas/sandbox-relations.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import { type Ctx, requireTestMode } from "../../platform/context.ts";
import type { Relation } from "./store.ts";

const show = (relations: readonly Relation[]): SandboxRelations => ({ object: "sandbox_relations", relations: [...relations] });
const deskOf = (ctx: Ctx) => ctx.sandboxes.getByName(ctx.organizationId);

/** Lets one CUIT's certificates act for another, beside those that were let. @throws AppError `forbidden`; `invalid_request` */
export async function addRelation(ctx: Ctx, input: SandboxRelationInput): Promise<SandboxRelations> {
  requireTestMode(ctx, "issuers:write");
  const relations = await deskOf(ctx).relate(input);
  if (!relations) throw new AppError("invalid_request", { problems: [problem(null, "sandbox_relations_full")] });
  await ctx.db.commit([auditEntry(ctx, "sandbox.relation_added", ctx.organizationId, input)]);
  return show(relations);
}

/** @throws AppError `forbidden` */
export async function getRelations(ctx: Ctx): Promise<SandboxRelations> {
  requireTestMode(ctx, "issuers:read");
  return show(await deskOf(ctx).relations());
}

/** Nobody acts for another any more. Tickets that were given go on naming whom they name. @throws AppError `forbidden` */
export async function clearRelations(ctx: Ctx): Promise<SandboxRelations> {
  requireTestMode(ctx, "issuers:write");
  await deskOf(ctx).unrelateAll();
  await ctx.db.commit([auditEntry(ctx, "sandbox.relations_cleared", ctx.organizationId)]);
  return show([]);
}
