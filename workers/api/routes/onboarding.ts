import { createRoute } from "@hono/zod-openapi";
import { Onboarding } from "../../../shared/schemas/onboarding.ts";
import { getOnboarding } from "../../accounts/index.ts";
import { ISSUER } from "../examples.ts";
import { ONBOARDING, READY } from "../onboarding-example.ts";
import { errors, success } from "../responses.ts";
import { idParam, router } from "../router.ts";

const get = createRoute({
  method: "get",
  path: "/v1/issuers/{id}/onboarding",
  operationId: "getOnboarding",
  summary: "See what is missing before an issuer can issue",
  description: [
    "Asks ARCA itself, with the issuer's certificate: a login (WSAA), then FEDummy, FECompUltimoAutorizado and FEParamGetPtosVenta",
    "(WSFEv1). Each step is `done`, `now` or `later`; the one at hand says what to click next on ARCA's site. Ask again whenever",
    "something was done there: answers are ten seconds old at most, and no login is asked for before ARCA would give one. Your clave",
    "fiscal is never asked for. Needs `issuers:read`.",
  ].join(" "),
  tags: ["Issuers"],
  request: { params: idParam(ISSUER.id) },
  responses: {
    200: success(Onboarding, "The steps.", {
      relation: { summary: "A service that was not delegated yet", value: ONBOARDING },
      ready: { summary: "Everything in place", value: READY },
    }),
    ...errors("issuers:read", { not_found: { param: "id" } }),
  },
});

export const onboarding = router().openapi(get, async (c) => c.json(await getOnboarding(c.var.ctx, c.req.valid("param").id), 200));
