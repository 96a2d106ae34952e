import { lastDayOf } from "../invoicing/rules/index.ts";
import type { IssuerOfObject, UnfinishedInvoice } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import { laneKey } from "./lane-key.ts";
import { restoredIdentities } from "./restored-identities.ts";
import type { Submission } from "./submission.ts";
import { dateOf, fingerprintOf } from "./unnumbered.ts";

/** What Postgres knows of an object, into a storage that knows nothing. Each can be repeated. */
export function restoring(storage: DurableObjectStorage) {
  const { sql } = storage;
  const identities = restoredIdentities(storage);
  // The number that one was sent with, where Postgres had heard of the doubt, until its lane has been asked of ARCA.
  sql.exec("CREATE TABLE IF NOT EXISTS restored (id TEXT PRIMARY KEY, number INTEGER, told INTEGER NOT NULL)");

  return {
    issuers(issuers: readonly IssuerOfObject[]): void {
      for (const { organizationId, mode, id } of issuers)
        sql.exec("INSERT OR IGNORE INTO owners VALUES (?, ?, ?)", organizationId, mode, id);
      for (const { organizationId, mode, certificate, ...issuer } of issuers)
        if (certificate) identities.keep({ organizationId, mode }, { ...issuer, certificate });
      const first = issuers.find(({ certificate }) => certificate !== null);
      if (!first) return;
      const { id, cuit, environment, certificate } = first;
      sql.exec("INSERT OR IGNORE INTO identity VALUES (1, ?)", JSON.stringify({ id, cuit, environment, certificate }));
    },
    lane(lane: string, lastDate: string): void {
      sql.exec(
        `INSERT INTO lanes (lane, last_date) VALUES (?, ?)
          ON CONFLICT (lane) DO UPDATE SET last_date = max(coalesce(last_date, ''), excluded.last_date)`,
        lane,
        lastDate,
      );
    },
    /** Waiting for a number, whatever it was: `sent` too, since numbers are only given out once ARCA has been asked. */
    invoice(row: UnfinishedInvoice): void {
      const { document: invoice, submission } = row;
      if (!submission) return log("error", "invoice.restore.failed", { organization_id: row.organizationId, invoice_id: row.id });
      const detail = submission.detail as unknown as Submission["detail"];
      const asking = row.status === "needs_attention";
      const { rowsWritten } = sql.exec(
        `INSERT INTO invoices (id, organization_id, mode, issuer_id, lane, date, fingerprint, detail, document, idempotency_key,
            body_hash, external_id, actor, request_id, rules_version, batch_id, last_day, redating, status, number, version)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        row.id,
        row.organizationId,
        row.mode,
        row.issuerId,
        laneKey({ PtoVta: invoice.point_of_sale, CbteTipo: invoice.type_code }),
        dateOf(detail),
        fingerprintOf(detail),
        JSON.stringify(detail),
        JSON.stringify(invoice),
        row.idempotencyKey,
        row.bodyHash ?? "",
        invoice.external_id,
        submission.actor,
        submission.requestId,
        submission.rulesVersion ?? "",
        row.batchId,
        lastDayOf(dateOf(detail), invoice.type, invoice.concept),
        submission.redating ? JSON.stringify(submission.redating) : null,
        asking ? "needs_attention" : "queued",
        asking ? (invoice.attention?.number ?? null) : null,
        row.version,
      );
      if (rowsWritten === 0 || asking) return;
      sql.exec("INSERT OR IGNORE INTO restored VALUES (?, ?, ?)", row.id, submission.number, row.status === "sent" ? 1 : 0);
    },
  };
}
