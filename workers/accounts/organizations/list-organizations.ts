import type { Page } from "../../../shared/schemas/page.ts";
import type { Organization } from "../../../shared/schemas/organization.ts";
import { myOverview, type Overview } from "../../db/organizations.ts";
import { rowsOf } from "../../db/rows.ts";
import type { UserCtx } from "../../platform/context.ts";
import { toOrganization } from "./to-organization.ts";

/** All that somebody is a member of: few enough for one page. */
export async function listOrganizations(ctx: UserCtx): Promise<Page<Organization>> {
  const [rows] = await ctx.db.ask(myOverview());
  const [overview] = rowsOf<Overview>(rows);
  const data = (overview?.organizations ?? []).map((row) => toOrganization(row, row.role));
  return { object: "list", data, has_more: false, next_cursor: null };
}
