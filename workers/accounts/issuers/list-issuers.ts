import { lt } from "drizzle-orm";
import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import type { Issuer } from "../../../shared/schemas/issuer.ts";
import { type Page, type PageQuery, toPage } from "../../../shared/schemas/page.ts";
import { issuers } from "../../db/issuers.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { toIssuer } from "./to-issuer.ts";

const ID = idPattern("iss");

/** Newest first. @throws AppError `invalid_request` for a cursor that is none of ours */
export async function listIssuers(ctx: Ctx, { limit, cursor }: PageQuery): Promise<Page<Issuer>> {
  requireScope(ctx, "issuers:read");
  if (cursor !== undefined && !ID.test(cursor)) throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  const rows = await ctx.db.list(issuers, cursor === undefined ? undefined : lt(issuers.id, cursor), limit + 1);
  return toPage(rows, limit, toIssuer);
}
