import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";
import { Refusal } from "../local/refusal.ts";

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

/** Held to the end of each transaction, not of the session: poolers hand out sessions, and two runs may meet. */
const LOCK = "select pg_advisory_xact_lock(hashtext('arca-api.schema_migrations'))";

const TABLE = `create table if not exists schema_migrations (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
)`;

/**
 * Applies what of `folder` (`NNNN_name.sql`) the database does not have yet, in order, each file in one transaction.
 * @returns the names applied now
 * @throws {Refusal} when an applied file has changed or is missing: migrations are append-only
 */
export async function migrate(client: ClientBase, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  await transaction(client, async () => {
    await client.query(TABLE);
    const { rows } = await client.query<{ name: string }>("select name from schema_migrations order by name");
    const missing = rows.find(({ name }) => migrations.every((migration) => migration.name !== name));
    if (missing)
      throw new Refusal(`The database has migration ${missing.name}, which ${folder} lacks: this code is older than the database.`);
  });
  const applied: string[] = [];
  for (const migration of migrations) {
    if (await transaction(client, () => apply(client, migration))) applied.push(migration.name);
  }
  return applied;
}

async function apply(client: ClientBase, { name, sql, hash }: Migration): Promise<boolean> {
  const { rows } = await client.query<{ hash: string }>("select hash from schema_migrations where name = $1", [name]);
  const [row] = rows;
  if (row && row.hash !== hash)
    throw new Refusal(`Migration ${name} has changed since it was applied. Restore it and add a new file instead.`);
  if (row) return false;
  await client.query(sql);
  await client.query("insert into schema_migrations (name, hash) values ($1, $2)", [name, hash]);
  return true;
}

async function transaction<Result>(client: ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query("begin");
  try {
    await client.query(LOCK);
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.toSorted().map((name) => {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) throw new Refusal(`${name} in ${folder} is not named NNNN_name.sql.`);
    // A checkout may turn line ends into CRLF; that is no change.
    const sql = readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");
    return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
  });
}
