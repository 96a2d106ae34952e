import { type CallReport, endpointsOf, healthName, openConstancia, openWsfe, openWsfex, watchIn } from "../arca/index.ts";
import { transportTo } from "../sandbox/index.ts";
import { parseObjectName } from "./object-name.ts";
import type { IssuerIdentity } from "./submission.ts";
import { ticketSource } from "./ticket-source.ts";

const OPEN = { wsfe: openWsfe, wsfex: openWsfex, constancia: openConstancia };
type Service = keyof typeof OPEN;

/** How this object reaches ARCA's services: where, with which ticket, and whether it may at all just now. */
export function arcaConnections(ctx: DurableObjectState, env: Env, now: () => Date) {
  const name = parseObjectName(ctx.id.name);
  const health = healthName(name.environment, name.organizationId ?? name.cuit);
  const watch = watchIn(ctx, env.ARCA_HEALTH, health);
  const sources = new Map<string, ReturnType<typeof ticketSource>>();
  /** Each certificate has tickets of its own. */
  const source = ({ certificate }: IssuerIdentity, service: Service) => {
    const key = `${service} ${certificate.id}`;
    const known = sources.get(key) ?? ticketSource(env.TICKETS, now, { service, health });
    sources.set(key, known);
    return known;
  };

  return {
    /** The object that is told how ARCA's services do, by name. */
    health,
    /** Once that service may be called, and there is a ticket for it. @returns what time it is there */
    async ready(issuer: IssuerIdentity, service: Service): Promise<() => number> {
      const { gate, auth } = this.options(issuer, service);
      await gate();
      await auth();
      const { organizationId } = name;
      const offsetMs = organizationId === null ? 0 : (await env.SANDBOX.getByName(organizationId).clock()).offsetMs;
      return () => now().getTime() + offsetMs;
    },
    /** ARCA refused the ticket of that service. */
    dropTicket: (issuer: IssuerIdentity, service: Service): void => source(issuer, service).drop(),
    /** Options of a client of that service. @param onCall told of each call, too, and by which ticket it was made: its fingerprint */
    options(issuer: IssuerIdentity, service: Service, onCall: (report: CallReport, ticket: string | null) => void = () => undefined) {
      let ticket: string | null = null;
      const options = {
        endpoint: endpointsOf(issuer.environment, env)[service],
        send: transportTo(issuer.environment, env, name.organizationId ?? undefined),
        timeoutMs: Number(env.ARCA_TIMEOUT_MS),
        auth: async () => {
          const held = await source(issuer, service).auth(issuer);
          ticket = held.fingerprint;
          return held;
        },
        cuit: issuer.cuit,
        onCall: (report: CallReport) => {
          watch.onCall(service, report);
          onCall(report, ticket);
        },
      };
      return { ...options, gate: () => watch.gate(service, () => OPEN[service](options).dummy()) };
    },
  };
}
