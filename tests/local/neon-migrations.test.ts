import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LocalDatabase } from "../../scripts/neon/local-database.ts";
import { backends } from "./support/databases.ts";

describe.each(backends)("migrations on $name", ({ open }) => {
  let database: LocalDatabase;
  let folder: string;
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  const rows = async (sql: string) => (await database.asOwner((client) => client.query(sql))).rows;

  beforeEach(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), "arca-migrations-"));
    write("0001_shops.sql", "create table shops (id int primary key); insert into shops values (1);");
    write("0002_names.sql", "alter table shops add name text;\ncreate index on shops (name);");
  }, 30_000);
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  test("are applied in order, once, and each is remembered", async () => {
    expect(await database.migrate(folder)).toEqual(["0001_shops.sql", "0002_names.sql"]);
    expect(await database.migrate(folder)).toEqual([]);
    write("0003_more.sql", "insert into shops values (2, 'two')");
    expect(await database.migrate(folder)).toEqual(["0003_more.sql"]);
    expect(await rows("select id, name from shops order by id")).toEqual([
      { id: 1, name: null },
      { id: 2, name: "two" },
    ]);
  });

  test("are refused when an applied one has changed, but not for its line ends", async () => {
    await database.migrate(folder);
    write("0002_names.sql", "alter table shops add name text;\r\ncreate index on shops (name);");
    expect(await database.migrate(folder)).toEqual([]);
    write("0002_names.sql", "alter table shops add name varchar;");
    await expect(database.migrate(folder)).rejects.toThrow("Migration 0002_names.sql has changed since it was applied.");
  });

  test("are refused when an applied one is missing or a name has no order", async () => {
    await database.migrate(folder);
    rmSync(join(folder, "0002_names.sql"));
    await expect(database.migrate(folder)).rejects.toThrow("The database has migration 0002_names.sql");
    write("names.sql", "select 1");
    await expect(database.migrate(folder)).rejects.toThrow("names.sql");
  });

  test("leave nothing of one that fails", async () => {
    write("0002_names.sql", "alter table shops add name text; select broken;");
    await expect(database.migrate(folder)).rejects.toMatchObject({ code: "42703" });
    expect(await rows("select column_name from information_schema.columns where table_name = 'shops'")).toEqual([{ column_name: "id" }]);
    expect(await rows("select name from schema_migrations")).toEqual([{ name: "0001_shops.sql" }]);
  });

  test("are applied once by runs that meet", async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => database.migrate(folder)));
    expect(runs.flat().toSorted()).toEqual(["0001_shops.sql", "0002_names.sql"]);
  });
});
