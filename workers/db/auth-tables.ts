import { boolean, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const times = { createdAt: instant().notNull(), updatedAt: instant().notNull() };

/** The tables of migrations/0007_people.sql that better-auth reads and writes, by its own names for them. */
export const authTables = {
  user: pgTable("auth_user", {
    id: text().primaryKey(),
    email: text().notNull(),
    emailVerified: boolean().notNull(),
    name: text().notNull(),
    image: text(),
    twoFactorEnabled: boolean().notNull(),
    ...times,
  }),
  session: pgTable("auth_session", {
    id: text().primaryKey(),
    userId: text().notNull(),
    token: text().notNull(),
    expiresAt: instant().notNull(),
    secondFactor: boolean().notNull(),
    ipAddress: text(),
    userAgent: text(),
    ...times,
  }),
  account: pgTable("auth_account", {
    id: text().primaryKey(),
    userId: text().notNull(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    password: text(),
    ...times,
  }),
  verification: pgTable("auth_verification", {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    ...times,
  }),
  twoFactor: pgTable("auth_two_factor", {
    id: text().primaryKey(),
    userId: text().notNull(),
    secret: text().notNull(),
    backupCodes: text().notNull(),
    verified: boolean().notNull(),
    failedVerificationCount: integer().notNull(),
    lockedUntil: instant(),
  }),
};
