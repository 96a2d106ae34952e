import { Buffer } from "node:buffer";

/** An entry of the audit log, made by the client of the database: its id makes a repeated batch safe. */
export interface AuditEntry {
  readonly id: string;
  readonly actor: string;
  /** `entity.verb`: what happened. */
  readonly action: string;
  readonly target: string;
  /** What changed; never secrets. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** The form that `audit_append` takes. Random bytes keep an erased payload from being guessed from its hash. */
export function auditPayload({ change, ...entry }: AuditEntry): Record<string, string> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  return { ...entry, payload: JSON.stringify({ ...change, nonce }) };
}
