import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Certificate, CertificateInput, CertificateRequestInput, CertifiedInput } from "../../../shared/schemas/certificate.ts";
import { pageOf, PageQuery } from "../../../shared/schemas/page.ts";
import {
  CERTIFICATE,
  CERTIFICATE_INPUT,
  CERTIFIED_INPUT,
  COMPLETED,
  DEACTIVATED,
  PKCS12_INPUT,
  REQUEST_INPUT,
  REQUESTED,
} from "../certificate-example.ts";
import { ISSUER, pageExample } from "../examples.ts";
import { BODY_ERRORS, errors, LOCATION, success } from "../responses.ts";
import { idParam, json } from "../router.ts";

const tags = ["Certificates"];
const ofIssuer = idParam(ISSUER.id);
const ofCertificate = ofIssuer.extend({
  certificate_id: z.string().openapi({ param: { description: "Id of the certificate." }, example: CERTIFICATE.id }),
});
const one = { certificate: { summary: "Of ARCA's test systems", value: CERTIFICATE } };

export const add = createRoute({
  method: "post",
  path: "/v1/issuers/{id}/certificates",
  operationId: "addCertificate",
  summary: "Import a certificate with its key",
  description: [
    "Takes a certificate that ARCA gave for this issuer, or for the issuer that represents it, and its private key: both in PEM, or in",
    "a PKCS#12 file. From then on the issuer uses it: nothing else activates it. The key is checked against the certificate, sealed, and",
    "never shown again; a password is used once, and kept nowhere. A certificate of another authority than ARCA's is refused where ARCA",
    "itself answers, and elsewhere only warned of. Needs `issuers:write`.",
  ].join(" "),
  tags,
  request: {
    params: ofIssuer,
    body: {
      required: true,
      ...json(CertificateInput, "Certificate and key.", {
        encrypted: { summary: "With an encrypted key", value: CERTIFICATE_INPUT },
        pkcs12: { summary: "In one file", value: PKCS12_INPUT },
      }),
    },
  },
  responses: {
    201: success(Certificate, "The certificate.", one, LOCATION),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      not_found: { param: "id" },
      invalid_request: {
        problems: [problem("private_key", "private_key_of_another_certificate"), problem("certificate", "certificate_expired")],
      },
    }),
  },
});

export const request = createRoute({
  method: "post",
  path: "/v1/issuers/{id}/certificates/csr",
  operationId: "requestCertificate",
  summary: "Make a key and a request for its certificate",
  description: [
    "Makes a key that never leaves, and gives the request (CSR) with the subject that ARCA wants. Paste it into WSASS (homologation) or",
    "upload it in Administración de Certificados Digitales (production), and bring back what ARCA gives with PUT. The body may be left",
    "out. What the issuer uses until then stays. Needs `issuers:write`.",
  ].join(" "),
  tags,
  request: {
    params: ofIssuer,
    body: {
      required: false,
      ...json(CertificateRequestInput, "How ARCA is to call the computer.", { named: { summary: "With a name", value: REQUEST_INPUT } }),
    },
  },
  responses: {
    201: success(
      Certificate,
      "The certificate to be, with its `csr`.",
      { requested: { summary: "Not at ARCA yet", value: REQUESTED } },
      LOCATION,
    ),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      not_found: { param: "id" },
      invalid_request: { problems: [problem("alias", "text_too_long", { limit: 50 })] },
    }),
  },
});

export const complete = createRoute({
  method: "put",
  path: "/v1/issuers/{id}/certificates/{certificate_id}",
  operationId: "completeCertificate",
  summary: "Upload the certificate that came back",
  description: [
    "Takes what ARCA gave for a request, and checks it against the key, the CUIT, its dates and who issued it. The issuer uses it from",
    "then on. Needs `issuers:write`.",
  ].join(" "),
  tags,
  request: {
    params: ofCertificate,
    body: {
      required: true,
      ...json(CertifiedInput, "The certificate.", { certificate: { summary: "As ARCA gave it", value: CERTIFIED_INPUT } }),
    },
  },
  responses: {
    200: success(Certificate, "The certificate.", { completed: { summary: "It is used now", value: COMPLETED } }),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      not_found: { param: "certificate_id" },
      invalid_request: {
        problems: [
          problem("certificate", "certificate_of_another_key"),
          problem("certificate", "certificate_of_another_cuit", { cuit: "20999999000", issuer: ISSUER.cuit }),
        ],
      },
    }),
  },
});

export const get = createRoute({
  method: "get",
  path: "/v1/issuers/{id}/certificates/{certificate_id}",
  operationId: "getCertificate",
  summary: "Get a certificate",
  description: "Its key is never shown. Needs `issuers:read`.",
  tags,
  request: { params: ofCertificate },
  responses: { 200: success(Certificate, "The certificate.", one), ...errors("issuers:read", { not_found: { param: "certificate_id" } }) },
});

export const list = createRoute({
  method: "get",
  path: "/v1/issuers/{id}/certificates",
  operationId: "listCertificates",
  summary: "List the certificates of an issuer",
  description: "Newest first; `active` is the one that it uses. Needs `issuers:read`.",
  tags,
  request: { params: ofIssuer, query: PageQuery },
  responses: {
    200: success(pageOf(Certificate), "A page of certificates.", { page: { summary: "One certificate", value: pageExample(CERTIFICATE) } }),
    ...errors("issuers:read", { not_found: { param: "id" }, invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

export const deactivate = createRoute({
  method: "delete",
  path: "/v1/issuers/{id}/certificates/{certificate_id}",
  operationId: "deactivateCertificate",
  summary: "Deactivate a certificate",
  description: "For good: its key is destroyed. The issuer goes on with the newest one that is left. Needs `issuers:write`.",
  tags,
  request: { params: ofCertificate },
  responses: {
    200: success(Certificate, "What there was.", { deactivated: { summary: "Its key is gone", value: DEACTIVATED } }),
    ...errors("issuers:write", { not_found: { param: "certificate_id" } }),
  },
});
