import { date, integer, json, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import type { TimelineEntry } from "../../shared/schemas/timeline.ts";
import { owner } from "./owner.ts";

/** What a repeated request is answered, beside the invoice. */
export interface InvoiceAnswer {
  /** Of the request that was accepted. */
  readonly requestId: string;
  /** ARCA's reasons, where it refused. */
  readonly findings: readonly { readonly code: number; readonly message: string }[];
  /** ARCA's part: calls, and their milliseconds. */
  readonly arca: { readonly calls: number; readonly ms: number };
}

/** What the issuer's object needs to take an invoice up again that is not final. */
export interface InvoiceSubmission {
  /** What goes to ARCA, without its number. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly actor: string;
  readonly requestId: string;
  /** Of ARCA's rules, by which it was checked. */
  readonly rulesVersion: string;
  /** With which it was sent, where that is in doubt. */
  readonly number: number | null;
  /** Dates that follow the invoice's own, where it may be dated anew; null where it may not. */
  readonly redating: readonly string[] | null;
}

/**
 * The record that everything reads. The issuer's object alone writes it; `document` is the invoice as the API shows it.
 * `submission` is null once the invoice is final, `timeline` until then.
 */
export const invoices = pgTable("invoices", {
  id: text().primaryKey(),
  ...owner,
  issuerId: text().notNull(),
  version: integer().notNull(),
  status: text().$type<InvoiceStatus>().notNull(),
  typeCode: integer().notNull(),
  pointOfSale: integer().notNull(),
  number: integer(),
  date: date().notNull(),
  documentNumber: text(),
  total: numeric({ precision: 15, scale: 2 }).notNull(),
  cae: text(),
  externalId: text(),
  document: json().$type<Invoice>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  idempotencyKey: text(),
  bodyHash: text(),
  batchId: text(),
  submission: json().$type<InvoiceSubmission>(),
  answer: json().$type<InvoiceAnswer>(),
  timeline: json().$type<readonly TimelineEntry[]>(),
  publishedAt: timestamp({ withTimezone: true }),
});
