import type { IssuerRecords } from "../db/issuer-objects.ts";
import type { LaneAuthority } from "./authority.ts";
import type { Attempts, Outcome } from "./lane.ts";
import { parseLane } from "./lane-key.ts";
import { type Candidate, matchFinds } from "./match-finds.ts";
import type { Origin, OriginStore, Stray } from "./origin.ts";
import type { Settlement } from "./settlement.ts";
import { slots } from "./slots.ts";

/** How many of the last numbers are looked at, at most: those of a while without Postgres. */
const WINDOW = 5_000;
const PART = 30;
/** Of the four calls that an object may have under way. */
const READS = 3;
/** A difference between clocks. */
const MARGIN_MS = 60 * 60_000;

interface Ports {
  readonly authority: LaneAuthority;
  readonly records: Pick<IssuerRecords, "numbers">;
  readonly origin: OriginStore;
  /** Invoices of the lane that wait for a number, in their order. */
  readonly candidates: (lane: string) => readonly (Candidate & { readonly wasSent: boolean })[];
  /** Writes down what was found of a lane, all in one, and that it is done. */
  readonly conclude: (
    lane: string,
    settlement: Settlement,
    strays: { readonly kept: readonly Stray[]; readonly dropped: readonly Stray[] },
  ) => void;
  /** How long a call may take, and by when after that it can land no more, milliseconds. */
  readonly timeoutMs: number;
  readonly lateMs: number;
  /** Can ARCA's time be compared with ours? In the sandbox its clock is set by whoever owns it. */
  readonly isClockOurs: boolean;
  readonly now: () => number;
}

/**
 * Compares a lane with ARCA's books after its storage was lost, before it gives out a number: what ARCA holds and Postgres does not
 * know is read, and given to the invoice that it is for certain; a person decides where it may be.
 *
 * @throws whatever the authority throws; what was read is kept, and the next try goes on from there
 */
export async function rebuildLane(lane: string, ports: Ports): Promise<readonly Outcome[]> {
  const { authority, records, origin, now } = ports;
  const known = origin.get();
  if (!known) throw new Error("no storage has begun");
  // A call of the lost storage's may still be under way, and land after we have looked: for what waits, as late as any can.
  const lateMs = ports.candidates(lane).length > 0 ? ports.lateMs : 0;
  await scheduler.wait(Math.max(0, known.claimedAt + ports.timeoutMs + lateMs - now()));
  await authority.ready();
  const last = await authority.lastAuthorized(lane);
  const ours = new Set((await records.numbers(parseLane(lane), Math.max(1, last - WINDOW + 1))).map(({ number }) => number));
  const since = ports.isClockOurs ? known.since - MARGIN_MS : 0;
  const read = new Map(origin.strays(lane).map((stray) => [stray.number, stray]));
  const unknown = Array.from({ length: Math.min(last, WINDOW) }, (_, i) => last - i).filter((number) => !ours.has(number));
  for (let from = 0; from < unknown.length; from += PART) {
    const part = unknown.slice(from, from + PART);
    await readPart(part.filter((number) => !read.has(number)));
    if (part.every((number) => isEarlier(read.get(number), since))) break;
  }
  return conclude([...read.values()], last);

  async function readPart(numbers: readonly number[]): Promise<void> {
    const limited = slots(READS);
    await Promise.all(
      numbers.map((number) =>
        limited(async () => {
          const there = await authority.find(lane, number);
          if (!there) return;
          const { isOurs: _, ...found } = there;
          const stray: Stray = { ...found, number, processedAt: ports.isClockOurs ? found.processedAt : null };
          read.set(number, stray);
          origin.addStray(lane, stray);
        }),
      ),
    );
  }

  function conclude(all: readonly Stray[], at: number): readonly Outcome[] {
    const strays = all.filter((stray) => !isEarlier(stray, since));
    const earlier = all.filter((stray) => isEarlier(stray, since));
    const waiting = ports.candidates(lane);
    const { adopted, doubtful, strange } = matchFinds(waiting, strays);
    const acceptedAt = new Map(waiting.map((one) => [one.id, one.acceptedAt]));
    const matched = new Set([...adopted, ...doubtful].map(({ id }) => id));
    const outcomes: Outcome[] = [
      ...adopted.map(({ id, find: { cae, caeExpiresOn, observations, number } }) => {
        return { id, status: "authorized", number, cae, caeExpiresOn, observations } as const;
      }),
      ...doubtful.map(({ id, find }) => toDoubt(id, find, attemptsOf(known, acceptedAt.get(id) ?? null))),
      // Postgres has heard that they were sent; what was meant there has come to nothing.
      ...waiting.filter(({ id, wasSent }) => wasSent && !matched.has(id)).map(({ id }) => ({ id, status: "queued" }) as const),
    ];
    const lastDate = all.reduce((latest, { date }) => (date > latest ? date : latest), "");
    const used = [...adopted, ...doubtful].map(({ find }) => find);
    ports.conclude(lane, { outcomes, last: at, lastDate }, { kept: strange, dropped: [...earlier, ...used] });
    return outcomes;
  }
}

const isEarlier = (stray: Stray | undefined, since: number): boolean => !stray || (stray.processedAt !== null && stray.processedAt < since);

/** Of attempts nothing is known but when they can have been made. */
const attemptsOf = (origin: Origin | undefined, acceptedAt: number | null): Attempts => ({
  unheard: 0,
  from: acceptedAt ?? origin?.since ?? 0,
  until: origin?.claimedAt ?? 0,
  landsBy: origin?.claimedAt ?? 0,
});

/** What a person has to decide of an invoice that a lost storage may have issued. */
function toDoubt(id: string, stray: Stray, attempts: Attempts): Outcome {
  const { number, cae, caeExpiresOn, observations, processedAt } = stray;
  const evidence = { number, cae, caeExpiresOn, observations, processedAt, attempts, isShared: true, isRecordLost: true };
  return { id, status: "needs_attention", evidence };
}

/** For one that comes after the rebuild. */
export const doubtAfter = (origin: Origin, id: string, stray: Stray): Outcome => toDoubt(id, stray, attemptsOf(origin, null));
