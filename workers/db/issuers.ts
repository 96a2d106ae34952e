import { type SQL, sql } from "drizzle-orm";
import { date, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Environment, IssuerCondition } from "../../shared/catalog.ts";
import { owner } from "./owner.ts";

export const issuers = pgTable("issuers", {
  id: text().primaryKey(),
  ...owner,
  environment: text().$type<Environment>().notNull(),
  cuit: text().notNull(),
  legalName: text().notNull(),
  ivaCondition: text().$type<IssuerCondition>().notNull(),
  address: text(),
  iibb: text(),
  activitiesStartedOn: date(),
  defaultPointOfSale: integer().notNull(),
  /** Another issuer, whose certificates it uses where it has none in force of its own. */
  representedBy: text(),
  /** That ARCA took for this CUIT. */
  acceptedCertificateId: text(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});

/** The issuer that represents another one. Row level security keeps the inner select within the organization. */
export const representativeOf = (id: string): SQL => sql`${issuers.id} in (select represented_by from issuers where id = ${id})`;
