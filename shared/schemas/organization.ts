import { z } from "@hono/zod-openapi";
import { ROLES } from "../roles.ts";
import { Email, Name } from "./fields.ts";

const Role = z.enum(ROLES).openapi({ description: "From the one who may most to the one who may least." });
const OrganizationId = z.string().openapi({ example: "org_01kaf3rk4ke6w8k9b6n2m5xq7a" });

/** What a caller sends to create an organization, or to rename it. */
export const OrganizationInput = z.strictObject({ name: Name().openapi({ example: "Panadería La Espiga" }) }).openapi("OrganizationInput");
export type OrganizationInput = z.infer<typeof OrganizationInput>;

export const Organization = z
  .object({
    id: OrganizationId,
    object: z.literal("organization"),
    name: z.string(),
    role: Role,
    created_at: z.iso.datetime(),
    deleted_at: z.iso.datetime().nullable(),
    purged_on: z.iso.datetime().nullable().openapi({ description: "Of one that is being deleted: until then it can be restored." }),
  })
  .openapi("Organization");
export type Organization = z.infer<typeof Organization>;

export const TransferInput = z
  .strictObject({
    member: z.string().max(64).openapi({ description: "Id of the member who becomes owner.", example: "usr_01kaf3rk4ke6w8k9b6n2m5xq7b" }),
  })
  .openapi("TransferInput");
export type TransferInput = z.infer<typeof TransferInput>;

export const Member = z
  .object({
    id: z.string().openapi({ description: "Of the user.", example: "usr_01kaf3rk4ke6w8k9b6n2m5xq7b" }),
    object: z.literal("member"),
    email: z.string(),
    name: z.string(),
    role: Role,
    second_factor: z.boolean().openapi({ description: "He has set one up." }),
    created_at: z.iso.datetime().openapi({ description: "When he became a member." }),
  })
  .openapi("Member");
export type Member = z.infer<typeof Member>;

export const MemberUpdate = z.strictObject({ role: Role }).openapi("MemberUpdate");
export type MemberUpdate = z.infer<typeof MemberUpdate>;

export const InvitationInput = z
  .strictObject({
    email: Email.openapi({ example: "ana@example.com" }),
    role: Role,
  })
  .openapi("InvitationInput");
export type InvitationInput = z.infer<typeof InvitationInput>;

export const Invitation = z
  .object({
    id: z.string().openapi({ example: "ivt_01kaf3rk4ke6w8k9b6n2m5xq7c" }),
    object: z.literal("invitation"),
    email: z.string(),
    role: Role,
    invited_by: z.string(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .openapi("Invitation");
export type Invitation = z.infer<typeof Invitation>;

export const AcceptanceInput = z
  .strictObject({ token: z.string().min(1).max(200).openapi({ description: "Of the link in the mail." }) })
  .openapi("AcceptanceInput");
export type AcceptanceInput = z.infer<typeof AcceptanceInput>;

/** Something that is no more. */
export const Removed = z.object({ id: z.string(), object: z.string(), deleted: z.literal(true) }).openapi("Removed");
export type Removed = z.infer<typeof Removed>;

export const RemovalQuery = z.strictObject({
  revoke_api_keys: z
    .enum(["true", "false"])
    .default("false")
    .openapi({ description: "`true`: the keys that he made are revoked with it. Otherwise they go on: they are the organization's." }),
});
export type RemovalQuery = z.infer<typeof RemovalQuery>;

export const RemovedMember = Removed.extend({
  api_keys: z
    .array(z.string())
    .openapi({ description: "Ids of the keys that he made and that go on.", example: ["key_01kaf3rk4ke6w8k9b6n2m5xq7d"] }),
}).openapi("RemovedMember");
export type RemovedMember = z.infer<typeof RemovedMember>;
