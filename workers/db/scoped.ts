import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { BatchItem } from "drizzle-orm/batch";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { ErrorCode } from "../../shared/errors.ts";
import type { Database } from "./database.ts";
import { type AuditEntry, auditPayload } from "./audit.ts";
import type { Owner } from "./owner.ts";
import { insertRows } from "./record-set.ts";
import { mustAffect } from "./rows.ts";

type Owned = PgTable & { readonly id: PgColumn; readonly organizationId: PgColumn; readonly mode: PgColumn };
type Row<T extends Owned> = T["$inferSelect"];
type Values<T extends Owned> = Omit<T["$inferInsert"], keyof Owner>;

/** Rows of an owned table, newest first. */
interface Select<T extends Owned> {
  readonly from: T;
  readonly where: SQL | undefined;
  readonly limit: number;
}
type Rows<S> = S extends Select<infer T> ? Row<T>[] : never;

export type Scoped = ReturnType<typeof scoped>;

/** An issuer's object, and which of its storages it writes from: see `fence_issuer` in migrations/0004_ledgers.sql. */
export interface Writer {
  readonly name: string;
  readonly epoch: number;
}

/**
 * The only door to owned tables; services get this and never the bare client. Two locks:
 * every statement names the owner, and every batch begins by telling Postgres who asks, whose row level security then
 * hides all else. Both travel in one round trip.
 */
export function scoped(db: Database, { organizationId, mode }: Owner, writer?: Writer) {
  const mine = (table: Owned, where?: SQL) => and(eq(table.organizationId, organizationId), eq(table.mode, mode), where);
  const identify = () => db.execute(sql`select set_config('app.org', ${organizationId}, true), set_config('app.mode', ${mode}, true)`);

  const fence = () => (writer ? [db.execute(sql`select fence_issuer(${writer.name}, ${writer.epoch})`)] : []);

  const owned = (rows: readonly object[]) => rows.map((row) => ({ ...row, organizationId, mode }));

  function query({ from, where, limit }: Select<Owned>): BatchItem<"pg"> {
    const plain: PgTable = from;
    return db.select().from(plain).where(mine(from, where)).orderBy(desc(from.id)).limit(limit);
  }

  /** Several selects in one round trip. */
  async function read<const S extends readonly Select<Owned>[]>(...selects: S): Promise<{ -readonly [I in keyof S]: Rows<S[I]> }> {
    const [, ...found] = await db.batch([identify(), ...selects.map(query)]);
    // As many results as selects, each of its own table.
    return found as unknown as { -readonly [I in keyof S]: Rows<S[I]> };
  }

  /** A statement beside the typed ones: for tables that an organization has once for both modes. It names the organization itself. */
  const statement = (text: SQL): BatchItem<"pg"> => db.execute(text);
  const appendAudit = (entries: readonly AuditEntry[]) =>
    db.execute(sql`select audit_append(${organizationId}, ${JSON.stringify(entries.map(auditPayload))}::jsonb)`);

  async function list<T extends Owned>(from: T, where: SQL | undefined, limit: number): Promise<Row<T>[]> {
    const [rows] = await read({ from, where, limit });
    return rows;
  }

  return {
    read,
    list,
    get: async <T extends Owned>(from: T, id: string): Promise<Row<T> | undefined> => (await list(from, eq(from.id, id), 1))[0],
    insert<T extends Owned>(table: T, values: Values<T>): BatchItem<"pg"> {
      const plain: PgTable = table;
      return db.insert(plain).values({ ...values, organizationId, mode });
    },
    /** Changes the row of that id, if it is the owner's and `where` holds of it; else nothing. */
    update<T extends Owned>(table: T, id: string, changes: Partial<Omit<Values<T>, "id">>, where?: SQL): BatchItem<"pg"> {
      const plain: PgTable = table;
      return db
        .update(plain)
        .set(changes)
        .where(mine(table, and(eq(table.id, id), where)));
    },
    /** As `update`, but where it changes nothing the whole batch fails with that error: see `saidByGuard`. */
    mustUpdate<T extends Owned>(
      table: T,
      id: string,
      changes: Partial<Omit<Values<T>, "id">>,
      { where, code }: { readonly where: SQL; readonly code: ErrorCode },
    ): BatchItem<"pg"> {
      const plain: PgTable = table;
      const change = db
        .update(plain)
        .set(changes)
        .where(mine(table, and(eq(table.id, id), where)))
        .returning({ id: table.id });
      return db.execute(mustAffect(change.getSQL(), code));
    },
    /** Inserts, or brings what is there up to a newer `version`; an older or equal one changes nothing. No id twice. */
    upsertNewer<T extends Owned & { readonly version: PgColumn }>(
      table: T,
      rows: readonly Values<T>[],
      changes: Record<string, SQL>,
    ): BatchItem<"pg"> {
      const set = sql.join(
        Object.entries(changes).map(([column, value]) => sql`${sql.identifier(toSnakeCase(column))} = ${value}`),
        sql`, `,
      );
      return db.execute(
        sql`${insertRows(table, owned(rows))} on conflict (id) do update set ${set} where ${mine(table)} and excluded.version > ${table.version}`,
      );
    },
    /** Inserts those that are not there yet, by id. */
    insertMissing<T extends Owned>(table: T, rows: readonly Values<T>[]): BatchItem<"pg"> {
      return db.execute(sql`${insertRows(table, owned(rows))} on conflict (id) do nothing`);
    },
    /** Rows of an owned table. Row level security says which tables let any go. */
    remove(table: Owned, where: SQL): BatchItem<"pg"> {
      const plain: PgTable = table;
      return db.delete(plain).where(mine(table, where));
    },
    statement,
    /**
     * Rows of statements, in one round trip. Values are as Postgres sends them, but for numbers, booleans, arrays and JSON.
     * @param entries what the audit log is told, where what is read is sensitive
     */
    async ask(queries: readonly SQL[], entries: readonly AuditEntry[] = []): Promise<Record<string, unknown>[][]> {
      const told = entries.length > 0 ? [appendAudit(entries)] : [];
      const results = await db.batch([identify(), ...queries.map((text) => db.execute(text)), ...told]);
      return results.slice(1, queries.length + 1).map(({ rows }) => rows);
    },
    /** As `read`, and the audit log is told of it in the same transaction: for what is sensitive. */
    async readAudited<const S extends readonly Select<Owned>[]>(
      entries: readonly AuditEntry[],
      ...selects: S
    ): Promise<{ -readonly [I in keyof S]: Rows<S[I]> }> {
      const [, ...found] = await db.batch([identify(), ...selects.map(query), appendAudit(entries)]);
      // As many results as selects, each of its own table; the last is the log's.
      return found.slice(0, -1) as unknown as { -readonly [I in keyof S]: Rows<S[I]> };
    },
    /** All or nothing, with what the audit log is told of it as the last statement. */
    commit: async (entries: readonly AuditEntry[], ...writes: readonly BatchItem<"pg">[]): Promise<void> => {
      await db.batch([identify(), ...fence(), ...writes, appendAudit(entries)]);
    },
  };
}
