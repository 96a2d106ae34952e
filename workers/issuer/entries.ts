import type { Invoice } from "../../shared/schemas/invoice.ts";
import type { Owner } from "../db/owner.ts";
import { laneKey } from "./lane-key.ts";
import type { Lanes } from "./lanes.ts";
import type { Pauses } from "./pauses.ts";
import type { Store } from "./store.ts";
import type { Stored } from "./stored.ts";
import type { Entry } from "./submission.ts";
import { submitterOf } from "./submitter.ts";
import { isUnderWay, type Waiters } from "./waiters.ts";
import type { WakeUps } from "./wake-ups.ts";

interface Ports {
  readonly store: Pick<Store, "byId">;
  readonly waiters: Pick<Waiters, "wait">;
  readonly pauses: Pick<Pauses, "until">;
  readonly wakeUps: Pick<WakeUps, "next">;
  readonly lanes: Pick<Lanes, "trouble" | "held">;
}

/** Invoices as callers see them: with what they wait for. */
export function openEntries({ store, waiters, pauses, wakeUps, lanes }: Ports) {
  return {
    of,
    /** As it is once it is over, or after that time. */
    async settledOrLate(owner: Owner, id: string, waitMs: number): Promise<Entry> {
      const state = () => store.byId(owner, id);
      if (waitMs > 0 && isUnderWay(state()?.invoice.status)) await waiters.wait(id, waitMs);
      const stored = state();
      if (!stored) throw new Error("an accepted invoice is gone");
      return of(stored);
    },
  };

  async function of({ owner, invoice, requestId, findings, arca }: Stored): Promise<Entry> {
    const shown = { invoice, requestId, findings, arca };
    if (!isUnderWay(invoice.status)) return { ...shown, nextAttemptAt: null, trouble: null };
    const lane = laneOf(invoice);
    const submitter = submitterOf(owner, invoice.issuer);
    const next = Math.max(pauses.until(lane), lanes.held.until(lane, submitter), await wakeUps.next());
    const nextAttemptAt = next === 0 ? null : new Date(next).toISOString();
    return { ...shown, nextAttemptAt, trouble: lanes.held.trouble(lane, submitter) ?? lanes.trouble(lane) };
  }
}

/** Key of the lane in which an invoice is numbered. */
export const laneOf = ({ point_of_sale, type_code }: Invoice): string => laneKey({ PtoVta: point_of_sale, CbteTipo: type_code });
