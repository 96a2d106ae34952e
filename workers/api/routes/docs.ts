import { Scalar } from "@scalar/hono-api-reference";
import { ERRORS, type ErrorCode } from "../../../shared/errors.ts";
import { errorPage, errorsPage, unknownErrorPage } from "../docs/error-pages.ts";
import type { ApiEnv } from "../api-env.ts";
import { router } from "../router.ts";

const NOTHING_ELSE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const PAGE_POLICY = `${NOTHING_ELSE}; style-src 'unsafe-inline'`;

/**
 * Exactly our own copy of the reference, and the script that starts it. It styles itself as it runs, hence the inline styles;
 * it asks this API alone.
 */
const referencePolicy = (nonce: string): string =>
  `${NOTHING_ELSE}; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'`;

/** What it would fetch from its maker, or offer on its maker's sites, is off. */
const REFERENCE = {
  pageTitle: "ARCA API",
  url: "/openapi.json",
  cdn: "/assets/scalar.js",
  theme: "default",
  withDefaultFonts: false,
  telemetry: false,
  persistAuth: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
} as const;

export const docs = router();

docs.get(
  "/docs",
  Scalar<ApiEnv>((c) => {
    const nonce = crypto.getRandomValues(new Uint8Array(16)).toBase64();
    c.header("Content-Security-Policy", referencePolicy(nonce));
    return { ...REFERENCE, nonce };
  }),
);

docs.get("/docs/errors", (c) => c.html(errorsPage(), 200, { "Content-Security-Policy": PAGE_POLICY }));

docs.get("/docs/errors/:code", (c) => {
  const code = c.req.param("code");
  const known = isErrorCode(code);
  return c.html(known ? errorPage(code) : unknownErrorPage(), known ? 200 : 404, { "Content-Security-Policy": PAGE_POLICY });
});

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERRORS, text);
