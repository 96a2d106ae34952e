import { arcaTimestamp, fiscalDate, fromArcaDate, toArcaDate } from "../../shared/dates.ts";
import type { ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import { checkDetail, checkInformed, type Known, type Subject } from "../invoicing/rules/index.ts";
import { CaeaBooks } from "./caea/caea-books.ts";
import { caeExpiry, makeCae } from "./cae.ts";
import { type Judgement, judgeBatch } from "./judge.ts";
import type { Informed, InformedVerdict, Registered, Verdict } from "./register.ts";
import { issuerConditionOf, knownOf, rulesRegister } from "./rules-register.ts";
import { openStore, type Store } from "./store.ts";
import { type FindTaxpayer, findTaxpayer } from "./taxpayers/find-taxpayer.ts";
import { ExportBooks } from "./wsfex/export-books.ts";

/**
 * ARCA's books for one tenant: what was authorised, of every CUIT. `judge.ts` decides, `store.ts` remembers. A batch is one
 * transaction without an `await`, so that a lane needs no lock.
 */
export class Books {
  readonly caea: CaeaBooks;
  readonly exports: ExportBooks;
  readonly #storage: DurableObjectStorage;
  readonly #tenant: string;
  readonly #store: Store;
  readonly #findTaxpayer: FindTaxpayer;

  constructor(storage: DurableObjectStorage, tenant: string, taxpayers: FindTaxpayer = findTaxpayer) {
    this.#storage = storage;
    this.#tenant = tenant;
    this.#store = openStore(storage);
    this.#findTaxpayer = taxpayers;
    this.caea = new CaeaBooks(storage, tenant, this.#store);
    this.exports = new ExportBooks(storage, tenant);
  }

  lastAuthorized(cuit: string, lane: Lane): number {
    return this.#store.last(cuit, lane).number;
  }

  authorize(cuit: string, lane: Lane, details: readonly ComprobanteDetail[], now: Date): Verdict[] {
    const check = this.#rulesFor(cuit, lane, now);
    return this.#storage.transactionSync(() => {
      const before = this.#store.last(cuit, lane);
      return this.#record(cuit, lane, judgeBatch(details, { before, check: (detail) => checkDetail(check(detail)) }), now);
    });
  }

  /** Comprobantes that were issued by CAEA, told now. */
  inform(cuit: string, lane: Lane, informed: readonly Informed[], now: Date): InformedVerdict[] {
    // Its points of sale take CAEA too, in a contingency or not: their kind says nothing of it.
    const subject = this.#rulesFor(cuit, lane, now, { pointsOfSale: undefined });
    return this.caea.inform(cuit, lane, informed, {
      now,
      check: ({ detail, CAEA = "", CbteFchHsGen }, caea) => checkInformed({ ...subject(detail), CAEA, CbteFchHsGen, caea }),
    });
  }

  consult(cuit: string, lane: Lane, number: number): Registered | null {
    return this.#store.find(cuit, lane, number);
  }

  pointsOfSale(cuit: string): number[] {
    return this.#store.pointsOfSale(cuit);
  }

  /** What the rules are told of a comprobante of that lane. */
  #rulesFor(
    issuerCuit: string,
    { CbteTipo, PtoVta }: Lane,
    now: Date,
    otherwise: Partial<Known["parameters"]> = {},
  ): (detail: ComprobanteDetail) => Subject {
    const known = knownOf(issuerCuit, this.#findTaxpayer);
    const common = {
      CbteTipo,
      PtoVta,
      issuerCuit,
      issuerCondition: issuerConditionOf(issuerCuit, this.#findTaxpayer),
      today: fiscalDate(now),
      issuerTraits: known.issuerTraits,
      parameters: { ...known.parameters, ...otherwise },
    };
    return (detail) => ({ ...common, detail, register: rulesRegister({ issuerCuit, detail }, this.#store, this.#findTaxpayer) });
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
      this.#store.add(sequence, cuit, lane, { detail, observations, emission: "CAE", cae, caeExpiresOn, processedAt });
      return { status, detail, observations, cae, caeExpiresOn };
    });
  }
}
