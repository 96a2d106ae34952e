import { Comprobante } from "./comprobante.ts";
import type { Subject } from "./rule.ts";

/** A CAEA as ARCA granted it; days `yyyymmdd`. */
export interface CaeaGrant {
  readonly cuit: string;
  readonly FchVigDesde: string;
  readonly FchVigHasta: string;
  /** This point of sale was reported as without movement. */
  readonly unused?: boolean;
}

/** A comprobante that was issued with a CAEA and is now reported (FECAEARegInformativo). */
export interface InformedSubject extends Subject {
  readonly CAEA: string;
  /** `yyyymmddhhmiss` */
  readonly CbteFchHsGen?: string | undefined;
  /** null: there is no such CAEA; left out: not known. */
  readonly caea?: CaeaGrant | null | undefined;
}

/** The same, with what the rules ask of it. */
export class InformedComprobante extends Comprobante {
  readonly CAEA: string;
  readonly madeAt: string | undefined;
  readonly caea: CaeaGrant | null | undefined;

  constructor(subject: InformedSubject) {
    super(subject);
    this.CAEA = subject.CAEA;
    this.madeAt = subject.CbteFchHsGen;
    this.caea = subject.caea;
  }
}
