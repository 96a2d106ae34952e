import {
  createOrganization,
  deleteOrganization,
  exportOrganization,
  getOrganization,
  leaveOrganization,
  listOrganizations,
  restoreOrganization,
  transferOrganization,
  updateOrganization,
} from "../../accounts/index.ts";
import { router } from "../router.ts";
import * as operations from "./organization-operations.ts";

export const organizations = router()
  .openapi(operations.list, async (c) => c.json(await listOrganizations(c.var.user), 200))
  .openapi(operations.create, async (c) => {
    const created = await createOrganization(c.var.user, c.req.valid("json"));
    return c.json(created, 201, { Location: `/v1/organizations/${created.id}` });
  })
  .openapi(operations.get, async (c) => c.json(await getOrganization(c.var.ctx), 200))
  .openapi(operations.update, async (c) => c.json(await updateOrganization(c.var.ctx, c.req.valid("json")), 200))
  .openapi(operations.transfer, async (c) => c.json(await transferOrganization(c.var.ctx, c.req.valid("json")), 200))
  .openapi(operations.leave, async (c) => c.json(await leaveOrganization(c.var.ctx), 200))
  .openapi(operations.remove, async (c) => c.json(await deleteOrganization(c.var.ctx), 200))
  .openapi(operations.restore, async (c) => c.json(await restoreOrganization(c.var.ctx), 200))
  .openapi(operations.download, async (c) => {
    const { ctx } = c.var;
    const name = `${ctx.organizationId}-${ctx.now().toISOString().slice(0, 10)}.jsonl`;
    const headers = { "Content-Type": "application/x-ndjson", "Content-Disposition": `attachment; filename="${name}"` };
    return c.body(await exportOrganization(ctx), 200, headers);
  });
