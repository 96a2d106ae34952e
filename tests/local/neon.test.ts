import { type FullQueryResults, neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EndpointFaults, Fault } from "../../scripts/neon/endpoint.ts";
import type { LocalDatabase } from "../../scripts/neon/local-database.ts";
import type { Role } from "../../scripts/neon/sessions.ts";
import { backends } from "./support/databases.ts";

neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;

const SCHEMA = `
  do $$ begin create role app nologin nobypassrls; exception when duplicate_object or unique_violation then null; end $$;
  create table notes (id int primary key, org text not null, body text, constraint notes_body check (body <> 'forbidden'));
  alter table notes enable row level security;
  create policy own on notes using (org = current_setting('app.org', true));
  grant select, insert, update, delete on notes to app;
  create table plain (id int primary key, body text);
  grant select, insert on plain to app;`;
const plain = pgTable("plain", { id: integer().primaryKey(), body: text() });

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("was expected to fail"),
    (error: unknown) => error,
  );

describe.each(backends)("Neon's SQL over HTTP on $name", ({ open }) => {
  let database: LocalDatabase;
  const faults: { before?: () => Fault; after?: () => Fault } = {};
  const hooks: EndpointFaults = { before: () => faults.before?.(), after: () => faults.after?.() };
  const driver = (role: Role = "app") => neon(database.url(role));
  beforeAll(async () => {
    database = await open({ faults: hooks });
    await database.asOwner((client) => client.query(SCHEMA));
  }, 30_000);
  afterAll(() => database.close());

  test("runs the Worker's statements as app, under row level security, and the owner's as the owner", async () => {
    expect(await driver()`select current_user as who, rolbypassrls as bypasses from pg_roles where rolname = current_user`).toEqual([
      { who: "app", bypasses: false },
    ]);
    expect(await driver("owner")`select current_user <> 'app' as owner`).toEqual([{ owner: true }]);
    await driver("owner")`insert into notes values (1, 'org_a', 'a'), (2, 'org_b', 'b')`;
    const sql = driver();
    expect(await sql`select * from notes`).toEqual([]);
    const [, rows] = await sql.transaction([sql`select set_config('app.org', 'org_b', true)`, sql`select id from notes`]);
    expect(rows).toEqual([{ id: 2 }]);
    const foreign = [sql`select set_config('app.org', 'org_b', true)`, sql`insert into notes values (3, 'org_a', 'x')`];
    expect(await errorOf(sql.transaction(foreign))).toMatchObject({ code: "42501" });
  });

  test("keeps numbers, times, JSON, bytes and arrays exact", async () => {
    const [row] = await driver()`select 9007199254740993::bigint as big, 12345678901234.10::numeric(20,2) as money, true as yes,
      '{"a": [1, null]}'::jsonb as json, array['x, "y"', null]::text[] as list, '\\x00ff'::bytea as bytes, null::int as nothing,
      ${"ñandú 'quoted'"}::text as text, ${[1, 2]}::int[] as numbers, ${{ k: "v" }}::jsonb as sent`;
    expect(row).toEqual({
      big: "9007199254740993",
      money: "12345678901234.10",
      yes: true,
      json: { a: [1, null] },
      list: ['x, "y"', null],
      bytes: Buffer.from([0, 255]),
      nothing: null,
      text: "ñandú 'quoted'",
      numbers: [1, 2],
      sent: { k: "v" },
    });
  });

  test("tells fields, command and count, and two columns of one name apart in array mode", async () => {
    const full = neon(database.url("app"), { fullResults: true, arrayMode: true });
    const answer: FullQueryResults<true> = await full`select 1 as x, 2 as x`;
    expect(answer).toMatchObject({ command: "SELECT", rowCount: 1, rows: [[1, 2]], rowAsArray: true });
    expect(answer.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ["x", 23],
      ["x", 23],
    ]);
    expect(await full`insert into plain values (100, 'counted')`).toMatchObject({ command: "INSERT", rowCount: 1, rows: [] });
    expect(await full`set application_name = 'x'`).toMatchObject({ command: "SET", rowCount: null });
  });

  test("commits a batch as one transaction, and rolls all of it back at the first error", async () => {
    const sql = driver();
    const same = await sql.transaction([sql`select pg_current_xact_id() as id`, sql`select pg_current_xact_id() as id`]);
    expect(same[0]).toEqual(same[1]);
    await sql.transaction([sql`insert into plain values (1, 'one')`, sql`insert into plain values (2, 'two')`]);
    const broken = [sql`insert into plain values (3, 'three')`, sql`insert into plain values (1, 'again')`, sql`select 1`];
    expect(await errorOf(sql.transaction(broken))).toMatchObject({
      name: "NeonDbError",
      code: "23505",
      severity: "ERROR",
      detail: "Key (id)=(1) already exists.",
      schema: "public",
      table: "plain",
      constraint: "plain_pkey",
    });
    expect(await sql`select id from plain where id < 100 order by id`).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await sql.transaction([])).toEqual([]);
  });

  test("reports SQLSTATE and place of a failing statement, and refuses two in one query", async () => {
    expect(await errorOf(driver().query("select nonsense"))).toMatchObject({ code: "42703", position: "8", routine: "errorMissingColumn" });
    expect(await errorOf(driver().query("select 1; select 2"))).toMatchObject({ code: "42601" });
    expect(await errorOf(driver("owner")`insert into notes values (9, 'o', 'forbidden')`)).toMatchObject({
      code: "23514",
      constraint: "notes_body",
    });
  });

  test("obeys isolation level, read only and deferrable", async () => {
    const sql = driver();
    const shown = [sql`show transaction_isolation`, sql`show transaction_read_only`, sql`show transaction_deferrable`];
    expect(await sql.transaction(shown, { isolationLevel: "Serializable", readOnly: true, deferrable: true })).toEqual([
      [{ transaction_isolation: "serializable" }],
      [{ transaction_read_only: "on" }],
      [{ transaction_deferrable: "on" }],
    ]);
    expect((await sql.transaction(shown))[1]).toEqual([{ transaction_read_only: "off" }]);
    const write = sql.transaction([sql`insert into plain values (50, 'x')`], { readOnly: true });
    expect(await errorOf(write)).toMatchObject({ code: "25006" });
    const wrong = { isolationLevel: "Snapshot" } as unknown as { isolationLevel: "Serializable" };
    expect(await errorOf(sql.transaction(shown, wrong))).toMatchObject({ message: expect.stringContaining("invalid isolation level") });
  });

  test("hands no session state from one request to the next", async () => {
    const sql = driver();
    await sql`select set_config('app.org', 'org_a', false), pg_advisory_lock(7)`;
    await errorOf(sql.query("begin; select broken"));
    await sql.query("begin");
    const seen = await Promise.all(
      Array.from({ length: 30 }, () => sql`select current_setting('app.org', true) as org, current_user as who`),
    );
    for (const [row] of seen) expect(row).toEqual({ org: expect.toSatisfy((org) => org === null || org === ""), who: "app" });
    expect(await sql`select count(*)::int as held from pg_locks where locktype = 'advisory'`).toEqual([{ held: 0 }]);
  });

  test("serves many at once, and drizzle's select, insert and batch", async () => {
    const db = drizzle(driver());
    await Promise.all(Array.from({ length: 40 }, (_, n) => db.insert(plain).values({ id: 1000 + n, body: `n${n}` })));
    const [all, [one]] = await db.batch([db.select().from(plain), db.insert(plain).values({ id: 2000, body: null }).returning()]);
    expect(all.filter(({ id }) => id >= 1000)).toHaveLength(40);
    expect(one).toEqual({ id: 2000, body: null });
    const duplicate = (await errorOf(db.insert(plain).values({ id: 2000 }))) as Error;
    expect(duplicate.cause).toMatchObject({ code: "23505" });
  });

  test("refuses a wrong password, another user and what is no request of the protocol", async () => {
    const wrong = neon(database.url("app").replace(/:[^:@]+@/, ":wrong@"));
    expect(await errorOf(wrong`select 1`)).toMatchObject({ code: "28P01" });
    const stranger = neon(database.url("app").replace("//app", "//postgres"));
    expect(await errorOf(stranger`select 1`)).toMatchObject({ code: "28P01" });
    const url = new URL(database.url("app"));
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`http://${url.host}/sql`, { method: "POST", headers: { "neon-raw-text-output": "true", ...headers }, body });
    expect((await post({}, "{}")).status).toBe(400);
    expect((await post({ "neon-connection-string": url.href }, "not json")).status).toBe(400);
  });

  test("can lose the answer of what it committed, and be away", async () => {
    const sql = driver();
    faults.after = () => "cut";
    await errorOf(sql`insert into plain values (300, 'committed')`);
    delete faults.after;
    expect(await sql`select body from plain where id = 300`).toEqual([{ body: "committed" }]);
    faults.before = () => "cut";
    await errorOf(sql`insert into plain values (301, 'never run')`);
    delete faults.before;
    expect(await sql`select body from plain where id = 301`).toEqual([]);
  });
});
