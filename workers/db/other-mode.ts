import { sql } from "drizzle-orm";
import type { Mode } from "./owner.ts";
import type { Scoped } from "./scoped.ts";

/** Tables whose rows have a mode, by the prefix of their ids. */
const TABLES: Readonly<Record<string, string>> = {
  iss: "issuers",
  inv: "invoices",
  crt: "certificates",
  evt: "events",
  rep: "ledger_reports",
};

/** Is there such a row of that organization in that mode? Row level security is told of the mode first. */
export async function existsInMode(db: Scoped, organizationId: string, mode: Mode, id: string): Promise<boolean> {
  const prefix = id.split("_", 1)[0] ?? "";
  const table = Object.hasOwn(TABLES, prefix) ? TABLES[prefix] : undefined;
  if (table === undefined) return false;
  const [, found] = await db.ask([
    sql`select set_config('app.mode', ${mode}, true)`,
    sql`select 1 from ${sql.identifier(table)} where organization_id = ${organizationId} and mode = ${mode} and id = ${id}`,
  ]);
  return (found?.length ?? 0) > 0;
}

/** Whether the organization was ever given something of live mode. */
export async function hasAnythingLive(db: Scoped, organizationId: string): Promise<boolean> {
  const [, found] = await db.ask([
    sql`select set_config('app.mode', 'live', true)`,
    sql`select 1 where exists (select from issuers where organization_id = ${organizationId} and mode = 'live')
      or exists (select from api_keys where organization_id = ${organizationId} and mode = 'live')`,
  ]);
  return (found?.length ?? 0) > 0;
}
