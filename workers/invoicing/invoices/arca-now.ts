import type { Ctx } from "../../platform/context.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";

/** What time it is at the issuer's ARCA: dates and rules go by it; in the sandbox it is the organization's test clock. */
export const arcaNow = (ctx: Pick<Ctx, "now">, { clockOffsetMs }: Pick<InvoicingIssuer, "clockOffsetMs">): Date =>
  new Date(ctx.now().getTime() + clockOffsetMs);
