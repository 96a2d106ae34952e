import type { Problem } from "../../shared/errors.ts";
import type { Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import type { ComprobanteDetail, ExportDetail, Lane } from "../arca/index.ts";
import type { Environment, IssuerCondition } from "../../shared/catalog.ts";
import type { Owner } from "../db/owner.ts";
import type { Message } from "./lane.ts";

/** A certificate and its private key, which only the signer can open. */
interface Certificate {
  readonly id: string;
  /** Whose it is, where a representative's is used: its key is bound to it. Absent: the issuer's own. */
  readonly issuerId?: string;
  readonly pem: string;
  readonly sealedKey: string;
}

export interface IssuerIdentity {
  readonly id: string;
  readonly cuit: string;
  readonly environment: Environment;
  readonly certificate: Certificate;
}

/** What is to be known of an issuer, beyond its identity, before an invoice of it can be handed in. */
export interface IssuerProfile {
  readonly ivaCondition: IssuerCondition;
  readonly defaultPointOfSale: number;
  /** Whether ARCA has taken that certificate for this CUIT. */
  readonly isAccepted: boolean;
  /** What its ARCA's clock is ahead of the real one: in the sandbox an organization may set it. */
  readonly clockOffsetMs: number;
}

export type InvoicingIssuer = IssuerIdentity & IssuerProfile;

/** A comprobante before it has a number. */
export type Unnumbered = Omit<ComprobanteDetail, "CbteDesde" | "CbteHasta">;

/** One of letter E, before it has a number and the Id that goes with it. */
export type UnnumberedExport = Omit<ExportDetail, "Id" | "Cbte_nro">;

export type DefaultedDate = "service_from" | "service_to" | "payment_due_on";

/** What the API hands to the issuer's object. */
export interface Submission {
  readonly owner: Owner;
  readonly actor: string;
  readonly requestId: string;
  readonly issuer: IssuerIdentity;
  /** Kept, so that invoices of the issuer can be handed in while Postgres is away. */
  readonly profile: IssuerProfile;
  readonly lane: Lane;
  readonly detail: Unnumbered | UnnumberedExport;
  readonly invoice: Invoice;
  readonly idempotencyKey: string | null;
  readonly bodyHash: string;
  /** Of ARCA's rules, by which it was checked. */
  readonly rulesVersion: string;
  /** Those of its dates that the caller left to us: they follow the invoice's own where it is dated anew. */
  readonly defaultedDates: readonly DefaultedDate[];
  /** The batch that it came in, if any. */
  readonly batchId: string | null;
  /** Postgres could not be asked whether there is an invoice by its key or its external_id already. */
  readonly isUnconfirmed: boolean;
}

/** ARCA's part: the calls that this invoice took part in, and their milliseconds. */
export interface ArcaTime {
  readonly calls: number;
  readonly ms: number;
}

/** An invoice as the object knows it. */
export interface Entry {
  readonly invoice: Invoice;
  readonly requestId: string;
  /** ARCA's reasons, for a rejected one. */
  readonly findings: readonly Message[];
  readonly arca: ArcaTime;
  /** ISO instant; null once it is final. */
  readonly nextAttemptAt: string | null;
  /** What keeps it waiting, if the last attempt failed; null also where that is not remembered. */
  readonly trouble: Problem | null;
}

/** A decision that the invoice's status does not allow. */
export interface Refused {
  readonly refused: InvoiceStatus;
}

/** What a new invoice would find in a lane. */
export interface Outlook {
  /** It has a later date already. */
  readonly isBeforeLast: boolean;
  readonly isEarlierWaiting: boolean;
}

export type Submitted =
  | { readonly outcome: "accepted"; readonly entry: Entry; readonly replayed: boolean }
  | ({ readonly outcome: "refused" } & Refusal);

/** Why the object takes a submission not; nothing of it is then stored. */
export type Refusal =
  | { readonly reason: "idempotency_conflict" | "external_id_taken" | "date_before_last" }
  /** There may be an invoice by its names, and only Postgres can say. */
  | { readonly reason: "unconfirmed" }
  /** The lane has more waiting than it should. */
  | { readonly reason: "backpressure"; readonly retryAfterSeconds: number };
