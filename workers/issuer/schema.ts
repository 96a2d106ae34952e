/** The object's tables: see storage-schema.md. */
const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), issuer TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS lanes (lane TEXT PRIMARY KEY, last INTEGER, last_date TEXT)`,
  `CREATE TABLE IF NOT EXISTS invoices (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL, mode TEXT NOT NULL, issuer_id TEXT NOT NULL,
    lane TEXT NOT NULL, date TEXT NOT NULL, fingerprint TEXT NOT NULL, detail TEXT NOT NULL, document TEXT NOT NULL,
    idempotency_key TEXT, body_hash TEXT NOT NULL, external_id TEXT, actor TEXT NOT NULL, request_id TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'queued', number INTEGER, findings TEXT NOT NULL DEFAULT '[]',
    arca_ms REAL NOT NULL DEFAULT 0, arca_calls INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1)`,
  `CREATE UNIQUE INDEX IF NOT EXISTS one_invoice_per_number ON invoices (lane, number) WHERE number IS NOT NULL`,
  `CREATE UNIQUE INDEX IF NOT EXISTS one_invoice_per_key ON invoices (organization_id, mode, issuer_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL`,
  `CREATE UNIQUE INDEX IF NOT EXISTS one_invoice_per_external_id ON invoices (organization_id, mode, issuer_id, external_id)
    WHERE external_id IS NOT NULL AND status <> 'rejected'`,
  `CREATE INDEX IF NOT EXISTS unfinished ON invoices (lane, date, arrival) WHERE status IN ('queued', 'sent')`,
  `CREATE TABLE IF NOT EXISTS outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, invoice_id TEXT NOT NULL, audit_id TEXT NOT NULL, action TEXT NOT NULL, change TEXT NOT NULL)`,
] as const;

export function createTables({ sql }: DurableObjectStorage): void {
  for (const statement of SCHEMA) sql.exec(statement);
}
