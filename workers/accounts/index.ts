export { type Authenticate, createAuthenticator } from "./api-keys/authenticate.ts";
export { importCertificate } from "./certificates/import-certificate.ts";
export { createIssuer } from "./issuers/create-issuer.ts";
export { getIssuer } from "./issuers/get-issuer.ts";
export { listIssuers } from "./issuers/list-issuers.ts";
