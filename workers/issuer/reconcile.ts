import { type Attempts, authorized, type Authorized, isStale, type Outcome, type Sent } from "./lane.ts";
import type { Skew } from "./skew.ts";

/** A comprobante as ARCA gives it back. */
export interface Found extends Authorized {
  readonly fingerprint: string;
  /** When ARCA processed it, milliseconds; null where it does not say. */
  readonly processedAt: number | null;
  /** Ours for certain, or not: where the service tells which request brought it, as WSFEXv1 does by its Id. */
  readonly isOurs?: boolean;
}

/** What ARCA knows of a lane when we ask. */
export interface Ledger {
  readonly last: number;
  /** Date of the comprobante `last`, `yyyymmdd`; empty where it was not asked for. */
  readonly lastDate: string;
  /** Those that we asked for, at or below `last`. */
  readonly found: ReadonlyMap<number, Found>;
  /** Somebody else was lately seen to issue on this lane. */
  readonly isShared: boolean;
  /** At ARCA, `yyyymmdd`. */
  readonly today: string;
  /** Milliseconds, by the clock of our attempts. */
  readonly now: number;
  /** What ARCA's clock is ahead of that; undefined while no answer has told. */
  readonly skew: Skew | undefined;
}

export interface Reconciled {
  readonly outcomes: readonly Outcome[];
  /** Those under whose number ARCA holds what is, or may be, somebody else's. */
  readonly foreign: readonly Sent[];
}

/** ARCA's servers do not agree to the second, and FchProceso has no finer one; and what was cut at once may have been there already. */
const SLACK_MS = 5_000;
/** ARCA itself gives up by then what has taken it longer than we waited, or than a gateway before it did. */
export const LATE_MS = 120_000;
/** While ARCA's clock is not known. Where others issue nothing is presumed: rather a person is asked. */
const UNKNOWN: Skew = { low: -120_000, high: 120_000 };
const NONE: Skew = { low: 0, high: 0 };

type Belongs = "ours" | "theirs" | "unclear";

/**
 * What became of the numbers in doubt. At or below `last` ARCA holds a comprobante: ours, or that of someone else who issues on
 * this point of sale, and then our invoice needs another number. Above it there is none yet: no outcome, and the same number goes
 * again with the same content.
 *
 * Where a number is someone else's, every call that we sent it in was refused there, and those that follow it in the call were not
 * looked at: none of them is ARCA's, and all can be numbered anew. The same where ARCA can never take the next one for its date.
 */
export function reconcile(sent: readonly Sent[], ledger: Ledger): Reconciled {
  const outcomes: Outcome[] = [];
  const foreign: Sent[] = [];
  let refusedHere = isAboveHole(sent, ledger);
  let unclearHere = false;
  for (const one of sent) {
    if (one.number > ledger.last) {
      refusedHere ||= isStale(one, ledger.lastDate, ledger.today);
      if (refusedHere) outcomes.push({ id: one.id, status: "queued" });
      continue;
    }
    const there = ledger.found.get(one.number);
    if (!there && !refusedHere) continue;
    const belongs: Belongs = refusedHere || !there ? "theirs" : belongsTo(one, there, ledger, unclearHere);
    if (belongs !== "ours") foreign.push(one);
    if (belongs === "theirs") outcomes.push({ id: one.id, status: "queued" });
    else if (there) outcomes.push(belongs === "ours" ? authorized(one.id, one.number, there) : unclear(one, there, ledger));
    refusedHere ||= belongs === "theirs";
    unclearHere ||= belongs === "unclear";
  }
  return { outcomes, foreign };
}

/**
 * Identity rests on our reservation of the number, the content, and the time. Where all attempts were answered, and by each answer
 * nothing was processed, what is there is not ours, whatever its content.
 */
function belongsTo(one: Sent, there: Found, ledger: Ledger, isEarlierUnclear: boolean): Belongs {
  if (there.isOurs !== undefined) return there.isOurs ? "ours" : "theirs";
  if (there.fingerprint !== one.fingerprint || one.attempts.unheard === 0) return "theirs";
  return !isEarlierUnclear && isWithin(there.processedAt, one, ledger) ? "ours" : "unclear";
}

/**
 * Until when one of these attempts may reach ARCA's books, milliseconds; of none without an answer that is not asked. A call that was
 * cut may be on its way behind a gateway as one that hung is. But of so late a comprobante it is not presumed that it is ours.
 */
export const landsUntil = ({ until, landsBy }: Attempts): number => Math.max(landsBy, until + LATE_MS) + SLACK_MS;

/** Was it processed while one of our attempts was under way? Where others issue, one that came late is not told from theirs. */
function isWithin(at: number | null, { attempts: { from, until, landsBy } }: Sent, { isShared, skew = isShared ? NONE : UNKNOWN }: Ledger) {
  const end = isShared ? until : Math.max(until, landsBy);
  return at !== null && at >= from + skew.low - SLACK_MS && at <= end + skew.high + SLACK_MS;
}

/**
 * ARCA takes only the next number: what is above a hole comes to nothing unless somebody else fills it in time. Once no attempt can
 * land any more they are free.
 */
const isAboveHole = (sent: readonly Sent[], { last, now }: Ledger): boolean =>
  (sent[0]?.number ?? 0) > last + 1 && sent.every(({ attempts }) => attempts.unheard === 0 || now > landsUntil(attempts));

function unclear({ id, number, attempts }: Sent, { cae, caeExpiresOn, observations, processedAt }: Found, { isShared }: Ledger): Outcome {
  return { id, status: "needs_attention", evidence: { number, cae, caeExpiresOn, observations, processedAt, attempts, isShared } };
}
