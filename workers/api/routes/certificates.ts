import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Certificate, CertificateInput } from "../../../shared/schemas/certificate.ts";
import { importCertificate } from "../../accounts/index.ts";
import { CERTIFICATE, CERTIFICATE_INPUT } from "../certificate-example.ts";
import { ISSUER } from "../examples.ts";
import { BODY_ERRORS, errors, success } from "../responses.ts";
import { idParam, json, router } from "../router.ts";

const add = createRoute({
  method: "post",
  path: "/v1/issuers/{id}/certificates",
  operationId: "addCertificate",
  summary: "Add a certificate to an issuer",
  description: [
    "Takes a certificate that ARCA gave for this issuer, or for whoever represents it, and its private key. From then on the issuer",
    "uses it: nothing else activates it. The key is checked against the certificate, sealed, and never shown again. A certificate of",
    "another authority than ARCA's is refused where ARCA itself answers, and elsewhere only warned of. Needs `issuers:write`.",
  ].join(" "),
  tags: ["Issuers"],
  request: {
    params: idParam(ISSUER.id),
    body: {
      required: true,
      ...json(CertificateInput, "Certificate and key.", { encrypted: { summary: "With an encrypted key", value: CERTIFICATE_INPUT } }),
    },
  },
  responses: {
    201: success(Certificate, "The certificate.", { certificate: { summary: "Of ARCA's test systems", value: CERTIFICATE } }),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      not_found: { param: "id" },
      invalid_request: {
        problems: [problem("private_key", "private_key_of_another_certificate"), problem("certificate", "certificate_expired")],
      },
    }),
  },
});

export const certificates = router().openapi(add, async (c) =>
  c.json(await importCertificate(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 201),
);
