import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { findMember as statement, type MemberRow } from "../../db/members.ts";
import { rowsOf } from "../../db/rows.ts";
import type { Ctx } from "../../platform/context.ts";

const ID = idPattern("usr");

/** @throws AppError `not_found` */
export async function findMember({ db, organizationId }: Ctx, id: string): Promise<MemberRow> {
  const [rows] = ID.test(id) ? await db.ask([statement(organizationId, id)]) : [];
  const [member] = rowsOf<MemberRow>(rows);
  if (!member) throw new AppError("not_found", { param: "id" });
  return member;
}
