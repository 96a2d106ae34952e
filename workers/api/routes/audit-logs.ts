import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { AuditLogEntry, AuditLogQuery } from "../../../shared/schemas/audit-log.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { listAuditLogs } from "../../accounts/index.ts";
import { pageExample } from "../examples.ts";
import { AUDIT_ENTRY } from "../organization-examples.ts";
import { errors, success } from "../responses.ts";
import { router } from "../router.ts";

const list = createRoute({
  method: "get",
  path: "/v1/audit-logs",
  operationId: "listAuditLogs",
  summary: "List what happened",
  description: [
    "Every change, every reading of what is sensitive, and refusals, newest first; the filters apply together. The log is append-only,",
    "and each entry's hash covers the one before. A key sees what is of its own mode, and one of live mode also what is of both: members, invitations, exports. Owners and admins see all. Needs `audit:read`.",
  ].join(" "),
  tags: ["Organizations"],
  request: { query: AuditLogQuery },
  responses: {
    200: success(pageOf(AuditLogEntry), "A page of entries.", { page: { summary: "One entry", value: pageExample(AUDIT_ENTRY) } }),
    ...errors("audit:read", { invalid_request: { problems: [problem("from", "calendar_date")] } }),
  },
});

export const auditLogs = router().openapi(list, async (c) => c.json(await listAuditLogs(c.var.ctx, c.req.valid("query")), 200));
