import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { problem } from "../../../shared/problems.ts";
import { ROLES } from "../../../shared/roles.ts";
import type { Member } from "../../../shared/schemas/organization.ts";
import { type Page, type PageQuery, toPage } from "../../../shared/schemas/page.ts";
import { listMembers as statement, type MemberRow } from "../../db/members.ts";
import { rowsOf } from "../../db/rows.ts";
import { type Ctx, requireRole } from "../../platform/context.ts";
import { findMember } from "./find-member.ts";
import { toMember } from "./to-member.ts";

const ID = idPattern("usr");

/** @throws AppError `invalid_request` for a cursor that is none of ours */
export async function listMembers(ctx: Ctx, { limit, cursor }: PageQuery): Promise<Page<Member>> {
  requireRole(ctx, ROLES);
  if (cursor !== undefined && !ID.test(cursor)) throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  const [rows] = await ctx.db.ask([statement(ctx.organizationId, cursor, limit + 1)]);
  return toPage(rowsOf<MemberRow>(rows), limit, toMember);
}

/** @throws AppError `not_found` */
export async function getMember(ctx: Ctx, id: string): Promise<Member> {
  requireRole(ctx, ROLES);
  return toMember(await findMember(ctx, id));
}
