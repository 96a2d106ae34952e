/** The sandbox: ARCA simulated. Its Durable Object is `sandbox.ts`. */
export { authorityCertificate, certify } from "./ca/certify.ts";
export { handleSandbox } from "./handle-sandbox.ts";
export { transportTo } from "./transport.ts";
