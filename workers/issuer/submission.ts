import type { Problem } from "../../shared/errors.ts";
import type { Invoice } from "../../shared/schemas/invoice.ts";
import type { ComprobanteDetail, ExportDetail, Lane } from "../arca/index.ts";
import type { Environment } from "../../shared/catalog.ts";
import type { Owner } from "../db/owner.ts";
import type { Message } from "./lane.ts";

/** A certificate and its private key, which only the signer can open. */
interface Certificate {
  readonly id: string;
  readonly pem: string;
  readonly sealedKey: string;
}

export interface IssuerIdentity {
  readonly id: string;
  readonly cuit: string;
  readonly environment: Environment;
  readonly certificate: Certificate;
}

/** A comprobante before it has a number. */
export type Unnumbered = Omit<ComprobanteDetail, "CbteDesde" | "CbteHasta">;

/** One of letter E, before it has a number and the Id that goes with it. */
export type UnnumberedExport = Omit<ExportDetail, "Id" | "Cbte_nro">;

/** What the API hands to the issuer's object. */
export interface Submission {
  readonly owner: Owner;
  readonly actor: string;
  readonly requestId: string;
  readonly issuer: IssuerIdentity;
  readonly lane: Lane;
  readonly detail: Unnumbered | UnnumberedExport;
  readonly invoice: Invoice;
  readonly idempotencyKey: string | null;
  readonly bodyHash: string;
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

export type Submitted =
  | { readonly outcome: "accepted"; readonly entry: Entry; readonly replayed: boolean }
  | { readonly outcome: "refused"; readonly reason: "idempotency_conflict" | "external_id_taken" | "date_before_last" };

/** One object a CUIT and environment; in the sandbox also one an organization, since each has an ARCA of its own there. */
export function issuerObjectName({ environment, cuit }: Pick<IssuerIdentity, "environment" | "cuit">, { organizationId }: Owner): string {
  return environment === "sandbox" ? `sandbox:${organizationId}:${cuit}` : `${environment}:${cuit}`;
}
