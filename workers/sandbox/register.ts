import type { ArcaMessage, ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";

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
  /** 14 digits. */
  readonly cae: string;
  /** `yyyymmdd` */
  readonly caeExpiresOn: string;
}

/** An authorised comprobante as the sandbox keeps it. */
export interface Registered extends Authorization {
  readonly detail: ComprobanteDetail;
  readonly observations: ArcaMessage[];
  /** `yyyymmddhhmiss`, Buenos Aires. */
  readonly processedAt: string;
}

/** What a tenant's sandbox remembers: its Durable Object, as WSFEv1 uses it. */
export interface Register {
  /** 0 in a lane that was never used. */
  lastAuthorized(cuit: string, lane: Lane): Promise<number>;
  /** @param now milliseconds since 1970 */
  authorize(cuit: string, lane: Lane, details: ComprobanteDetail[], now: number): Promise<Verdict[]>;
  consult(cuit: string, lane: Lane, number: number): Promise<Registered | null>;
}
