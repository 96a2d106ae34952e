import { AppError } from "../../shared/errors.ts";
import type { IssuerRecords, KnownLane } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import type { Books } from "./books.ts";
import { laneKey } from "./lane-key.ts";
import type { OriginStore } from "./origin.ts";
import type { recallingNames } from "./recalled-names.ts";
import type { restoring } from "./restore.ts";

interface Ports {
  readonly storage: Pick<DurableObjectStorage, "transactionSync">;
  readonly origin: OriginStore;
  readonly books: Books;
  readonly restore: ReturnType<typeof restoring>;
  readonly records: IssuerRecords;
  readonly names: Pick<ReturnType<typeof recallingNames>, "begin" | "recall">;
  /** Is there nothing in this storage? */
  readonly isEmpty: () => boolean;
  readonly now: () => Date;
}

/**
 * An object whose storage is empty does not know whether it never was or has lost all. It asks Postgres, once, before it accepts
 * anything; and where it was, takes back what Postgres knows of it. It may stop dead at any `await`, and begins again.
 */
export function openRebuild({ storage, origin, books, restore, records, names, isEmpty, now }: Ports) {
  let preparing: Promise<void> | undefined;

  return {
    /** Is there something of a rebuild left to be done, or does somebody wait to hear whether there is? */
    isPending: (): boolean => preparing !== undefined || origin.get()?.state === "loading",
    /**
     * Resolves once it may accept and issue.
     * @throws AppError `unavailable` where Postgres does not answer, or where another storage has taken this one's place
     */
    async ready(): Promise<void> {
      if (origin.get()?.state === "ready") return;
      preparing ??= prepare().finally(() => {
        preparing = undefined;
      });
      await preparing;
    },
  };

  async function prepare(): Promise<void> {
    try {
      if (!origin.get()) await begin();
      if (origin.get()?.state === "loading") await load();
      if (origin.get()?.state === "fenced") await askAgain(origin.get()?.epoch ?? 0);
    } catch (error) {
      log("error", "issuer.rebuild.failed", { error });
      throw new AppError("unavailable", { cause: error });
    }
  }

  /** A claim whose answer is lost is made again. One that is not the latest comes of a clock that is behind: another one, a moment later. */
  async function begin(): Promise<void> {
    const claimed = await records.claim(origin.claim());
    if (!claimed) {
      origin.dropClaim();
      throw new Error("a later claim has been made");
    }
    const { epoch, since } = claimed;
    // Older than the register of objects: it knows all that it is.
    const rebuilt = epoch > 1 && isEmpty();
    origin.begin({ epoch, state: rebuilt ? "loading" : "ready", rebuilt, claimedAt: now().getTime(), since });
    if (rebuilt) log("error", "issuer.storage.lost", { count: epoch });
  }

  /** Somebody may have said since that this is the storage to go on with. @throws where not */
  async function askAgain(epoch: number): Promise<void> {
    await records.requireNewest(epoch);
    origin.unfence();
  }

  async function load(): Promise<void> {
    const [issuers, lanes, heardUntil] = await Promise.all([records.issuers(), records.lanes(), records.heardUntil()]);
    let oldest = heardUntil;
    let count = 0;
    for (let after = "", page = await records.unfinished(after); page.length > 0; page = await records.unfinished(after)) {
      storage.transactionSync(() => page.forEach((row) => restore.invoice(row)));
      oldest = Math.min(oldest, ...page.map(({ document }) => Date.parse(document.created_at)));
      after = page.at(-1)?.id ?? after;
      count += page.length;
    }
    storage.transactionSync(() => {
      restore.issuers(issuers);
      lanes.forEach(rememberLane);
      names.begin(issuers);
      origin.loaded(oldest);
    });
    void names.recall();
    log("warn", "issuer.rebuild.loaded", { count });
  }

  function rememberLane({ pointOfSale, typeCode, last, lastDate }: KnownLane): void {
    const lane = laneKey({ PtoVta: pointOfSale, CbteTipo: typeCode });
    restore.lane(lane, lastDate);
    books.raise(lane, last);
  }
}
