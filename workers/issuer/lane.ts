/**
 * A lane is one (point of sale, comprobante type) of the issuer; ARCA numbers it 1, 2, 3…
 * Pure: decides what to do and what an answer means; never calls, never reads a clock.
 *
 * Two rules carry everything:
 * 1. A number given to an invoice stays with it until ARCA has said what became of that number.
 *    Sending the same number with the same content again can be refused, never doubled.
 * 2. While any number is in doubt, the lane gives out no other.
 */
export interface Waiting {
  readonly id: string;
  /** CbteFch, `yyyymmdd`: within a lane ARCA takes no date before that of the last comprobante. */
  readonly date: string;
  /** What ARCA can tell us back of an authorized comprobante: document, date, amounts. Equal content, equal fingerprint. */
  readonly fingerprint: string;
}

export interface Numbered extends Waiting {
  readonly number: number;
}

export interface Lane {
  /** ARCA's last authorized number, or null while we cannot know it: before the first call, after a lost answer or a refusal. */
  readonly last: number | null;
  /** Written down as sent, outcome unknown; by number. */
  readonly sent: readonly Numbered[];
  /** In the order in which they will be numbered. */
  readonly waiting: readonly Waiting[];
}

export type Step =
  | { readonly do: "rest" }
  | { readonly do: "reconcile"; readonly sent: readonly Numbered[] }
  | { readonly do: "send"; readonly batch: readonly Numbered[] };

/** @param limit how many comprobantes fit one call (FECompTotXRequest) */
export function nextStep({ last, sent, waiting }: Lane, limit: number): Step {
  if (sent.length === 0 && waiting.length === 0) return { do: "rest" };
  if (last === null) return { do: "reconcile", sent };
  if (sent.length > 0) return { do: "send", batch: sent };
  return { do: "send", batch: waiting.slice(0, limit).map((invoice, i) => ({ ...invoice, number: last + 1 + i })) };
}

/** What ARCA gives with an authorization. */
interface Authorized {
  readonly cae: string;
  /** `2026-12-04` */
  readonly caeExpiresOn: string;
  readonly observations: readonly Message[];
}

export interface Message {
  readonly code: number;
  readonly message: string;
}

/**
 * What ARCA says of one comprobante of a batch. Those after the first refused one come back `not_processed`.
 * `out_of_sequence` (10016) is no verdict on the invoice: ARCA's last number, or its date, is not what we thought.
 */
export type Verdict =
  | ({ readonly number: number; readonly result: "approved" } & Authorized)
  | { readonly number: number; readonly result: "rejected"; readonly findings: readonly Message[] }
  | { readonly number: number; readonly result: "not_processed" | "out_of_sequence" };

export type Outcome =
  | ({ readonly id: string; readonly status: "authorized"; readonly number: number } & Authorized)
  | { readonly id: string; readonly status: "rejected"; readonly findings: readonly Message[] }
  | { readonly id: string; readonly status: "queued" };

/**
 * Meaning of an answer. A number of which it says nothing stays in doubt: it gets no outcome. So does every number from
 * the first `out_of_sequence` on: an earlier call of ours may have landed late, and then ARCA already holds them.
 */
export function settle(batch: readonly Numbered[], verdicts: readonly Verdict[]): Outcome[] {
  const doubtful = verdicts.find(({ result }) => result === "out_of_sequence")?.number ?? Number.POSITIVE_INFINITY;
  const byNumber = new Map(verdicts.map((verdict) => [verdict.number, verdict]));
  return batch.flatMap(({ id, number }): Outcome[] => {
    const verdict = byNumber.get(number);
    if (!verdict || number >= doubtful) return [];
    if (verdict.result === "approved") return [authorized(id, number, verdict)];
    if (verdict.result === "rejected") return [{ id, status: "rejected", findings: verdict.findings }];
    return [{ id, status: "queued" }];
  });
}

/** A comprobante as FECompConsultar gives it back. */
export interface Found extends Authorized {
  readonly fingerprint: string;
}

/** What ARCA knows of a lane when we ask. */
export interface Ledger {
  readonly last: number;
  /** Date of the comprobante `last`, where we asked for it. */
  readonly lastDate: string | undefined;
  /** Those that we asked for, at or below `last`. */
  readonly found: ReadonlyMap<number, Found>;
}

/**
 * What became of the numbers in doubt. At or below `last` ARCA holds a comprobante: ours, or that of someone else who
 * issues on this point of sale, and then our invoice needs another number. Above it there is none yet: no outcome, the
 * same number goes again. Unless its date is before the last one's: ARCA refuses that for ever, at any number, and with
 * it goes every later number, since a batch stops at its first refusal.
 */
export function reconcile(sent: readonly Numbered[], { last, lastDate, found }: Ledger): Outcome[] {
  const tooOld = sent.find(({ number, date }) => number > last && lastDate !== undefined && date < lastDate);
  return sent.flatMap(({ id, number, fingerprint }): Outcome[] => {
    if (tooOld && number >= tooOld.number) {
      return [id === tooOld.id ? { id, status: "rejected", findings: [DATE_BEFORE_LAST] } : { id, status: "queued" }];
    }
    if (number > last) return [];
    const there = found.get(number);
    if (!there) return [];
    return [there.fingerprint === fingerprint ? authorized(id, number, there) : { id, status: "queued" }];
  });
}

/** 10016 as ARCA words it. */
export const DATE_BEFORE_LAST: Message = {
  code: 10016,
  message: "El numero o fecha del comprobante no se corresponde con el proximo a autorizar. Consultar metodo FECompUltimoAutorizado.",
};

/** ARCA's last number after the answer to a batch, or null if a call must tell. */
export function lastAfter(batch: readonly Numbered[], outcomes: readonly Outcome[]): number | null {
  if (outcomes.length < batch.length) return null;
  const first = batch[0];
  const numbers = outcomes.flatMap((outcome) => (outcome.status === "authorized" ? [outcome.number] : []));
  return first ? Math.max(first.number - 1, ...numbers) : null;
}

function authorized(id: string, number: number, { cae, caeExpiresOn, observations }: Authorized): Outcome {
  return { id, status: "authorized", number, cae, caeExpiresOn, observations };
}
