import { asOwner } from "./tenant.ts";

export interface Row {
  readonly table: string;
  readonly row: string;
}

interface Options {
  /** A row as JSON, or as the text of its type. */
  readonly as?: "to_jsonb(t)::text" | "t::text";
  /** Only rows that hold one of these. */
  readonly holding?: readonly string[];
}

/** An answer of the database has 10 MiB at most. */
const PAGE_BYTES = 4_000_000;
const PAGE_ROWS = 2_000;

/** Every row of every table, as the owner of the database sees it. Rows that change meanwhile may be there twice. */
export async function dump(options: Options = {}): Promise<Row[]> {
  const tables =
    await asOwner()`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const names = tables.map(({ name }) => String(name)).toSorted();
  const rows: Row[] = [];
  for (const table of names) for (const row of await rowsOf(table, options)) rows.push({ table, row });
  return rows;
}

async function rowsOf(table: string, { as = "to_jsonb(t)::text", holding }: Options): Promise<string[]> {
  const wanted = holding ? "and exists (select from unnest($2::text[]) mark where position(mark in row) > 0)" : "";
  const rows: string[] = [];
  for (let after = "(0,0)"; ;) {
    const page = await asOwner().query(
      `with page as (select ctid as place, ${as} as row from "${table}" t where ctid > $1::tid order by ctid limit ${PAGE_ROWS}),
        weighed as (select place, row, sum(octet_length(row)) over (order by place) as weight, row_number() over (order by place) as n from page)
        select place::text as place, case when true ${wanted} then row end as row from weighed where weight <= ${PAGE_BYTES} or n = 1 order by weighed.place`,
      holding ? [after, holding] : [after],
    );
    rows.push(...page.flatMap(({ row }) => (row === null ? [] : [String(row)])));
    const last = page.at(-1);
    if (!last) return rows.toSorted();
    after = String(last["place"]);
  }
}
