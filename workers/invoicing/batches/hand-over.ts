import { issuerObjectName, laneKey, type Submitted } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { issuerObject } from "../issuers.ts";
import { refusal } from "../invoices/refusal.ts";
import type { Outcome } from "./batch.ts";
import type { Ready } from "./check-item.ts";
import { failureOf, outcomeOf } from "./outcome-of.ts";

/** Until Postgres may be back. */
const OUTAGE_SECONDS = 15;

export interface HandedOver {
  readonly outcomes: readonly Outcome[];
  /** Lanes that could not take all of theirs yet: seconds until it is worth another try. */
  readonly waitSeconds: ReadonlyMap<string, number>;
  /** Why an issuer could not be reached, if one could not: nobody knows what it has taken. */
  readonly error: unknown;
}

/** Names the lane that an item goes to, across all objects. */
export const laneOf = (ctx: Ctx, { issuer, submission }: Ready): string => `${issuerObjectName(issuer, ctx)} ${laneKey(submission.lane)}`;

/** Hands them to their issuers, to each all of its own at once and in their order. */
export async function handOver(ctx: Ctx, ready: readonly Ready[]): Promise<HandedOver> {
  const groups = [...Map.groupBy(ready, ({ issuer }) => issuerObjectName(issuer, ctx)).values()];
  const answers = await Promise.allSettled(groups.map((group) => submitAll(ctx, group)));
  const taken = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  const waits = taken.flatMap(({ item, submitted }) => secondsToWait(submitted).map((seconds) => [laneOf(ctx, item), seconds] as const));
  return {
    outcomes: taken.flatMap(({ item, submitted }) => toOutcome(item, submitted)),
    waitSeconds: new Map(waits),
    error: answers.find((answer) => answer.status === "rejected")?.reason,
  };
}

async function submitAll(ctx: Ctx, group: readonly Ready[]): Promise<{ item: Ready; submitted: Submitted }[]> {
  const [first] = group;
  if (!first) return [];
  const submitted = await issuerObject(ctx, first.issuer).submitMany(group.map(({ submission }) => submission));
  return group.flatMap((item, i) => {
    const answer = submitted[i];
    return answer ? [{ item, submitted: answer }] : [];
  });
}

function secondsToWait(submitted: Submitted): number[] {
  if (submitted.outcome === "accepted") return [];
  if (submitted.reason === "backpressure") return [submitted.retryAfterSeconds];
  return submitted.reason === "unconfirmed" ? [OUTAGE_SECONDS] : [];
}

/** Nothing, where it has to wait. */
function toOutcome({ index, issuer }: Ready, submitted: Submitted): Outcome[] {
  if (submitted.outcome === "accepted") return [outcomeOf(index, submitted.entry, issuer)];
  if (secondsToWait(submitted).length > 0) return [];
  return [{ index, status: "failed", failure: failureOf(refusal(submitted)) }];
}
