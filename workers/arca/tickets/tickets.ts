import { DurableObject } from "cloudflare:workers";
import { parseKeyRing } from "../../platform/seal.ts";
import { transportTo } from "../../sandbox/index.ts";
import { endpointsOf, type Environment } from "../endpoints.ts";
import { isArcaError } from "../errors.ts";
import type { Send } from "../soap.ts";
import { login } from "../wsaa/login.ts";
import type { Ticket } from "../wsaa/ticket.ts";
import { buildTicketRequest } from "../wsaa/ticket-request.ts";
import { openKeeper, type TicketKeeper } from "./keeper.ts";
import { openTicketStore } from "./store.ts";

/** A certificate, with its key as only the signer can open it. */
interface TicketCertificate {
  readonly id: string;
  readonly issuerId: string;
  readonly pem: string;
  readonly sealedKey: string;
}

interface TicketAsk {
  readonly environment: Environment;
  /** WSAA's name of the service: `wsfe`. */
  readonly service: string;
  readonly certificate: TicketCertificate;
  /** The token that ARCA refused (600, 601), if that is why a ticket is asked for. */
  readonly refused?: string;
}

/** `expiresAt`: ISO 8601. Good for a minute at least. */
interface TicketAnswer {
  readonly token: string;
  readonly sign: string;
  readonly expiresAt: string;
}

/**
 * The tickets of one certificate in one environment, named `environment:certificate`. One object, since two holders would lock
 * each other out of WSAA. Thin: `keeper.ts` decides, `store.ts` remembers.
 */
export class Tickets extends DurableObject<Env> {
  #keeper: TicketKeeper | undefined;

  /** @throws ArcaError `ticket_unavailable`; the signer's errors, where the certificate and its key do not fit */
  async ticket(ask: TicketAsk): Promise<TicketAnswer> {
    // The name decides what the tickets are sealed to; whoever speaks of another certificate came to the wrong object.
    if (this.ctx.id.name !== ticketsName(ask.environment, ask.certificate.id)) throw new Error("another certificate's tickets");
    this.#keeper ??= this.#open(ask);
    const { token, sign, expiresAt } = await this.#keeper.ticket({
      service: ask.service,
      refused: ask.refused,
      login: () => this.#login(ask),
    });
    return { token, sign, expiresAt: expiresAt.toISOString() };
  }

  #open({ environment, certificate: { id } }: TicketAsk): TicketKeeper {
    const store = openTicketStore(this.ctx.storage.sql, parseKeyRing(this.env.TICKET_KEYS), { certificateId: id, environment });
    return openKeeper({ environment, store, now: Date.now });
  }

  async #login({ environment, service, certificate }: TicketAsk): Promise<Ticket> {
    const { id: certificateId, issuerId, pem, sealedKey } = certificate;
    const report = { environment, service, certificate_id: certificateId };
    const uniqueId = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const ticketRequest = buildTicketRequest({ service, now: new Date(), uniqueId });
    try {
      const cms = await this.env.SIGNER.signTicketRequest({
        certificateId,
        issuerId,
        environment,
        sealedKey,
        certificate: pem,
        ticketRequest,
      });
      const ticket = await login({ ...this.#wsaa(environment), cms });
      console.log(JSON.stringify({ event: "ticket.login.done", ...report, expires_at: ticket.expiresAt }));
      return ticket;
    } catch (error) {
      console.warn(JSON.stringify({ event: "ticket.login.failed", ...report, ...reasonOf(error) }));
      throw error;
    }
  }

  #wsaa(environment: Environment): { send: Send; url: string; timeoutMs: number } {
    return {
      send: transportTo(environment, this.env),
      url: endpointsOf(environment, this.env).wsaa,
      timeoutMs: Number(this.env.ARCA_TIMEOUT_MS),
    };
  }
}

function reasonOf(error: unknown): { code: unknown; fault?: string | undefined } {
  if (isArcaError(error)) return { code: error.code, fault: error.fault?.code };
  return { code: typeof error === "object" && error !== null && "code" in error ? error.code : "unknown" };
}

/** Name of the object. */
const ticketsName = (environment: Environment, certificateId: string): string => `${environment}:${certificateId}`;
