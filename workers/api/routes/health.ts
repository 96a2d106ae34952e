import { createRoute, z } from "@hono/zod-openapi";
import { success } from "../responses.ts";
import { router } from "../router.ts";

const Health = z.object({ status: z.literal("ok") }).openapi("Health");

const get = createRoute({
  method: "get",
  path: "/health",
  operationId: "getHealth",
  summary: "Is the API up?",
  description: "Answers as long as requests reach the API. Needs no key, and looks at nothing behind it.",
  tags: ["Service"],
  security: [],
  responses: { 200: success(Health, "It is up.", { ok: { summary: "Up", value: { status: "ok" } } }) },
});

export const health = router().openapi(get, (c) => c.json({ status: "ok" as const }, 200));
