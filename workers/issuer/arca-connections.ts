import { type CallReport, endpointsOf, openConstancia, openWsfe, openWsfex, watchIn } from "../arca/index.ts";
import { transportTo } from "../sandbox/index.ts";
import { healthOf } from "./health.ts";
import type { IssuerIdentity } from "./submission.ts";
import { ticketSource } from "./ticket-source.ts";

const OPEN = { wsfe: openWsfe, wsfex: openWsfex, constancia: openConstancia };
type Service = keyof typeof OPEN;

/** How this object reaches ARCA's services: where, with which ticket, and whether it may at all just now. */
export function arcaConnections(ctx: DurableObjectState, env: Env, now: () => Date) {
  const health = healthOf(ctx);
  const watch = watchIn(ctx, env.ARCA_HEALTH, health);
  const source = (service: Service) => ticketSource(env.TICKETS, now, { service, health });
  const tickets = { wsfe: source("wsfe"), wsfex: source("wsfex"), constancia: source("constancia") };

  return {
    /** ARCA refused the ticket of that service. */
    dropTicket: (service: Service): void => tickets[service].drop(),
    /** Options of a client of that service. @param onCall told of each call, too */
    options(issuer: IssuerIdentity, service: Service, onCall: (report: CallReport) => void = () => undefined) {
      const options = {
        endpoint: endpointsOf(issuer.environment, env)[service],
        send: transportTo(issuer.environment, env, ctx.id.name?.split(":")[1]),
        timeoutMs: Number(env.ARCA_TIMEOUT_MS),
        auth: () => tickets[service].auth(issuer),
        cuit: issuer.cuit,
        onCall: (report: CallReport) => {
          watch.onCall(service, report);
          onCall(report);
        },
      };
      return { ...options, gate: () => watch.gate(service, () => OPEN[service](options).dummy()) };
    },
  };
}
