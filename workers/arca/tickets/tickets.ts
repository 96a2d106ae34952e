import { DurableObject } from "cloudflare:workers";
import type { Environment } from "../../../shared/catalog.ts";
import { parseKeyRing } from "../../platform/seal.ts";
import { log } from "../../platform/log.ts";
import { transportTo } from "../../sandbox/index.ts";
import { endpointsOf } from "../endpoints.ts";
import { isArcaError } from "../errors.ts";
import type { Send } from "../soap.ts";
import type { CallReport } from "../timed.ts";
import { login } from "../wsaa/login.ts";
import type { Ticket } from "../wsaa/ticket.ts";
import { buildTicketRequest } from "../wsaa/ticket-request.ts";
import { byOurClock } from "./by-our-clock.ts";
import { openKeeper, type TicketKeeper } from "./keeper.ts";
import { thumbprint, ticketsName } from "./name.ts";
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
  /** The object `ArcaHealth` that is told of a login, by `healthName`. */
  readonly health?: string;
}

/** `expiresAt`: ISO 8601. Good for a minute at least. */
interface TicketAnswer {
  readonly token: string;
  readonly sign: string;
  readonly expiresAt: string;
}

/**
 * The tickets of one certificate in one environment, named by the certificate (`name.ts`). One object, since two holders would lock
 * each other out of WSAA. Thin: `keeper.ts` decides, `store.ts` remembers.
 */
export class Tickets extends DurableObject<Env> {
  #keeper: TicketKeeper | undefined;

  /** @throws ArcaError `ticket_unavailable`; the signer's errors, where the certificate and its key do not fit */
  async ticket(ask: TicketAsk): Promise<TicketAnswer> {
    // The name decides what the tickets are sealed to; whoever speaks of another certificate came to the wrong object.
    if (this.ctx.id.name !== ticketsName(ask.environment, ask.certificate.pem)) throw new Error("another certificate's tickets");
    this.#keeper ??= this.#open(ask);
    const { token, sign, expiresAt } = await this.#keeper.ticket({
      service: ask.service,
      refused: ask.refused,
      login: () => this.#login(ask),
    });
    return { token, sign, expiresAt: expiresAt.toISOString() };
  }

  #open({ environment, certificate: { pem } }: TicketAsk): TicketKeeper {
    const bound = { thumbprint: thumbprint(pem), environment };
    const store = openTicketStore(this.ctx.storage.sql, parseKeyRing(this.env.TICKET_KEYS), bound);
    return openKeeper({ environment, store, now: Date.now });
  }

  async #login({ environment, service, certificate, health }: TicketAsk): Promise<Ticket> {
    const { id: certificateId, issuerId, pem, sealedKey } = certificate;
    const report = { environment, service, certificate_id: certificateId };
    const uniqueId = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const now = new Date();
    const ticketRequest = buildTicketRequest({ service, now, uniqueId });
    try {
      const cms = await this.env.SIGNER.signTicketRequest({
        certificateId,
        issuerId,
        environment,
        sealedKey,
        certificate: pem,
        ticketRequest,
      });
      const ticket = byOurClock(await login({ ...this.#wsaa(environment), cms, onCall: (call) => this.#tell(health, call) }), now);
      log("info", "ticket.login.done", { ...report, expires_at: ticket.expiresAt.toISOString() });
      return ticket;
    } catch (error) {
      log("warn", "ticket.login.failed", { ...report, ...reasonOf(error) });
      throw error;
    }
  }

  #tell(health: string | undefined, call: CallReport): void {
    if (health === undefined) return;
    const told = this.env.ARCA_HEALTH.getByName(health).report([{ ...call, service: "wsaa", at: Date.now() }]);
    this.ctx.waitUntil(told.catch((error: unknown) => log("warn", "arca_health.report.failed", { error })));
  }

  #wsaa(environment: Environment): { send: Send; url: string; timeoutMs: number } {
    return {
      send: transportTo(environment, this.env),
      url: endpointsOf(environment, this.env).wsaa,
      timeoutMs: Number(this.env.ARCA_TIMEOUT_MS),
    };
  }
}

function reasonOf(error: unknown): { code: string; fault?: string } {
  if (isArcaError(error)) return { code: error.code, ...(error.fault && { fault: error.fault.code }) };
  return { code: typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown" };
}
