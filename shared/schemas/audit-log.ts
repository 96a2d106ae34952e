import { z } from "@hono/zod-openapi";
import { Instant, SearchText } from "./fields.ts";

export const AuditLogQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .openapi({ description: "`next_cursor` of the page before." }),
  actor: SearchText(64).optional().openapi({ description: "Id of the user or API key.", example: "usr_01kaf3rk4ke6w8k9b6n2m5xq7b" }),
  action: SearchText(64).optional().openapi({ description: "`entity.verb`. Refusals are `request.refused`." }),
  target: SearchText(64).optional().openapi({ description: "Id of what it happened to.", example: "inv_01kaf3v9q0f4trxsv5yy7gjcyb" }),
  from: Instant.optional(),
  to: Instant.optional().openapi({ description: "Not included." }),
});
export type AuditLogQuery = z.infer<typeof AuditLogQuery>;

export const AuditLogEntry = z
  .object({
    id: z.string().openapi({ example: "aud_01kaf3rk4ke6w8k9b6n2m5xq7f" }),
    object: z.literal("audit_log_entry"),
    seq: z.int().openapi({ description: "Its place in the chain of the organization, from 1 on, without gaps." }),
    at: z.iso.datetime({ offset: true }),
    actor: z.string(),
    action: z.string(),
    target: z.string().nullable(),
    change: z.record(z.string(), z.unknown()).nullable().openapi({ description: "null: erased. The chain still verifies." }),
    hash: z.string().openapi({ description: "SHA-256 over the one before and this entry, in hexadecimal." }),
  })
  .openapi("AuditLogEntry");
export type AuditLogEntry = z.infer<typeof AuditLogEntry>;
