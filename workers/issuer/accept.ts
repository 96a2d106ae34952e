import { problem } from "../../shared/problems.ts";
import type { Backlog } from "./backlog.ts";
import { type ForgottenNames, mayBeForgotten } from "./forgotten-names.ts";
import { laneKey } from "./lane-key.ts";
import type { Ledger } from "./ledger.ts";
import type { openProfiles } from "./profiles.ts";
import type { Store } from "./store.ts";
import type { Refusal, Submission } from "./submission.ts";
import { dateOf } from "./unnumbered.ts";

/** Accepted, now or by an earlier request with the same key; or refused, and then nothing is stored. */
export type Acceptance =
  | { readonly outcome: "accepted"; readonly id: string; readonly lane: string; readonly replayed: boolean }
  | ({ readonly outcome: "refused" } & Refusal);

interface Ports {
  readonly store: Store;
  readonly backlog: Pick<Backlog, "refuses" | "accepted">;
  readonly ledger: Pick<Ledger, "areNamesKnown" | "suspect">;
  readonly names: Pick<ForgottenNames, "mayName">;
  readonly profiles: Pick<ReturnType<typeof openProfiles>, "keep">;
}

/** Takes a submission for good, without a wait in between. To be called once a wake-up is set; the lane is then to be worked. */
export function acceptance({ profiles, ...ports }: Ports) {
  return (submission: Submission): Acceptance => {
    if (submission.isUnconfirmed && mayBeForgotten(ports, submission)) return { outcome: "refused", reason: "unconfirmed" };
    const accepted = accept(ports, submission);
    if (accepted.outcome === "accepted") profiles.keep(submission);
    if (accepted.outcome === "accepted" && !accepted.replayed) ports.ledger.suspect(accepted.id);
    return accepted;
  };
}

/** The part of it that asks nobody but this storage. */
export function accept({ store, backlog }: Pick<Ports, "store" | "backlog">, submission: Submission): Acceptance {
  const { owner, issuer, invoice, detail, idempotencyKey } = submission;
  const lane = laneKey(submission.lane);
  const earlier = idempotencyKey === null ? undefined : store.byKey(owner, issuer.id, idempotencyKey);
  if (earlier) {
    if (earlier.bodyHash !== submission.bodyHash) return { outcome: "refused", reason: "idempotency_conflict" };
    return { outcome: "accepted", id: earlier.id, lane, replayed: true };
  }
  if (invoice.external_id !== null && store.byExternalId(owner, issuer.id, invoice.external_id)) {
    return { outcome: "refused", reason: "external_id_taken" };
  }
  if (!invoice.allow_redate && dateOf(detail) < (store.lastDate(lane) ?? "")) return { outcome: "refused", reason: "date_before_last" };
  const retryAfterSeconds = backlog.refuses(lane);
  if (retryAfterSeconds !== undefined) return { outcome: "refused", reason: "backpressure", retryAfterSeconds };
  const warnings = store.isEarlierWaiting(lane, dateOf(detail))
    ? [...invoice.warnings, problem("date", "earlier_dates_waiting")]
    : invoice.warnings;
  store.accept({ ...submission, invoice: { ...invoice, warnings } });
  backlog.accepted(lane);
  return { outcome: "accepted", id: invoice.id, lane, replayed: false };
}
