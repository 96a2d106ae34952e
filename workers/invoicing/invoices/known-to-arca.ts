import { healthName, openMemory } from "../../arca/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { log } from "../../platform/log.ts";
import { type Known, knownFrom, mergeTables, SHIPPED_PARAMETERS } from "../rules/index.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";

const DAY_MS = 86_400_000;
const memory = openMemory<Known>(DAY_MS);

/**
 * ARCA's tables as last served, and what it has of the issuer, as far as the product knows: asked once a day by each isolate.
 * Where that fails the tables that ship must do, and the next request asks again.
 */
export async function knownToArca(ctx: Ctx, { environment, cuit }: InvoicingIssuer): Promise<Known> {
  // Elsewhere than in the sandbox nothing is known of the single issuer.
  const key = environment === "sandbox" ? `sandbox/${cuit}` : environment;
  const now = ctx.now().getTime();
  const held = memory.get(key, now);
  if (held) return held;
  try {
    const { tables, issuer } = await ctx.arcaParameters.getByName(healthName(environment, ctx.organizationId)).facts(cuit);
    const known = knownFrom(issuer, mergeTables(tables));
    memory.set(key, known, now);
    return known;
  } catch (error) {
    log("warn", "arca_parameters.read.failed", { error });
    return { parameters: SHIPPED_PARAMETERS };
  }
}
