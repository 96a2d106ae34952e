import { text } from "drizzle-orm/pg-core";

export type Mode = "test" | "live";

/** Whose a row is: an organization, in test or in live mode. */
export interface Owner {
  readonly organizationId: string;
  readonly mode: Mode;
}

/** Columns of every owned table. Queries on such a table go through `scoped`. */
export const owner = { organizationId: text().notNull(), mode: text().$type<Mode>().notNull() };
