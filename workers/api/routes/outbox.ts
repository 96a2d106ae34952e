import { createRoute } from "@hono/zod-openapi";
import { AppError } from "../../../shared/errors.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { OutboxMail } from "../../../shared/schemas/people.ts";
import { readOutbox } from "../../email/index.ts";
import { outboxPorts } from "../../platform/outbox-ports.ts";
import { pageExample } from "../examples.ts";
import { publicErrors, success } from "../responses.ts";
import { router } from "../router.ts";
import { OUTBOX_MAIL } from "./auth/examples.ts";

const list = createRoute({
  method: "get",
  path: "/v1/dev/outbox",
  operationId: "listOutbox",
  summary: "Read the mails of a local instance",
  description:
    "What would have been sent, newest first, with the links in it. Only an instance on your own machine has it; anywhere else it is 404.",
  tags: ["Service"],
  security: [],
  responses: {
    200: success(pageOf(OutboxMail), "The newest mails.", { page: { summary: "Of a sign-up", value: pageExample(OUTBOX_MAIL) } }),
    ...publicErrors({ not_found: {} }),
  },
});

export const outbox = router().openapi(list, async (c) => {
  const ports = outboxPorts(c.env);
  if (!ports) throw new AppError("not_found");
  const data = await readOutbox(ports.database, ports.mailKeys, ports.dashboard || new URL(c.req.url).origin);
  return c.json({ object: "list" as const, data, has_more: false, next_cursor: null }, 200);
});
