import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Taxpayer, TaxpayerQuery } from "../../../shared/schemas/taxpayer.ts";
import { getTaxpayer } from "../../invoicing/index.ts";
import { TAXPAYER } from "../taxpayer-example.ts";
import { errors, success } from "../responses.ts";
import { router } from "../router.ts";

const cuit = z.string().openapi({ param: { description: "11 digits; dots and dashes are dropped." }, example: TAXPAYER.cuit });

const get = createRoute({
  method: "get",
  path: "/v1/taxpayers/{cuit}",
  operationId: "getTaxpayer",
  summary: "Look a CUIT up",
  description: [
    "Asks ARCA's register of taxpayers (constancia de inscripción) with an issuer's certificate. An answer is kept for a day. This is",
    "also where an invoice takes a customer's condición frente al IVA from, when it gives a CUIT alone. Needs `invoices:read`.",
  ].join(" "),
  tags: ["Taxpayers"],
  request: { params: z.object({ cuit }), query: TaxpayerQuery },
  responses: {
    200: success(Taxpayer, "Who has that CUIT.", { taxpayer: { summary: "A company", value: TAXPAYER } }),
    ...errors("invoices:read", { not_found: { param: "cuit" }, invalid_request: { problems: [problem("issuer", "issuer_ambiguous")] } }),
  },
});

export const taxpayers = router().openapi(get, async (c) =>
  c.json(await getTaxpayer(c.var.ctx, c.req.valid("param").cuit, c.req.valid("query").issuer), 200),
);
