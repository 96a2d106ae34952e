import { pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Environment } from "../../shared/catalog.ts";
import { owner } from "./owner.ts";

/** An X.509 certificate of an issuer with its private key, sealed: only the signer Worker can open it. */
export const certificates = pgTable("certificates", {
  id: text().primaryKey(),
  ...owner,
  issuerId: text().notNull(),
  environment: text().$type<Environment>().notNull(),
  pem: text().notNull(),
  sealedKey: text().notNull(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});
