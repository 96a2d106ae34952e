import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { ArcaStatus, ArcaStatusQuery } from "../../../shared/schemas/arca-status.ts";
import { getArcaStatus } from "../../arca/index.ts";
import { ARCA_STATUS } from "../examples-arca.ts";
import { errors, success } from "../responses.ts";
import { router } from "../router.ts";

const status = createRoute({
  method: "get",
  path: "/v1/arca/status",
  operationId: "getArcaStatus",
  summary: "Get the status of ARCA's services",
  description:
    "How ARCA's services do, measured on real calls: circuit breaker, since when, latencies by operation, and each hour of seven days. `homologation` and `production` are the same for all; your sandbox is your own. Needs `invoices:read`.",
  tags: ["ARCA"],
  request: { query: ArcaStatusQuery },
  responses: {
    200: success(ArcaStatus, "The services.", { sandbox: { summary: "The sandbox, shortly after a first invoice", value: ARCA_STATUS } }),
    ...errors("invoices:read", { invalid_request: { problems: [problem("environment", "environment_not_in_mode", { mode: "test" })] } }),
  },
});

export const arcaStatus = router().openapi(status, async (c) => c.json(await getArcaStatus(c.var.ctx, c.req.valid("query")), 200));
