import { date, integer, json, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Invoice, InvoiceStatus } from "../../shared/schemas/invoice.ts";
import { owner } from "./owner.ts";

/** The record that everything reads. The issuer's object alone writes it; `document` is the invoice as the API shows it. */
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
});
