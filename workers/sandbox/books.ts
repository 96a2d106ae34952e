import { arcaTimestamp, fiscalDate, fromArcaDate, toArcaDate } from "../../shared/dates.ts";
import type { ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import { checkDetail } from "../invoicing/rules/index.ts";
import { caeExpiry, makeCae } from "./cae.ts";
import { type Judgement, judgeBatch } from "./judge.ts";
import type { Registered, Verdict } from "./register.ts";
import { openStore } from "./store.ts";

/**
 * ARCA's books for one tenant: what was authorised, of every CUIT. `judge.ts` decides, `store.ts` remembers. A batch is one
 * transaction without an `await`, so that a lane needs no lock.
 */
export class Books {
  readonly #storage: DurableObjectStorage;
  readonly #tenant: string;
  readonly #store: ReturnType<typeof openStore>;

  constructor(storage: DurableObjectStorage, tenant: string) {
    this.#storage = storage;
    this.#tenant = tenant;
    this.#store = openStore(storage);
  }

  lastAuthorized(cuit: string, lane: Lane): number {
    return this.#store.last(cuit, lane).number;
  }

  authorize(cuit: string, lane: Lane, details: readonly ComprobanteDetail[], now: Date): Verdict[] {
    const today = fiscalDate(now);
    const { CbteTipo } = lane;
    return this.#storage.transactionSync(() => {
      const before = this.#store.last(cuit, lane);
      const check = (detail: ComprobanteDetail) => checkDetail({ CbteTipo, detail, issuerCuit: cuit, today });
      return this.#record(cuit, lane, judgeBatch(details, { CbteTipo, before, check }), now);
    });
  }

  consult(cuit: string, lane: Lane, number: number): Registered | null {
    return this.#store.find(cuit, lane, number);
  }

  #record(cuit: string, lane: Lane, judgements: readonly Judgement[], now: Date): Verdict[] {
    const today = fiscalDate(now);
    const processedAt = arcaTimestamp(now);
    let sequence = this.#store.lastSequence();
    return judgements.map(({ status, detail, observations }): Verdict => {
      if (status !== "approved") return { status, detail, observations };
      sequence += 1;
      const cae = makeCae(today, this.#tenant, sequence);
      const caeExpiresOn = toArcaDate(caeExpiry(fromArcaDate(detail.CbteFch)));
      this.#store.add(sequence, cuit, lane, { detail, observations, cae, caeExpiresOn, processedAt });
      return { status, detail, observations, cae, caeExpiresOn };
    });
  }
}
