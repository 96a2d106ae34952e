import { createRoute, z } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../shared/problems.ts";
import { LeakedKeys, LeakVerdict } from "../../../shared/schemas/leaked-key.ts";
import { createPublicKeyFinder, type PublicKeyFinder, reportLeakedKeys, verifyMessage } from "../../accounts/index.ts";
import { leakPorts } from "../../platform/leak-ports.ts";
import type { ApiEnv } from "../api-env.ts";
import { LEAK_VERDICT, LEAKED_KEY } from "../leaked-key-examples.ts";
import { BODY_ERRORS, publicErrors, success } from "../responses.ts";
import { json, router } from "../router.ts";

const SIGNED_BY_GITHUB = z.object({
  "github-public-key-identifier": z
    .string()
    .optional()
    .openapi({
      param: { description: "Which of GitHub's public keys signed the body." },
      example: "bcb53661c06b4728e59d897fb6165d5c9cda0fd9",
    }),
  "github-public-key-signature": z
    .string()
    .optional()
    .openapi({
      param: { description: "ECDSA (P-256, SHA-256) over the body as it is sent; DER in base64." },
      example: "MEQCIQDaMKqrGnE27S0kg…",
    }),
});

/** Before its shape is looked at: whoever has not signed it learns nothing by it. */
const requireGithub = (find: PublicKeyFinder) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const message = {
      body: await c.req.text(),
      keyId: c.req.header("github-public-key-identifier"),
      signature: c.req.header("github-public-key-signature"),
    };
    await verifyMessage(find, c.env.GITHUB_PUBLIC_KEYS_URL, message, new Date());
    await next();
  });

const reportOf = (find: PublicKeyFinder) =>
  createRoute({
    method: "post",
    path: "/v1/leaked-keys/github",
    operationId: "reportLeakedKeys",
    summary: "Report leaked API keys",
    description:
      "For GitHub's secret scanning alone, which signs what it sends. Keys among it are revoked at once, of either mode, and who runs the organization is told by mail; `api_key.leaked` is the event. The answer is GitHub's form of feedback: of each find, whether it is or was a key.",
    tags: ["API keys"],
    security: [],
    middleware: requireGithub(find),
    request: {
      headers: SIGNED_BY_GITHUB,
      body: {
        required: true,
        ...json(LeakedKeys, "What was found, in GitHub's form.", { one: { summary: "One find", value: [LEAKED_KEY] } }),
      },
    },
    responses: {
      200: success(z.array(LeakVerdict), "Every key among them has ended.", { one: { summary: "It was a key", value: [LEAK_VERDICT] } }),
      ...publicErrors({
        ...BODY_ERRORS,
        signature_invalid: {},
        invalid_request: { problems: [problem("[0].token", "required")] },
      }),
    },
  });

export function leakedKeys() {
  return router().openapi(reportOf(createPublicKeyFinder()), async (c) => {
    const verdicts = await reportLeakedKeys(leakPorts(c.env, c.var.requestId), c.req.valid("json"));
    return c.json(verdicts, 200);
  });
}
