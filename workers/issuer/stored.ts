import type { Invoice } from "../../shared/schemas/invoice.ts";
import type { Owner } from "../db/owner.ts";
import type { Message } from "./lane.ts";
import type { ArcaTime } from "./submission.ts";

/** A row as it is read: the invoice with its state, and what is kept beside it. */
export interface Stored {
  readonly id: string;
  readonly owner: Owner;
  readonly invoice: Invoice;
  readonly bodyHash: string;
  readonly requestId: string;
  readonly findings: readonly Message[];
  readonly arca: ArcaTime;
  readonly version: number;
}

export interface StoredRow extends Record<string, SqlStorageValue> {
  id: string;
  organization_id: string;
  mode: Owner["mode"];
  document: string;
  status: Invoice["status"];
  number: number | null;
  body_hash: string;
  request_id: string;
  findings: string;
  arca_ms: number;
  arca_calls: number;
  version: number;
}

/** Columns of a `StoredRow`. */
export const STORED = "id, organization_id, mode, document, status, number, body_hash, request_id, findings, arca_ms, arca_calls, version";

/** A number is shown only once it is the invoice's for good. */
export function toStored(row: StoredRow): Stored {
  const number = row.status === "authorized" ? row.number : null;
  return {
    id: row.id,
    owner: { organizationId: row.organization_id, mode: row.mode },
    invoice: { ...(JSON.parse(row.document) as Invoice), status: row.status, number },
    bodyHash: row.body_hash,
    requestId: row.request_id,
    findings: JSON.parse(row.findings) as Message[],
    arca: { ms: row.arca_ms, calls: row.arca_calls },
    version: row.version,
  };
}
