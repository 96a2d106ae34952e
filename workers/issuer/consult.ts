import type { LaneAuthority } from "./authority.ts";
import type { Sent } from "./lane.ts";
import { type Found, type Ledger, reconcile, type Reconciled } from "./reconcile.ts";
import { slots } from "./slots.ts";

/** Of the four calls that an object may have under way: others issue meanwhile. */
const READS = 3;
/** The first ones show whether somebody else has taken the lane; then there is no need to look further. */
const FIRST = 3;
const NEXT = 24;

type Asked = Pick<Ledger, "isShared" | "today" | "now" | "skew"> & { readonly lane: string; readonly sent: readonly Sent[] };
type Read = Found & { readonly date: string };

/** What ARCA says of a lane, once nothing of it is unknown any more. */
export type Consulted = Reconciled & Pick<Ledger, "last" | "lastDate">;

/**
 * Asks ARCA what became of the numbers in doubt. What is certain is told as soon as it is, so that a crash in the middle of many
 * reads does not begin them again, and whoever waits hears at once.
 *
 * @param tell of a part of them. @returns the rest
 */
export async function consult(
  authority: LaneAuthority,
  { lane, sent, ...circumstances }: Asked,
  tell: (part: Reconciled) => void,
): Promise<Consulted> {
  const found = new Map<number, Read>();
  const limited = slots(READS);
  const read = (number: number, id?: string) =>
    limited(async () => {
      const there = await authority.find(lane, number, id);
      if (there) found.set(number, there);
    });
  const last = await authority.lastAuthorized(lane);
  const judge = (lastDate: string) => reconcile(sent, { last, lastDate, found, ...circumstances });
  const told = new Set<string>();

  const taken = sent.filter(({ number }) => number <= last);
  for (const part of partsOf(taken)) {
    await Promise.all(part.map(({ number, id }) => read(number, id)));
    const known = judge("");
    if (known.outcomes.some(({ status }) => status === "queued") || part.at(-1) === taken.at(-1)) break;
    tell(newsOf(known, told));
  }
  const isDateNeeded = taken.length < sent.length || judge("").outcomes.some(({ status }) => status === "queued");
  if (isDateNeeded && last > 0 && !found.has(last)) await read(last);
  const lastDate = found.get(last)?.date ?? "";
  return { last, lastDate, ...newsOf(judge(lastDate), told) };
}

const partsOf = (taken: readonly Sent[]): Sent[][] => {
  const parts = [taken.slice(0, FIRST)];
  for (let from = FIRST; from < taken.length; from += NEXT) parts.push(taken.slice(from, from + NEXT));
  return parts.filter((part) => part.length > 0);
};

/** What was not told before. */
function newsOf({ outcomes, foreign }: Reconciled, told: Set<string>): Reconciled {
  const news = { outcomes: outcomes.filter(({ id }) => !told.has(id)), foreign: foreign.filter(({ id }) => !told.has(id)) };
  for (const { id } of outcomes) told.add(id);
  return news;
}
