/**
 * ARCA's services in the product's terms. The Durable Object that keeps tickets is not part of this face: it needs the sandbox,
 * which needs the types of this folder.
 */
export { endpointsOf } from "./endpoints.ts";
export { isArcaError, isTicketRefused } from "./errors.ts";
export type { WsfeAuth } from "./wsfe/api.ts";
export { openWsfe, type Wsfe } from "./wsfe/client.ts";
export type { ComprobanteDetail, Lane } from "./wsfe/detail.ts";
export type { Authorization, ConsultedComprobante } from "./wsfe/parse.ts";
