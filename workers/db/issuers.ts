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
  createdAt: timestamp({ withTimezone: true }).notNull(),
});
