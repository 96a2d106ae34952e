/**
 * A lane is one (point of sale, comprobante type) of the issuer; ARCA numbers it 1, 2, 3…
 * Pure: decides what to do and what an answer means; never calls, never reads a clock. What ARCA holds when we ask is read in
 * reconcile.ts, and dates are judged in dating.ts.
 *
 * Two rules carry everything:
 * 1. A number given to an invoice stays with it until ARCA has said what became of that number.
 *    Sending the same number with the same content again can be refused, never doubled.
 * 2. While any number is in doubt, the lane gives out no other. So those in doubt have always been sent together, in one call,
 *    of one submitter and in the order of their numbers.
 */
export interface Waiting {
  readonly id: string;
  /** Whose it is, as `submitterOf` names it: only his certificate may carry it to ARCA. */
  readonly submitter: string;
  /** CbteFch, `yyyymmdd`: within a lane ARCA takes no date before that of the last comprobante. */
  readonly date: string;
  /** Last day on which ARCA takes a comprobante of that date, `yyyymmdd`; empty where it is not known. */
  readonly lastDay: string;
  /** May be dated anew. */
  readonly isRedatable: boolean;
  /** What ARCA can tell us back of an authorized comprobante: document, date, amounts. Equal content, equal fingerprint. */
  readonly fingerprint: string;
}

export interface Numbered extends Waiting {
  readonly number: number;
}

/** Attempts to have a comprobante authorized under its number of which no answer was heard. Milliseconds, by ARCA's clock. */
export interface Attempts {
  readonly unheard: number;
  /** Start of the first of them. */
  readonly from: number;
  /** By then the last of them had been given up. */
  readonly until: number;
  /** What ARCA took by then is presumed to be one of them: one that it did not answer in our time may be on its way. */
  readonly landsBy: number;
}

const UNTRIED: Attempts = { unheard: 0, from: 0, until: 0, landsBy: 0 };

/** Written down as sent, outcome unknown. */
export interface Sent extends Numbered {
  readonly attempts: Attempts;
}

export interface Lane {
  /** ARCA's last authorized number, or null while we cannot know it: before the first call, after a lost answer or a refusal. */
  readonly last: number | null;
  /** Date of the last comprobante that we know of, `yyyymmdd`; empty if of none. */
  readonly lastDate: string;
  /** By number. */
  readonly sent: readonly Sent[];
  /** In the order in which they will be numbered: by date, then as they came. */
  readonly waiting: readonly Waiting[];
}

export type Step =
  | { readonly do: "rest" }
  /** ARCA would refuse their dates at any number: another date, or an end. */
  | { readonly do: "date"; readonly stale: readonly Waiting[] }
  | { readonly do: "reconcile"; readonly sent: readonly Sent[] }
  | { readonly do: "send"; readonly batch: readonly Sent[] };

/**
 * @param limit how many comprobantes fit one call (FECompTotXRequest)
 * @param today at ARCA, `yyyymmdd`
 */
export function nextStep({ last, lastDate, sent, waiting }: Lane, limit: number, today: string): Step {
  if (sent.length === 0 && waiting.length === 0) return { do: "rest" };
  const stale = waiting.filter((invoice) => isStale(invoice, lastDate, today));
  if (stale.length > 0) return { do: "date", stale };
  if (last === null || sent.some((one) => isStale(one, lastDate, today))) return { do: "reconcile", sent };
  if (sent.length > 0) return { do: "send", batch: sent };
  const numbered = ofOne(waiting)
    .slice(0, limit)
    .map((invoice, i) => ({ ...invoice, number: last + 1 + i, attempts: UNTRIED }));
  return { do: "send", batch: numbered };
}

/** Those of the first one's submitter that go before no earlier date of somebody else's: numbers follow dates. */
function ofOne(waiting: readonly Waiting[]): Waiting[] {
  const submitter = waiting[0]?.submitter;
  const other = waiting.find((one) => one.submitter !== submitter);
  return waiting.filter((one) => one.submitter === submitter && (!other || one.date <= other.date));
}

/** Would ARCA refuse its date whatever its number, and for ever? */
export const isStale = ({ date, lastDay }: Waiting, lastDate: string, today: string): boolean =>
  date < lastDate || (lastDay !== "" && lastDay < today);

/** What ARCA gives with an authorization. */
export interface Authorized {
  readonly cae: string;
  /** `2026-12-04` */
  readonly caeExpiresOn: string;
  readonly observations: readonly Message[];
}

export interface Message {
  readonly code: number;
  readonly message: string;
  /** Left out where ARCA says it; where we do, by ARCA's rule of that code, the English text. */
  readonly en?: string;
}

/**
 * What ARCA says of one comprobante of a batch. Those after the first refused one come back `not_processed`.
 * `out_of_sequence` (10016) is no verdict on the invoice: ARCA's last number, or its date, is not what we thought.
 */
export type Verdict =
  | ({ readonly number: number; readonly result: "approved" } & Authorized)
  | { readonly number: number; readonly result: "rejected"; readonly findings: readonly Message[] }
  | { readonly number: number; readonly result: "not_processed" | "out_of_sequence" };

/** What a person needs to say whose a comprobante is that ARCA holds under the number of an invoice of ours. */
export interface Evidence extends Authorized {
  readonly number: number;
  /** When ARCA processed it, milliseconds; null where it does not say. */
  readonly processedAt: number | null;
  readonly attempts: Attempts;
  /** Somebody else was lately seen to issue on this lane. */
  readonly isShared: boolean;
  /** Its storage was lost, and with it what we had asked ARCA for. */
  readonly isRecordLost?: boolean;
}

export type Outcome =
  | ({ readonly id: string; readonly status: "authorized"; readonly number: number } & Authorized)
  | { readonly id: string; readonly status: "rejected"; readonly findings: readonly Message[] }
  | { readonly id: string; readonly status: "needs_attention"; readonly evidence: Evidence }
  | { readonly id: string; readonly status: "queued" };

/** What an answer means. Those with neither an outcome nor among the untouched stay as they were: in doubt. */
interface Settled {
  readonly outcomes: readonly Outcome[];
  /** ARCA did nothing with them in this attempt, and their number may still be held by an earlier one. */
  readonly untouched: readonly Sent[];
}

/**
 * Meaning of an answer. A number of which it says nothing stays in doubt: it gets no outcome. So does every number from
 * the first `out_of_sequence` on: an earlier call of ours may have landed late, and then ARCA already holds them. And from the first one
 * on that ARCA did not take, while an earlier call may land yet: it would find the number free, and ARCA may then take it.
 *
 * @param mayLand may an attempt before this one, which nobody answered, still reach ARCA?
 */
export function settle(batch: readonly Sent[], verdicts: readonly Verdict[], mayLand: (one: Sent) => boolean): Settled {
  const byNumber = new Map(verdicts.map((verdict) => [verdict.number, verdict]));
  const isDoubtful = (one: Sent): boolean => {
    const result = byNumber.get(one.number)?.result;
    return result === "out_of_sequence" || (result !== undefined && result !== "approved" && mayLand(one));
  };
  const doubtful = batch.find(isDoubtful)?.number ?? Number.POSITIVE_INFINITY;
  const outcomes = batch.flatMap(({ id, number }): Outcome[] => {
    const verdict = byNumber.get(number);
    if (!verdict || number >= doubtful) return [];
    if (verdict.result === "approved") return [authorized(id, number, verdict)];
    if (verdict.result === "rejected") return [{ id, status: "rejected", findings: verdict.findings }];
    return [{ id, status: "queued" }];
  });
  return { outcomes, untouched: batch.filter(({ number }) => number >= doubtful && byNumber.has(number)) };
}

/** ARCA's last number after the answer to a batch, or null if a call must tell. */
export function lastAfter(batch: readonly Numbered[], outcomes: readonly Outcome[]): number | null {
  if (outcomes.length < batch.length) return null;
  const first = batch[0];
  const numbers = outcomes.flatMap((outcome) => (outcome.status === "authorized" ? [outcome.number] : []));
  return first ? Math.max(first.number - 1, ...numbers) : null;
}

/** 10016 as ARCA words it. */
const OUT_OF_SEQUENCE: Message = {
  code: 10016,
  message: "El numero o fecha del comprobante no se corresponde con el proximo a autorizar. Consultar metodo FECompUltimoAutorizado.",
};

/**
 * ARCA goes on refusing the first of a batch as out of sequence, though its number is the next one and no attempt with it is
 * unheard: so it is the date that it does not take, whatever the day seems to be here. Undefined where that is not certain.
 */
export function refuseFirst([first, ...others]: readonly Sent[], { untouched }: Settled): Outcome[] | undefined {
  if (!first || first.attempts.unheard > 0 || !untouched.some(({ id }) => id === first.id)) return undefined;
  return [
    { id: first.id, status: "rejected", findings: [OUT_OF_SEQUENCE] },
    ...others.map(({ id }) => ({ id, status: "queued" }) as const),
  ];
}

export function authorized(id: string, number: number, { cae, caeExpiresOn, observations }: Authorized): Outcome {
  return { id, status: "authorized", number, cae, caeExpiresOn, observations };
}
