import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ApiEnv } from "./api-env.ts";
import { withPermissions } from "./openapi-permissions.ts";
import { ANY_ORIGIN } from "./responses.ts";

const DESCRIPTION = `Issue legally valid Argentine electronic invoices (comprobantes with CAE) by one call, without knowing ARCA's SOAP services.

* Authenticate with \`Authorization: Bearer sk_test_arca_…\`. A key belongs to one organization and one mode.
* Whoever has signed in sends his session's cookie, or an access token in the place of the key, and names organization and mode in \`Arca-Organization\` and \`Arca-Mode\` (left out: the only one, and \`test\`). \`x-arca-roles\` says which members may do an operation, \`x-arca-scope\` which keys.
* Amounts are exact decimals, written as strings. Dates of comprobantes are calendar days of Buenos Aires.
* Every error has the same form, in English and in Spanish; \`docs_url\` leads to a page about its \`code\`.
* Lists are newest first; pass \`next_cursor\` as \`cursor\` to go on.`;

const DOCUMENT = {
  openapi: "3.1.0",
  info: {
    title: "ARCA API",
    version: "1.0.0",
    summary: "Argentine electronic invoices by one REST call.",
    description: DESCRIPTION,
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: ANY_ORIGIN }],
  security: [{ apiKey: [] }, { session: [] }, { accessToken: [] }],
  tags: [
    { name: "Invoices", description: "Comprobantes: issue them, and find them again." },
    { name: "Events", description: "What happened to invoices and to the points of sale that issue them." },
    { name: "Issuers", description: "The CUITs that your organization issues for." },
    { name: "Certificates", description: "How ARCA knows an issuer: keys made here or imported, and the certificates of them." },
    { name: "Ledger reports", description: "Your books held against ARCA's, each night and on request." },
    { name: "Taxpayers", description: "Whom ARCA's register knows by a CUIT." },
    { name: "Sandbox", description: "ARCA simulated, your own: its faults, its clock, certificates for other clients." },
    { name: "ARCA", description: "ARCA's own services and tables, as they are now." },
    { name: "Sign-in", description: "People: how they sign up, sign in and stay in, in a browser or with tokens." },
    { name: "Organizations", description: "Who you are, your organizations, their members, and what happened in them." },
    { name: "API keys", description: "Keys for programs: made, rotated and revoked by people." },
    { name: "Service", description: "The API itself." },
  ],
};

/** Serves the document of all routes of `api`, with the address at which the caller reached us. */
export function serveOpenApi(api: OpenAPIHono<ApiEnv>) {
  api.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "sk_test_arca_…",
    description: "An API key. It names the organization and the mode, and holds the scopes that each operation asks for.",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-arca_session",
    description: "The session of somebody who has signed in with POST /v1/auth/sign-in. Writes need the `Origin` of a trusted site.",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "accessToken", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token of POST /v1/auth/token: ten minutes of somebody who has signed in, for programs without cookies.",
  });
  let text: string | undefined;
  return (c: Context<ApiEnv>) => {
    text ??= JSON.stringify(withPermissions(api.getOpenAPI31Document(DOCUMENT)));
    return c.body(text.replaceAll(ANY_ORIGIN, new URL(c.req.url).origin), 200, { "Content-Type": "application/json" });
  };
}
