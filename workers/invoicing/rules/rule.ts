import type { ComprobanteDetail } from "../../arca/wsfe/detail.ts";
import type { IsoDate } from "../../../shared/dates.ts";

/** What a rule looks at: one comprobante as it goes to ARCA. */
export interface Subject {
  readonly CbteTipo: number;
  readonly detail: ComprobanteDetail;
  readonly issuerCuit: string;
  /** The fiscal day on which ARCA processes it: N in the manual's date windows. */
  readonly today: IsoDate;
}

/**
 * One row of ARCA's table of validations for FECAESolicitar (WSFEv1 manual v4.2). `holds` says whether the comprobante keeps
 * the rule; `appliesTo` whether the rule is asked at all.
 */
export interface Rule {
  readonly code: number;
  /** `excluyente` refuses the comprobante; otherwise ARCA authorizes it and observes. */
  readonly rejects: boolean;
  /** ARCA's names of the fields at fault. */
  readonly fields: readonly (keyof ComprobanteDetail)[];
  readonly appliesTo?: (subject: Subject) => boolean;
  readonly holds: (subject: Subject) => boolean;
  /** ARCA's own short message on the wire. */
  readonly wire: string;
  readonly en: string;
  readonly es: string;
}

export type Finding = Pick<Rule, "code" | "rejects" | "fields" | "wire" | "en" | "es">;
