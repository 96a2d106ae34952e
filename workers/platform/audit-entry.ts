import type { AuditEntry } from "../db/audit.ts";
import type { Ctx } from "./context.ts";

/** What the audit log is told of a change: who made it, and in which request. @param action `entity.verb` */
export const auditEntry = (
  { newId, actor, requestId }: Ctx,
  action: string,
  target: string,
  change: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({ id: newId("aud"), actor, action, target, change: { ...change, request_id: requestId } });
