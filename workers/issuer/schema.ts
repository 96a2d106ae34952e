/** Which invoices an external_id belongs to: of what came to nothing it is free again. */
export const HOLDS_EXTERNAL_ID = "status NOT IN ('rejected', 'cancelled')";

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
  // Its name says which condition it has: an object that is older than it has the one before.
  `DROP INDEX IF EXISTS one_invoice_per_external_id`,
  `CREATE UNIQUE INDEX IF NOT EXISTS one_living_invoice_per_external_id ON invoices (organization_id, mode, issuer_id, external_id)
    WHERE external_id IS NOT NULL AND ${HOLDS_EXTERNAL_ID}`,
  `CREATE INDEX IF NOT EXISTS unfinished ON invoices (lane, date, arrival) WHERE status IN ('queued', 'sent')`,
  `CREATE TABLE IF NOT EXISTS outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, invoice_id TEXT NOT NULL, audit_id TEXT NOT NULL, action TEXT NOT NULL, change TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS calls (
    lane TEXT NOT NULL, at INTEGER NOT NULL, turn INTEGER NOT NULL, operation TEXT NOT NULL, ms REAL NOT NULL, outcome TEXT NOT NULL,
    codes TEXT NOT NULL, ticket TEXT, first INTEGER, last INTEGER, PRIMARY KEY (lane, at, turn)) WITHOUT ROWID`,
  // Case files: few calls of a lane only read, and an invoice has few numbers.
  `CREATE INDEX IF NOT EXISTS readings ON calls (lane, first, at, turn) WHERE operation <> 'FECAESolicitar' AND operation <> 'FEXAuthorize'`,
  `CREATE TABLE IF NOT EXISTS owners (
    organization_id TEXT NOT NULL, mode TEXT NOT NULL, issuer_id TEXT NOT NULL, PRIMARY KEY (organization_id, mode, issuer_id)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS told_numbers (lane TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (lane, number)) WITHOUT ROWID`,
] as const;

/** Columns that tables have got since they were first made; an object may be older than any of them. */
const ADDED = {
  invoices: [
    "rules_version TEXT NOT NULL DEFAULT ''",
    "batch_id TEXT",
    "calls TEXT NOT NULL DEFAULT '[]'",
    "calls_let_go INTEGER NOT NULL DEFAULT 0",
    "steps TEXT NOT NULL DEFAULT '[]'",
    "settled_at INTEGER",
    "last_day TEXT NOT NULL DEFAULT ''",
    "redating TEXT",
    "unheard INTEGER NOT NULL DEFAULT 0",
    "tried_from INTEGER NOT NULL DEFAULT 0",
    "tried_until INTEGER NOT NULL DEFAULT 0",
    "lands_by INTEGER NOT NULL DEFAULT 0",
  ],
  lanes: ["foreign_at INTEGER"],
  outbox: [
    "kind TEXT NOT NULL DEFAULT 'invoice'",
    "target TEXT NOT NULL DEFAULT ''",
    "organization_id TEXT",
    "mode TEXT",
    "event_id TEXT",
    "actor TEXT",
    "at INTEGER NOT NULL DEFAULT 0",
    "not_before INTEGER NOT NULL DEFAULT 0",
  ],
} as const satisfies Record<string, readonly string[]>;

/** What older rows have in columns that were added. */
const FILLED = [
  // When they were tried is not known: at any time.
  `UPDATE invoices SET unheard = 1, tried_until = 8640000000000000 WHERE status = 'sent' AND tried_until = 0`,
  `UPDATE invoices SET lands_by = tried_until + 120000 WHERE status = 'sent' AND unheard > 0 AND lands_by = 0`,
  `UPDATE outbox SET target = invoice_id,
    (organization_id, mode, actor) = (SELECT organization_id, mode, actor FROM invoices WHERE id = invoice_id) WHERE organization_id IS NULL`,
  `INSERT OR IGNORE INTO owners SELECT DISTINCT organization_id, mode, issuer_id FROM invoices`,
] as const;

export function createTables(storage: DurableObjectStorage): void {
  for (const statement of SCHEMA) storage.sql.exec(statement);
  storage.transactionSync(() => {
    if (addColumns(storage) > 0) for (const statement of FILLED) storage.sql.exec(statement);
  });
}

function addColumns({ sql }: DurableObjectStorage): number {
  const missing = Object.entries(ADDED).flatMap(([table, columns]) => {
    const there = new Set(
      sql
        .exec<{ name: string }>("SELECT name FROM pragma_table_info(?)", table)
        .toArray()
        .map(({ name }) => name),
    );
    return columns.filter((column) => !there.has(column.split(" ")[0] ?? "")).map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`);
  });
  for (const statement of missing) sql.exec(statement);
  return missing.length;
}
