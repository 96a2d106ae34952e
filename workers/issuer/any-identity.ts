import { isArcaError, isTicketRefused } from "../arca/index.ts";
import { type Authority, type LaneAuthority, NotAsSubmitter } from "./authority.ts";
import type { IssuerIdentity } from "./submission.ts";

interface Ports {
  /** As whom the lane may be read, in the order in which they are to be tried; never none. Asked before each turn. */
  readonly candidates: (which: "first" | "all") => readonly IssuerIdentity[];
  /** Who that submitter is now. */
  readonly identityOf: (submitter: string) => IssuerIdentity | undefined;
  readonly authorityOf: (issuer: IssuerIdentity) => Authority;
}

/**
 * A lane may hold invoices of several organizations that issue for one CUIT, each with a certificate of its own. It is read as the
 * first of them; where that one gets no ticket, or ARCA refuses it, as the next one. But what is sent is sent as its submitter alone:
 * a CUIT that has ended its relation with one organization must not find invoices of it authorized by another's certificate.
 */
export function anyIdentity({ candidates, identityOf, authorityOf }: Ports): LaneAuthority {
  const authorities = new Map<string, Authority>();
  /** By certificate: they failed in this run, and are tried last. */
  const failed = new Set<string>();
  const tried = new Set<string>();
  let current: Authority | undefined;

  const of = (issuer: IssuerIdentity): Authority => {
    const known = authorities.get(issuer.certificate.id) ?? authorityOf(issuer);
    authorities.set(issuer.certificate.id, known);
    return known;
  };

  /** Most often the first one is enough: the others are looked for only where it is not. */
  function* inOrder(): Generator<IssuerIdentity> {
    const [first] = candidates("first");
    const isGood = ({ certificate }: IssuerIdentity): boolean => !failed.has(certificate.id);
    if (first && isGood(first)) yield first;
    const others = candidates("all").filter(({ certificate }) => certificate.id !== first?.certificate.id);
    yield* others.filter(isGood);
    const bad = [...(first ? [first] : []), ...others].filter((issuer) => !isGood(issuer) && !tried.has(issuer.certificate.id));
    yield* bad;
  }

  async function readyAsAnyone(): Promise<() => number> {
    let trouble: unknown;
    tried.clear();
    for (const issuer of inOrder()) {
      tried.add(issuer.certificate.id);
      try {
        const clock = await of(issuer).ready();
        current = of(issuer);
        return clock;
      } catch (error) {
        if (!isOfIdentity(error)) throw error;
        failed.add(issuer.certificate.id);
        trouble ??= error;
      }
    }
    throw trouble ?? new Error("nobody to issue as");
  }

  async function readyAs(submitter: string): Promise<() => number> {
    const issuer = identityOf(submitter);
    if (!issuer) throw new NotAsSubmitter(new Error("nobody to issue as"));
    try {
      const clock = await of(issuer).ready();
      if (!failed.has(issuer.certificate.id)) current = of(issuer);
      return clock;
    } catch (error) {
      if (!isOfIdentity(error)) throw error;
      failed.add(issuer.certificate.id);
      throw new NotAsSubmitter(error);
    }
  }

  /** A reading may be asked for again as another. */
  async function asking<T>(call: (authority: Authority) => Promise<T>): Promise<T> {
    const refused = new Set<Authority>();
    for (;;) {
      if (!current) await readyAsAnyone();
      const authority = current;
      if (!authority) throw new Error("nobody to issue as");
      try {
        return await call(authority);
      } catch (error) {
        refused.add(authority);
        for (const [certificate, one] of authorities) if (one === authority && isTicketRefused(error)) failed.add(certificate);
        current = undefined;
        if (!isTicketRefused(error)) throw error;
        await readyAsAnyone();
        if (!current || refused.has(current)) throw error;
      }
    }
  }

  return {
    ready: (submitter) => (submitter === undefined ? readyAsAnyone() : readyAs(submitter)),
    lastAuthorized: (lane) => asking((authority) => authority.lastAuthorized(lane)),
    find: (lane, number, id) => asking((authority) => authority.find(lane, number, id)),
    async authorize(lane, batch) {
      const issuer = identityOf(batch[0]?.submitter ?? "");
      if (!issuer) throw new Error("nobody to issue as");
      return of(issuer).authorize(lane, batch);
    },
  };
}

/** No ticket, or none that ARCA takes; or the signer failed over a key of this one. */
const isOfIdentity = (error: unknown): boolean => !isArcaError(error) || error.code === "ticket_unavailable" || isTicketRefused(error);
