import type { Member } from "../../../shared/schemas/organization.ts";
import type { MemberRow } from "../../db/members.ts";

export const toMember = ({ id, email, name, role, secondFactor, createdAt }: MemberRow): Member => ({
  id,
  object: "member",
  email,
  name,
  role,
  second_factor: secondFactor,
  created_at: new Date(createdAt).toISOString(),
});
