import type pg from "pg";
import * as z from "zod";

const statement = z.object({ query: z.string(), params: z.array(z.unknown()).default([]), arrayMode: z.boolean().optional() });
const body = z.union([z.object({ queries: z.array(statement) }), statement]);
type Statement = z.output<typeof statement>;

const ISOLATION_LEVELS: Readonly<Record<string, string>> = {
  ReadUncommitted: "READ UNCOMMITTED",
  ReadCommitted: "READ COMMITTED",
  RepeatableRead: "REPEATABLE READ",
  Serializable: "SERIALIZABLE",
};

/** One HTTP request of the protocol, understood: a lone statement, or a batch, which is one transaction. */
export interface SqlRequest {
  readonly statements: readonly Statement[];
  readonly batch: boolean;
  readonly begin: string;
  readonly arrayMode: boolean;
}

/** A request that never reaches the database. The endpoint answers 400 with this text. */
export class BadRequest extends Error {}

/** @throws {BadRequest} */
export function parseSqlRequest(text: string, header: (name: string) => string | undefined): SqlRequest {
  if (header("neon-raw-text-output") !== "true") throw new BadRequest("only Neon-Raw-Text-Output: true is served here");
  const parsed = body.safeParse(parseJson(text));
  if (!parsed.success) throw new BadRequest(`malformed request: ${z.prettifyError(parsed.error)}`);
  const batch = "queries" in parsed.data;
  return {
    batch,
    statements: "queries" in parsed.data ? parsed.data.queries : [parsed.data],
    begin: `BEGIN${isolation(header("neon-batch-isolation-level"))}${flag(header("neon-batch-read-only"), " READ ONLY")}${flag(header("neon-batch-deferrable"), " DEFERRABLE")}`,
    arrayMode: header("neon-array-mode") === "true",
  };
}

/** Runs it on one session. The answer is the body that Neon would send. */
export async function execute(client: pg.ClientBase, request: SqlRequest): Promise<unknown> {
  const run = (one: Statement) => runStatement(client, one, one.arrayMode ?? request.arrayMode);
  const [first] = request.statements;
  if (!request.batch) return first && (await run(first));
  await client.query(request.begin);
  const results: unknown[] = [];
  for (const one of request.statements) results.push(await run(one));
  await client.query("COMMIT");
  return { results };
}

/** Values stay the text that Postgres sent: the driver knows their types, and no float is ever made of a numeric. */
const RAW_TEXT = { getTypeParser: () => (value: unknown) => value };

async function runStatement(client: pg.ClientBase, { query, params }: Statement, asArrays: boolean): Promise<unknown> {
  // The extended protocol even without parameters: it refuses a second statement, as Neon does.
  const extended = { queryMode: "extended" };
  const config = { text: query, values: params, rowMode: "array" as const, types: RAW_TEXT, ...extended };
  const { command, rowCount, fields, rows } = await client.query<unknown[]>(config);
  const asObject = (row: unknown[]) => Object.fromEntries(fields.map(({ name }, column) => [name, row[column]]));
  return { command, rowCount, fields, rows: asArrays ? rows : rows.map(asObject), rowAsArray: asArrays };
}

function isolation(level: string | undefined): string {
  if (level === undefined) return "";
  const sql = Object.hasOwn(ISOLATION_LEVELS, level) ? ISOLATION_LEVELS[level] : undefined;
  if (sql === undefined) throw new BadRequest("invalid isolation level");
  return ` ISOLATION LEVEL ${sql}`;
}

function flag(value: string | undefined, sql: string): string {
  return value === "true" ? sql : "";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest("malformed request: not JSON");
  }
}
