/**
 * ARCA's services in the product's terms. The Durable Objects that keep tickets, health and parameters are not part of this face:
 * they need the sandbox, which needs the types of this folder.
 */
export type { ArcaAuth } from "./caller.ts";
export type { CallReport } from "./timed.ts";
export { endpointsOf, type ServiceName, TICKET_SERVICES } from "./endpoints.ts";
export { ArcaError, isArcaError, isTicketRefused } from "./errors.ts";
export { getCatalog } from "./parameters/get-catalog.ts";
export { openMemory } from "./parameters/memory.ts";
export type { TableRows } from "./parameters/tables.ts";
export { getArcaStatus } from "./health/get-arca-status.ts";
export { healthName } from "./health/report.ts";
export { watchIn } from "./health/watch-in.ts";
export { openConstancia } from "./padron/client.ts";
export type { Taxpayer } from "./padron/taxpayer.ts";
export { troubleOf } from "./trouble.ts";
export { openWscdc } from "./wscdc/client.ts";
export { openWsfe, type Wsfe } from "./wsfe/client.ts";
export type { ComprobanteDetail, Lane } from "./wsfe/detail.ts";
export type { Authorization, ConsultedComprobante } from "./wsfe/parse.ts";
export { type ConsultedExport, type ExportAuthorization, type ExportDetail, openWsfex, type Wsfex } from "./wsfex/client.ts";
export { ticketsName } from "./tickets/name.ts";
export { reloginWindowMs } from "./tickets/policy.ts";
