import type { IssuerCondition } from "../../../shared/catalog.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import type { PatchOperation } from "../../../shared/errors.ts";
import type { Actividad, AlicIva, CbteAsoc, Comprador, ComprobanteDetail, Opcional, PeriodoAsoc, Tributo } from "../../arca/wsfe/detail.ts";
import type { Comprobante } from "./comprobante.ts";
import type { Parameters } from "./parameters.ts";
import type { Register } from "./register.ts";
import type { Version } from "./versions.ts";

/** What ARCA knows an issuer by, beyond its condición frente al IVA: a financial entity, an insurer of caución. */
export type IssuerTrait = "financial" | "surety";

/** What the rules look at: one comprobante as it goes to ARCA. */
export interface Subject {
  readonly CbteTipo: number;
  readonly PtoVta?: number | undefined;
  readonly detail: ComprobanteDetail;
  readonly issuerCuit: string;
  readonly issuerCondition?: IssuerCondition | undefined;
  /** Left out: unknown, and the rules on it are not asked. */
  readonly issuerTraits?: ReadonlySet<IssuerTrait> | undefined;
  /** The fiscal day on which ARCA processes it: N in the manual's date windows. */
  readonly today: IsoDate;
  /** The day whose rules and thresholds hold; `today`, if left out. */
  readonly asOf?: IsoDate | undefined;
  /** ARCA's parameter tables; those shipped, if left out. */
  readonly parameters?: Parameters | undefined;
  /** Left out: what only ARCA's registers know is not asked. */
  readonly register?: Register | undefined;
}

/** Operations of WSFEv1 that have rules. */
export type RuledOperation =
  | "FECAESolicitar"
  | "FECAEARegInformativo"
  | "FECAEASolicitar"
  | "FECAEAConsultar"
  | "FECAEASinMovimientoInformar"
  | "FECAEASinMovimientoConsultar"
  | "FECompUltimoAutorizado"
  | "FECompConsultar"
  | "FEParamGetCotizacion"
  | "FEParamGetCondicionIvaReceptor";

/** A field by ARCA's name; of an array, with the array's. */
export type Field =
  | keyof ComprobanteDetail
  | `CbtesAsoc.${keyof CbteAsoc}`
  | `Tributos.${keyof Tributo}`
  | `Iva.${keyof AlicIva}`
  | `Opcionales.${keyof Opcional}`
  | `Compradores.${keyof Comprador}`
  | `PeriodoAsoc.${keyof PeriodoAsoc}`
  | `Actividades.${keyof Actividad}`
  | "CbteTipo"
  | "PtoVta"
  | "CantReg"
  | "Cuit"
  | "CAEA"
  | "CbteFchHsGen"
  | "Periodo"
  | "Orden"
  | "CbteNro"
  | "FchCotiz"
  | "ClaseCmp";

/** `wire` is ARCA's own short message; the others are ours. `{name}` is filled in from what the check found. */
export interface RuleText {
  readonly wire: string;
  readonly es: string;
  readonly en: string;
}

/** One row of ARCA's table of validations. */
export interface Row extends RuleText {
  readonly operation: RuledOperation;
  readonly code: number;
  /** Counts from 1 where one operation has several rows of a code. */
  readonly variant: number;
  /** `rejects` refuses the comprobante ("excluyente"); otherwise ARCA authorizes it and observes. */
  readonly kind: "rejects" | "observes";
  /** Of the request's header, not of one comprobante. */
  readonly header: boolean;
  readonly fields: readonly Field[];
  /** In force since, and until before, a version of the manual. */
  readonly since: Version;
  readonly until?: Version;
  /** Decided here; needs ARCA's register; or does not apply to this product. */
  readonly class: "decided" | "register" | "not_applicable";
  /** A parameter table or fact without which a decided row is not asked; or why a row does not apply. */
  readonly note?: string;
  /** Further wordings, where one row covers several cases. */
  readonly wordings?: readonly RuleText[];
  /** Code of FECAESolicitar whose check and texts this row shares. */
  readonly as?: number;
}

/** Where a rule is broken. */
export interface Fault {
  /** The row's first field, if left out. */
  readonly field?: Field;
  /** Of the array that the field is in. */
  readonly index?: number;
  /** Id of the opcional at fault, where it is missing. */
  readonly optional?: string;
  /** Which of the row's `wordings` tells it. */
  readonly wording?: number;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Says whether, and where, a comprobante breaks a rule: false or an empty list if it keeps it. */
export type Check<On = Comprobante> = (on: On) => boolean | readonly Fault[];

/** A broken rule. */
export interface Finding extends RuleText {
  readonly code: number;
  readonly rejects: boolean;
  /** ARCA's names of the fields at fault, the one to correct first. */
  readonly fields: readonly Field[];
  /** Of the array that the first field is in. */
  readonly index?: number;
  /** Path into the body of POST /v1/invoices. */
  readonly param: string;
  /** What would repair that body, where it can be computed. */
  readonly fix?: readonly PatchOperation[];
}
