import type { WsfexType } from "../arca/schema/index.ts";
import type { ArcaMessage, ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import type { Fortnight } from "./caea/fortnight.ts";

/** What became of one comprobante of a batch. */
export type Verdict = Approved | Refused;

interface Approved extends Authorization {
  readonly status: "approved";
  readonly detail: ComprobanteDetail;
  readonly observations: ArcaMessage[];
}

/**
 * `rejected` for what the observations say; `out_of_sequence`: its number or date does not follow the last authorised one;
 * `not_processed`: an earlier one of the batch was refused.
 */
interface Refused {
  readonly status: "rejected" | "out_of_sequence" | "not_processed";
  readonly detail: ComprobanteDetail;
  readonly observations: ArcaMessage[];
}

interface Authorization {
  /** 14 digits. Of a comprobante that was informed: its CAEA. */
  readonly cae: string;
  /** `yyyymmdd`. Of a CAEA: the last day of its fortnight. */
  readonly caeExpiresOn: string;
}

/** An authorised comprobante as the sandbox keeps it. */
export interface Registered extends Authorization {
  readonly detail: ComprobanteDetail;
  readonly observations: ArcaMessage[];
  readonly emission: "CAE" | "CAEA";
  /** `yyyymmddhhmiss`, Buenos Aires. */
  readonly processedAt: string;
}

/** A comprobante that was issued by CAEA, told afterwards. */
export interface Informed {
  readonly detail: ComprobanteDetail;
  readonly CAEA?: string;
  /** `yyyymmddhhmiss` */
  readonly CbteFchHsGen?: string;
}

/** One that ARCA does not take because of its CAEA is told in Errors; of any other reason, in its own observations. */
export interface InformedVerdict {
  readonly status: "approved" | "rejected" | "refused_caea" | "not_processed";
  readonly informed: Informed;
  readonly messages: ArcaMessage[];
}

export interface Caea extends Fortnight {
  /** 14 digits. */
  readonly caea: string;
  /** `yyyymmddhhmiss` */
  readonly processedAt: string;
}

/** A point of sale that made nothing with a CAEA. */
export interface Unused {
  readonly CAEA: string;
  readonly PtoVta: number;
  /** `yyyymmdd` */
  readonly FchProceso: string;
}

/** A comprobante of export as it is asked for, and given back. */
export type Export = WsfexType<"ClsFEXRequest">;

export interface RegisteredExport extends Authorization {
  readonly request: Export;
  /** `yyyymmdd`, of the day it was processed. */
  readonly processedOn: string;
}

/** What ARCA makes of a request for a comprobante of export: its own, that of the same Id from before, or why not. */
export type ExportVerdict =
  | { readonly status: "approved" | "repeated"; readonly registered: RegisteredExport }
  | { readonly status: "rejected"; readonly error: ArcaMessage };

/**
 * What a tenant's sandbox remembers: its Durable Object, as ARCA's services use it. CUITs are 11 digits, `now` milliseconds since
 * 1970.
 */
export interface Register {
  /** 0 in a lane that was never used. */
  lastAuthorized(cuit: string, lane: Lane): Promise<number>;
  authorize(cuit: string, lane: Lane, details: ComprobanteDetail[], now: number): Promise<Verdict[]>;
  consult(cuit: string, lane: Lane, number: number): Promise<Registered | null>;
  /** Points of sale with comprobantes, in their order. */
  pointsOfSale(cuit: string): Promise<number[]>;

  /** A new CAEA; null where the fortnight has one already. */
  grantCaea(cuit: string, fortnight: Fortnight, now: number): Promise<Caea | null>;
  findCaea(cuit: string, fortnight: Fortnight): Promise<Caea | null>;
  inform(cuit: string, lane: Lane, informed: Informed[], now: number): Promise<InformedVerdict[]>;
  /** @returns what is wrong with saying that a point of sale made nothing with a CAEA; empty: it is noted */
  informUnused(cuit: string, PtoVta: number, CAEA: string, now: number): Promise<ArcaMessage[]>;
  /** What was said so, of one point of sale or, with 0, of all. */
  findUnused(cuit: string, CAEA: string, PtoVta: number): Promise<Unused[] | ArcaMessage>;

  authorizeExport(cuit: string, request: Export, now: number): Promise<ExportVerdict>;
  findExport(cuit: string, lane: Lane, number: number): Promise<RegisteredExport | null>;
  /** Number and date of the last one of a lane; null where it was never used. */
  lastExport(cuit: string, lane: Lane): Promise<{ readonly number: number; readonly date: string } | null>;
  /** Highest Id that was used; `0` before the first. */
  lastExportId(cuit: string): Promise<string>;
}
