/** The sandbox: ARCA simulated. Its Durable Object is `sandbox.ts`. */
export { createCertificate } from "./ca/create-certificate.ts";
export { authorityCertificate, certify } from "./ca/certify.ts";
export { getClock } from "./clock/get-clock.ts";
export { resetClock, setClock } from "./clock/set-clock.ts";
export { getFaults } from "./faults/get-faults.ts";
export { clearFaults, setFaults } from "./faults/set-faults.ts";
export { handleSandbox } from "./handle-sandbox.ts";
export { issuerFacts } from "./rules-register.ts";
export { addRelation, clearRelations, getRelations } from "./relations/change-relations.ts";
export { transportTo } from "./transport.ts";
