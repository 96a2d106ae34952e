import { fromArcaDate, fromArcaTimestamp } from "../../shared/dates.ts";
import { type ConsultedComprobante, isTicketRefused, type Wsfe } from "../arca/index.ts";
import type { ArcaClock } from "./arca-clock.ts";
import type { Authority } from "./authority.ts";
import { fingerprint } from "./fingerprint.ts";
import { heard } from "./heard.ts";
import { parseLane } from "./lane-key.ts";
import { renewing } from "./renewing.ts";
import type { Unnumbered } from "./submission.ts";
import { toVerdicts } from "./verdicts.ts";

interface Ports {
  readonly wsfe: Wsfe;
  /** What goes to ARCA for one invoice. */
  readonly detailOf: (id: string) => Unnumbered;
  /** Forgets the login ticket that ARCA has just refused. */
  readonly dropTicket: () => void;
  /** As `Authority.ready` gives it. */
  readonly now: () => number;
  /** Told what ARCA's clock was in a call. */
  readonly learn: ArcaClock["learn"];
}

/** The lane's needs in terms of WSFEv1. A refused ticket (600, 601) is renewed once: such an answer has processed nothing. */
export function arcaAuthority({ wsfe, detailOf, dropTicket, now, learn }: Ports): Omit<Authority, "ready"> {
  const asking = <T>(call: () => Promise<T>, refused?: (answer: T) => boolean) => renewing(call, dropTicket, refused);
  return {
    lastAuthorized: (lane) => asking(() => wsfe.lastAuthorized(parseLane(lane))),
    async find(lane, number) {
      const found = await asking(() => wsfe.consult(parseLane(lane), number));
      return found && toFound(found);
    },
    async authorize(lane, batch) {
      const details = batch.map(({ id, number }) => ({ ...detailOf(id), CbteDesde: number, CbteHasta: number }));
      const from = now();
      const answer = await asking(
        () => wsfe.authorize(parseLane(lane), details),
        ({ errors }) => isTicketRefused(errors),
      );
      const processedAt = fromArcaTimestamp(answer.processedAt ?? "");
      if (processedAt !== null) learn(processedAt, { from, until: now() });
      return heard("FECAESolicitar", toVerdicts(batch, answer), answer.errors);
    },
  };
}

const toFound = (found: ConsultedComprobante) => ({
  fingerprint: fingerprint(found),
  date: found.CbteFch,
  cae: found.CodAutorizacion,
  caeExpiresOn: fromArcaDate(found.FchVto),
  observations: found.observations,
  processedAt: fromArcaTimestamp(found.FchProceso),
});
