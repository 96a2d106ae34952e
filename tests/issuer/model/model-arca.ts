import { addDays, fiscalDate, toArcaDate } from "../../../shared/dates.ts";
import { ArcaError } from "../../../workers/arca/index.ts";
import { type LaneAuthority, NotAsSubmitter } from "../../../workers/issuer/authority.ts";
import type { Sent, Verdict } from "../../../workers/issuer/lane.ts";

/** What ARCA holds, and what only this model knows of it: whose request brought it. */
export interface Comprobante {
  readonly fingerprint: string;
  readonly date: string;
  readonly cae: string;
  readonly processedAt: number;
  /** Id of an invoice, or somebody else. */
  readonly by: string;
}
export const STRANGER = "stranger";

/**
 * What goes wrong with one FECAESolicitar. `lost`: applied, and no answer. `unheard`: never arrived. `late`: no answer in our time, and
 * applied later, if not too late. `cut_late`: cut, and applied as late as that: a gateway gave up. `foreign`, `foreign_same`: somebody else takes the number first, with other or with the same content, and we hear
 * that it is taken (somebody's same sale in the very moment of a call of ours that nobody hears of is beyond telling: that does not
 * happen here). `failed`: 501, not applied; `failed_after`: 501, though it was. `busy`: 502. `ticket`: 600. `refused`: the first is refused for a
 * reason that is gone by the next call.
 */
export const FAULTS = [
  "answered",
  "lost",
  "unheard",
  "late",
  "cut_late",
  "foreign",
  "foreign_same",
  "failed",
  "failed_after",
  "busy",
  "ticket",
  "refused",
] as const;
export type Fault = (typeof FAULTS)[number];

const OUT_OF_RANGE = { code: 10016, message: "Campo CbteFch Debe estar comprendido en el rango N-5 y N+5" };
/** Of a refusal that would not be one a moment later. */
export const IN_PASSING = 10015;
const WINDOW = 5;
/** How long we wait for an answer, and how much longer it may take ARCA to take a request. */
const WAIT_MS = 30_000;
const LATE_MS = 120_000;

/** The process is gone: nothing that it was about to do is done. */
export class Crash extends Error {}

type Request = readonly Sent[];

/** ARCA's books of one lane, with its rules of order and dates. */
export class ModelArca {
  readonly ledger: Comprobante[] = [];
  readonly faults: Fault[] = [];
  readonly #inFlight: { readonly request: Request; readonly landsBy: number }[] = [];
  /** As whom ARCA cannot be called: it refuses his ticket, or gives him none. */
  readonly ended = new Map<string, "refused" | "no_ticket">();
  /** Whose calls were cut that may land late. */
  readonly cut = new Set<string>();
  #mustBeHeard = false;
  now: number;
  /** Which contents it refuses. */
  readonly isBad: (fingerprint: string) => boolean;

  constructor(now: number, isBad: (fingerprint: string) => boolean) {
    this.now = now;
    this.isBad = isBad;
  }

  get today(): string {
    return fiscalDate(new Date(this.now));
  }

  /** Requests that we no longer wait for are processed now, unless it is too late. */
  land(): void {
    for (const { request, landsBy } of this.#inFlight.splice(0)) if (this.now <= landsBy) this.apply(request);
  }

  /** Somebody else issues on this lane. */
  issue(fingerprint: string, date = toArcaDate(this.today)): void {
    const latest = this.ledger.at(-1)?.date ?? "";
    this.#push(fingerprint, date > latest ? date : latest, STRANGER);
  }

  apply(request: Request): Verdict[] {
    let stopped = false;
    return request.map(({ id, number, fingerprint, date }): Verdict => {
      if (stopped) return { number, result: "not_processed" };
      const fits = number === this.ledger.length + 1 && date >= (this.ledger.at(-1)?.date ?? "");
      const inRange = date >= this.#day(-WINDOW) && date <= this.#day(WINDOW);
      stopped = !fits || !inRange || this.isBad(fingerprint);
      if (!fits) return { number, result: "out_of_sequence" };
      if (!inRange) return { number, result: "rejected", findings: [OUT_OF_RANGE] };
      if (stopped) return { number, result: "rejected", findings: [{ code: 10048, message: "" }] };
      const { cae } = this.#push(fingerprint, date, id);
      return { number, result: "approved", cae, caeExpiresOn: "2026-12-31", observations: [] };
    });
  }

  /**
   * @param step told before and after each effect of a call; it may throw `Crash`
   * @param meanwhile runs while a call is under way
   */
  authority(step: () => void, meanwhile: () => void): LaneAuthority {
    const around = async <T>(effect: () => T): Promise<T> => {
      await Promise.resolve();
      step();
      const value = effect();
      if (this.#mustBeHeard) return value;
      meanwhile();
      step();
      return value;
    };
    return {
      ready: (submitter = "") =>
        around(() => {
          if (this.ended.get(submitter) === "no_ticket") throw new NotAsSubmitter(new Error("no ticket"));
          return () => this.now;
        }),
      lastAuthorized: () => around(() => this.ledger.length),
      find: (_, number) =>
        around(() => {
          const found = this.ledger[number - 1];
          return found && { ...found, caeExpiresOn: "2026-12-31", observations: [] };
        }),
      // What the pump sends is what it has written down.
      authorize: (_, batch) => around(() => this.#authorize(batch as Request)),
    };
  }

  #authorize(request: Request): Verdict[] {
    const submitters = new Set(request.map(({ submitter }) => submitter));
    if (submitters.size !== 1) throw new Error("one organization's certificate would carry another's invoice");
    if ([...submitters].some((submitter) => this.ended.has(submitter))) throw trouble("not_sent", 600);
    const fault = this.faults.shift() ?? "answered";
    const [first] = request;
    this.#mustBeHeard = fault === "foreign_same" && first?.attempts.unheard === 0;
    if (first && this.#mustBeHeard) this.issue(first.fingerprint, first.date);
    else if (fault.startsWith("foreign")) this.issue("of a stranger");
    if (fault === "late" || fault === "cut_late") {
      const isCut = fault === "cut_late";
      if (isCut) for (const { id } of request) this.cut.add(id);
      else this.now += WAIT_MS;
      this.#inFlight.push({ request, landsBy: this.now + LATE_MS });
      throw trouble("unknown", undefined, isCut ? "connection_lost" : "timeout");
    }
    if (fault === "lost" || fault === "failed_after") this.apply(request);
    if (fault === "busy") throw trouble("not_sent", 502);
    if (fault === "ticket") throw trouble("not_sent", 600);
    if (fault === "failed" || fault === "failed_after") throw trouble("unknown", 501);
    if (fault === "lost" || fault === "unheard") throw trouble("unknown");
    if (fault === "refused" && first?.number === this.ledger.length + 1) {
      return request.map(({ number }) =>
        number === first.number
          ? { number, result: "rejected", findings: [{ code: IN_PASSING, message: "" }] }
          : { number, result: "not_processed" },
      );
    }
    return this.apply(request);
  }

  #push(fingerprint: string, date: string, by: string): Comprobante {
    const cae = String(90_000_000_000_000 + this.ledger.length);
    const comprobante = { fingerprint, date, by, cae, processedAt: Math.floor(this.now / 1000) * 1000 };
    this.ledger.push(comprobante);
    return comprobante;
  }

  #day(days: number): string {
    return toArcaDate(addDays(this.today, days));
  }
}

const trouble = (certainty: "not_sent" | "unknown", code?: number, lost: "connection_lost" | "timeout" = "connection_lost"): ArcaError =>
  new ArcaError({
    code: code === undefined ? lost : "arca_errors",
    certainty,
    operation: "FECAESolicitar",
    arcaErrors: code === undefined ? [] : [{ code, message: "" }],
  });
