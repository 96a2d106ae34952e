import { AppError } from "../../shared/errors.ts";
import { isFenced } from "../db/database.ts";
import type { IssuerRecords } from "../db/issuer-objects.ts";
import type { Writer } from "../db/scoped.ts";
import { log } from "../platform/log.ts";
import type { LaneAudit } from "./audit-lane.ts";
import { openAudit } from "./audit.ts";
import type { LaneAuthority } from "./authority.ts";
import type { Books } from "./books.ts";
import type { Outcome } from "./lane.ts";
import { catchingUp } from "./catch-up.ts";
import type { openForgottenNames } from "./forgotten-names.ts";
import { openOrigin } from "./origin.ts";
import type { Outbox } from "./outbox.ts";
import { openRebuild } from "./rebuild.ts";
import { doubtAfter, rebuildLane } from "./rebuild-lane.ts";
import { type Reopened, reopenLane } from "./reopen.ts";
import { recallingNames } from "./recalled-names.ts";
import { restoring } from "./restore.ts";
import type { Store } from "./store.ts";
import { rebuildStore } from "./strays.ts";

interface Ports {
  readonly storage: DurableObjectStorage;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly books: Books;
  readonly records: IssuerRecords;
  readonly forgotten: Pick<ReturnType<typeof openForgottenNames>, "add">;
  /** ARCA, for one lane. */
  readonly authorityOf: (lane: string) => LaneAuthority;
  readonly env: Pick<Env, "ARCA_TIMEOUT_MS" | "ARCA_LATE_MS">;
  readonly now: () => Date;
}

/** What stands between an object and the numbers of its lanes: whether its storage is the right one, and ARCA's books those it knows. */
export function openLedger({ storage, store, outbox, books, records, forgotten, authorityOf, env, now }: Ports) {
  const origin = openOrigin(storage);
  const restore = restoring(storage);
  const names = recallingNames({ storage, records, forgotten });
  const preparation = openRebuild({ storage, origin, books, restore, records, names, isEmpty: () => !store.identity(), now });
  const rebuild = rebuildStore({ storage, store, outbox, origin, now });
  const audit = openAudit({ storage, outbox, books, records, authorityOf, now });
  const calls = { timeoutMs: Number(env.ARCA_TIMEOUT_MS), lateMs: Number(env.ARCA_LATE_MS) };
  const isClockOurs = !records.name.startsWith("sandbox:");

  return {
    /** @throws AppError `unavailable` */
    ready: (): Promise<void> => preparation.ready(),
    /** Whether it knows by which names there are invoices: after a rebuild it learns them little by little. */
    areNamesKnown: (): boolean => names.areAllKnown(),
    /** @param unfinished what the object has left undone */
    isAlarmNeeded: (unfinished: readonly string[]): boolean =>
      origin.get()?.state !== "fenced" && (preparation.isPending() || unfinished.length > 0),
    /** As which it writes to Postgres. */
    writer(): Writer | undefined {
      const known = origin.get();
      return known && { name: records.name, epoch: known.epoch };
    },
    /** Where Postgres says that another storage has taken this one's place, nothing is issued from it any more. */
    async writing(write: () => Promise<void>): Promise<void> {
      await preparation.ready();
      try {
        await write();
        void names.recall();
      } catch (error) {
        if (isFenced(error)) fence();
        throw error;
      }
    },
    /**
     * Compares a lane with ARCA's books where that is due, before it is worked.
     * @returns the authority to work it with, and what has become of invoices
     */
    async open(lane: string): Promise<{ readonly authority: LaneAuthority; readonly outcomes: readonly Outcome[] }> {
      await preparation.ready();
      const guarded = books.guarded(authorityOf(lane));
      if (!origin.isDue(lane)) return { authority: guarded, outcomes: [] };
      const ports = { ...rebuild, authority: guarded, records, origin, ...calls, isClockOurs, now: () => now().getTime() };
      return { authority: guarded, outcomes: await rebuildLane(lane, ports) };
    },
    /** An invoice that has just been accepted may be one that a lost storage has issued: a person decides. To be called at once. */
    suspect(id: string): void {
      const known = origin.get();
      const found = known?.rebuilt ? rebuild.strayLike(id) : undefined;
      if (!known || !found) return;
      storage.transactionSync(() => {
        store.record(found.lane, { outcomes: [doubtAfter(known, id, found.stray)] });
        origin.dropStray(found.lane, found.stray.number);
      });
    },
    /** @throws AppError `unavailable` while it is not known whether ARCA holds that invoice */
    requireCertain(id: string): void {
      if (rebuild.isUncertain(id)) throw new AppError("unavailable");
    },
    catchUp: catchingUp(storage, outbox),
    audit: (): Promise<LaneAudit[]> => audit.run(),
    /** See reopen.ts. */
    reopen: (lane: string, above: number): Promise<Reopened> => reopenLane(lane, above, { storage, store, books, records, isUnpublished }),
    /** The sandbox has begun anew. */
    forget(): void {
      origin.forget();
      books.forget();
      rebuild.forget();
      names.clear();
      audit.forget();
    },
  };

  function isUnpublished(lane: string): boolean {
    const query = "SELECT 1 FROM outbox o JOIN invoices i ON i.id = o.invoice_id WHERE i.lane = ? AND i.status = 'authorized' LIMIT 1";
    return storage.sql.exec(query, lane).toArray().length > 0;
  }

  function fence(): void {
    origin.fence();
    log("error", "issuer.write.fenced", { count: origin.get()?.epoch ?? 0 });
  }
}

export type Ledger = ReturnType<typeof openLedger>;
