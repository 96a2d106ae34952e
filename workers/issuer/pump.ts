import { fiscalDate, toArcaDate } from "../../shared/dates.ts";
import { isArcaError, isTicketRefused } from "../arca/index.ts";
import { type LaneAuthority, NotAsSubmitter } from "./authority.ts";
import { consult, type Consulted } from "./consult.ts";
import { dateAnew } from "./dating.ts";
import type { HeldSubmitters } from "./held-submitters.ts";
import { isStale, lastAfter, nextStep, type Outcome, refuseFirst, type Sent, settle, type Verdict, type Waiting } from "./lane.ts";
import { batchOf } from "./lane-key.ts";
import { landsUntil, LATE_MS, type Reconciled } from "./reconcile.ts";
import type { Settlement } from "./settlement.ts";
import type { Skew } from "./skew.ts";
import type { Store } from "./store.ts";

/** Turns in a row that settle nothing before ARCA's word on the first of them counts: it contradicts itself, or our calendar. */
const PATIENCE = 3;
/** The same, before the lane is left to the alarm: somebody else takes each number before us. */
const LONG_PATIENCE = 12;
/** ARCA's clock may be so much behind: until then no day is over there for what may still be under way. */
const SKEW_MS = 600_000;

/** What ARCA says of a number counts once no earlier call with it can land any more. */
export class MayLandYet extends Error {
  readonly forMs: number;

  constructor(forMs: number) {
    super("an earlier call may land yet");
    this.forMs = forMs;
  }
}

/** What of the store a lane is worked with. */
export type LaneStore = Pick<
  Store,
  "lane" | "nextIn" | "submittersIn" | "isIdle" | "isShared" | "markSent" | "markUntouched" | "markLost" | "record" | "redate"
>;

interface Work {
  readonly store: LaneStore;
  readonly authority: LaneAuthority;
  /** Those as whom ARCA is not to be called just now: the lane goes on without what they wait to send. */
  readonly held: Pick<HeldSubmitters, "in" | "hold" | "release">;
  /** How long a call may take, milliseconds. */
  readonly timeoutMs: number;
  /** What ARCA's clock is ahead of the authority's; undefined while that is not known. */
  readonly skew: () => Skew | undefined;
  /** Told what has just been written down. */
  readonly settled: (outcomes: readonly Outcome[]) => void;
}

/**
 * Works one lane until nothing waits but what is of those who are held. Each turn: decide (pure), write down what is about to happen,
 * call ARCA, write down what happened. It may stop dead at any `await`; the next run finds everything in the store. One run per lane
 * at a time.
 *
 * @throws whatever the authority throws; what was in flight is then in doubt, and the next run starts by reconciling it
 */
export async function pump(lane: string, { store, authority, held, timeoutMs, skew, settled }: Work): Promise<void> {
  const limit = batchOf(lane);
  let fruitless = 0;
  // What is sent again is looked for at ARCA right before: so whatever is found later was not there until then.
  let isFresh = false;
  let readAt = 0;
  for (let unlucky = 0; !store.isIdle(lane, held.in(lane)); unlucky += 1) {
    if (unlucky >= LONG_PATIENCE) throw new Error("ARCA settles nothing");
    const submitter = store.nextIn(lane, held.in(lane));
    const clock = await ready(submitter);
    if (!clock) continue;
    const today = dayOf(clock());
    const state = store.lane(lane, limit, held.in(lane));
    const isKnown = isFresh || state.sent.length === 0;
    const step = nextStep(isKnown ? state : { ...state, last: null }, limit, today);
    if (step.do === "rest") return;
    if (step.do === "date") {
      date(step.stale, state.lastDate, today);
      unlucky = 0;
    } else if (step.do === "reconcile") {
      readAt = clock();
      const any = await heard(() => reconciled(step.sent, readAt), step.sent);
      if (any === undefined) continue;
      isFresh = true;
      if (any) fruitless = 0;
      // One whose last day has just ended may yet be taken as it was sent before: not again, and not anew, until that is certain.
      else if (step.sent.some((one) => isStale(one, state.lastDate, today))) throw new Error("a day has to end first");
    } else if (isHeld(step.batch)) free(step.batch, state.last ?? 0);
    // While it was asked whether ARCA may be called as one, somebody else's turn has come.
    else if (step.batch[0]?.submitter !== submitter) continue;
    else if (await sent(step.batch, clock, state.last)) fruitless = unlucky = 0;
  }

  /** @returns ARCA's clock; undefined where that submitter is to be held now */
  async function ready(submitter: string | undefined): Promise<(() => number) | undefined> {
    if (submitter === undefined || held.in(lane).includes(submitter)) return authority.ready();
    try {
      return await authority.ready(submitter);
    } catch (error) {
      if (!(error instanceof NotAsSubmitter)) throw error;
      held.hold(lane, submitter, error.cause);
      return undefined;
    }
  }

  function isHeld([first]: readonly Sent[]): boolean {
    return first !== undefined && held.in(lane).includes(first.submitter);
  }

  /** An attempt that nobody answered, unless ARCA's books were read after it could still reach them. */
  function mayLand({ attempts }: Sent): boolean {
    return attempts.unheard > 0 && readAt <= landsUntil(attempts);
  }

  /** The numbers of one who is held are for the next, once it is certain that ARCA neither has them nor can take them any more. */
  function free(batch: readonly Sent[], last: number): void {
    const isFree = batch.every((one) => one.attempts.unheard === 0 || (one.number > last && !mayLand(one)));
    if (!isFree) throw new Error("a submitter who is held may have been heard");
    record({ outcomes: batch.map(({ id }) => ({ id, status: "queued" })) });
  }

  function date(stale: readonly Waiting[], lastDate: string, today: string): void {
    const { redatings, refusals } = dateAnew(stale, lastDate, today);
    store.redate(redatings);
    record({ outcomes: refusals });
  }

  /** @returns whether it settled anything */
  async function reconciled(doubtful: readonly Sent[], now: number): Promise<boolean> {
    const asked = { lane, sent: doubtful, isShared: store.isShared(lane, now), today: dayOf(now - SKEW_MS), now, skew: skew() };
    let any = false;
    const tell = ({ outcomes, foreign, lastDate = "", ...rest }: Reconciled & Partial<Consulted>) => {
      any ||= outcomes.length > 0;
      record({ ...rest, outcomes, foreign, seenAt: now, lastDate: later(lastDate, lastDateOf(doubtful, outcomes)) });
    };
    tell(await consult(authority, asked, tell));
    return any;
  }

  /** A reading; undefined where ARCA hears nobody, and nothing has to be read before others may come. */
  async function heard<T>(reading: () => Promise<T>, doubtful: readonly Sent[]): Promise<T | undefined> {
    try {
      return await reading();
    } catch (error) {
      if (doubtful.length > 0 || !isOfSubmitter(error)) throw error;
      for (const submitter of store.submittersIn(lane)) held.hold(lane, submitter, error);
      return undefined;
    }
  }

  /** @param last ARCA's last number. @returns whether it settled anything */
  async function sent(batch: readonly Sent[], clock: () => number, last: number | null): Promise<boolean> {
    const now = clock();
    // Should the process die meanwhile, it is as if no answer had come.
    store.markSent(lane, batch, { from: now, until: now + timeoutMs, landsBy: now + timeoutMs + LATE_MS });
    const verdicts = await authorize(batch, clock, last);
    if (!verdicts) return false;
    const answer = settle(batch, verdicts, mayLand);
    store.markUntouched(answer.untouched);
    const { outcomes } = answer;
    record({ outcomes, last: lastAfter(batch, outcomes), lastDate: lastDateOf(batch, outcomes) });
    if (outcomes.some(({ status }) => status !== "queued")) return true;
    // Asked again when the lane has rested: until then what ARCA refuses may become its own.
    const mayBe = answer.untouched.filter(mayLand).map(({ attempts }) => landsUntil(attempts));
    if (verdicts.every(({ result }) => result !== "out_of_sequence") && mayBe.length > 0)
      throw new MayLandYet(Math.max(...mayBe) + 1 - clock());
    fruitless += 1;
    const refused = fruitless < PATIENCE ? undefined : refuseFirst(batch, answer);
    if (refused) record({ outcomes: refused });
    return refused !== undefined;
  }

  /**
   * What ARCA has for certain not read goes back to those that wait: it may be withdrawn, or be sent with more.
   * @returns undefined where it would not hear the submitter
   */
  async function authorize(batch: readonly Sent[], clock: () => number, last: number | null): Promise<Verdict[] | undefined> {
    const submitter = batch[0]?.submitter ?? "";
    try {
      const verdicts = await authority.authorize(lane, batch);
      held.release(lane, submitter);
      return verdicts;
    } catch (error) {
      if (isArcaError(error) && error.certainty === "not_sent") untouched(batch, last);
      else store.markLost(batch, ended(clock(), isArcaError(error) && error.code !== "timeout"));
      if (!isOfSubmitter(error)) throw error;
      held.hold(lane, submitter, error);
      return undefined;
    }
  }

  function untouched(batch: readonly Sent[], last: number | null): void {
    store.markUntouched(batch);
    // No attempt with their numbers can be ARCA's; where one may be, it is looked for there first.
    const isNew = batch.every(({ attempts }) => attempts.unheard === 0);
    if (isNew) record({ outcomes: batch.map(({ id }) => ({ id, status: "queued" })), last });
  }

  function record(settlement: Settlement): void {
    store.record(lane, settlement);
    settled(settlement.outcomes);
  }
}

/** ARCA refused him, or he has no ticket: for certain nothing was processed. */
const isOfSubmitter = (error: unknown): boolean =>
  isArcaError(error) && error.certainty === "not_sent" && (error.code === "ticket_unavailable" || isTicketRefused(error));

/** What comes later than a call that was cut is not presumed to be it; of one that was not answered in time it is. */
const ended = (until: number, wasCut: boolean) => ({ until, landsBy: until + (wasCut ? 0 : LATE_MS) });

const dayOf = (ms: number): string => toArcaDate(fiscalDate(new Date(ms)));

const later = (one: string, other: string): string => (one > other ? one : other);

/** The latest date of those that are ARCA's now; empty if none is. */
function lastDateOf(batch: readonly Sent[], outcomes: readonly Outcome[]): string {
  const ids = new Set(outcomes.flatMap(({ id, status }) => (status === "authorized" || status === "needs_attention" ? [id] : [])));
  return batch.filter(({ id }) => ids.has(id)).reduce((latest, { date }) => later(latest, date), "");
}
