import type { AuditEntry } from "../db/audit.ts";
import type { Ctx } from "./context.ts";

/** What the audit log is told of a change: who made it, in which mode, and in which request. @param action `entity.verb` */
export const auditEntry = (
  { newId, actor, mode, requestId }: Pick<Ctx, "newId" | "actor" | "mode" | "requestId">,
  action: string,
  target: string,
  change: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({ id: newId("aud"), actor, action, target, change: { ...change, mode, request_id: requestId } });

/** The same of what is of both modes, whichever the request names: members, invitations, exports. It is live, so that no test key sees it. */
export const sharedAuditEntry: typeof auditEntry = (ctx, ...told) => auditEntry({ ...ctx, mode: "live" }, ...told);
