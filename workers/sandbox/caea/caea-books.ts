import { arcaTimestamp, fiscalDate, toArcaDate } from "../../../shared/dates.ts";
import type { ArcaMessage, Lane } from "../../arca/wsfe/detail.ts";
import type { CaeaGrant, Finding } from "../../invoicing/rules/index.ts";
import { makeCaea } from "../cae.ts";
import type { Caea, Informed, InformedVerdict, Unused } from "../register.ts";
import type { Store } from "../store.ts";
import { type CaeaStore, openCaeaStore } from "./caea-store.ts";
import { arcaDatesOf, datesOf, type Fortnight } from "./fortnight.ts";
import { judgeInformed } from "./judge-informed.ts";
import { CAEA_MESSAGES as SAY } from "./messages.ts";

interface Informing {
  readonly now: Date;
  /** What the rules say of one, given its CAEA; null: there is no such CAEA; undefined: it is no code at all. */
  readonly check: (informed: Informed, caea: CaeaGrant | null | undefined) => readonly Finding[];
}

/** CAEAs of one tenant, and what was made with them. Its methods are one transaction each. */
export class CaeaBooks {
  readonly #storage: DurableObjectStorage;
  readonly #tenant: string;
  readonly #comprobantes: Store;
  readonly #caeas: CaeaStore;

  constructor(storage: DurableObjectStorage, tenant: string, comprobantes: Store) {
    this.#storage = storage;
    this.#tenant = tenant;
    this.#comprobantes = comprobantes;
    this.#caeas = openCaeaStore(storage);
  }

  find(cuit: string, fortnight: Fortnight): Caea | null {
    return this.#caeas.find(cuit, fortnight);
  }

  grant(cuit: string, fortnight: Fortnight, now: Date): Caea | null {
    return this.#storage.transactionSync(() => {
      if (this.#caeas.find(cuit, fortnight)) return null;
      const caea = makeCaea(fiscalDate(now), this.#tenant, this.#caeas.count() + 1);
      const granted = { ...fortnight, caea, processedAt: arcaTimestamp(now) };
      this.#caeas.add(cuit, granted);
      return granted;
    });
  }

  inform(cuit: string, lane: Lane, informed: readonly Informed[], { now, check }: Informing): InformedVerdict[] {
    const caeaOf = (code: string): CaeaGrant | null => {
      const found = this.#caeas.get(code);
      return found && { cuit: found.cuit, ...arcaDatesOf(found), unused: this.#caeas.findUnused(cuit, code, lane.PtoVta).length > 0 };
    };
    return this.#storage.transactionSync(() => {
      const before = this.#comprobantes.last(cuit, lane);
      const verdicts = judgeInformed(informed, { before, check: (one) => check(one, isCode(one.CAEA) ? caeaOf(one.CAEA) : undefined) });
      for (const verdict of verdicts) if (verdict.status === "approved") this.#record(cuit, lane, verdict, now);
      return verdicts;
    });
  }

  informUnused(cuit: string, PtoVta: number, CAEA: string, now: Date): ArcaMessage[] {
    return this.#storage.transactionSync(() => {
      const wrong = this.#whyNotUnused(cuit, PtoVta, CAEA, now);
      if (wrong) return [wrong];
      this.#caeas.addUnused(cuit, { CAEA, PtoVta, FchProceso: toArcaDate(fiscalDate(now)) });
      return [];
    });
  }

  findUnused(cuit: string, CAEA: string, PtoVta: number): Unused[] | ArcaMessage {
    if (PtoVta !== 0 && this.#comprobantes.hasInformed(cuit, CAEA, PtoVta)) return SAY.hasComprobantes;
    const found = this.#caeas.findUnused(cuit, CAEA, PtoVta);
    return found.length > 0 ? found : SAY.notUnused;
  }

  /** 1200–1203, 1209 of the WSFEv1 manual, in the order of their codes. */
  #whyNotUnused(cuit: string, PtoVta: number, CAEA: string, now: Date): ArcaMessage | undefined {
    const caea = this.#caeas.get(CAEA);
    if (!caea) return SAY.notACaea;
    if (caea.cuit !== cuit) return SAY.ofAnother;
    if (this.#comprobantes.hasInformed(cuit, CAEA, PtoVta)) return SAY.used;
    if (fiscalDate(now) <= datesOf(caea).from) return SAY.notBegun;
    return this.#caeas.findUnused(cuit, CAEA, PtoVta).length > 0 ? SAY.toldAlready : undefined;
  }

  #record(cuit: string, lane: Lane, { informed, messages }: InformedVerdict, now: Date): void {
    const { detail, CAEA = "" } = informed;
    const caea = this.#caeas.get(CAEA);
    const caeExpiresOn = caea ? arcaDatesOf(caea).FchVigHasta : "";
    const registered = {
      detail,
      observations: messages,
      emission: "CAEA" as const,
      cae: CAEA,
      caeExpiresOn,
      processedAt: arcaTimestamp(now),
    };
    this.#comprobantes.add(this.#comprobantes.lastSequence() + 1, cuit, lane, registered);
  }
}

const isCode = (CAEA: string | undefined): CAEA is string => /^\d{14}$/.test(CAEA ?? "");
