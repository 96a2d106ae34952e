import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { contentOf, type Row, type Told } from "./ledgers.ts";

interface RawRow {
  readonly id: string;
  readonly sale: string;
  readonly status: string;
  readonly cuit: string;
  readonly point_of_sale: string;
  readonly type_code: string;
  readonly number: string | null;
  readonly cae: string | null;
  readonly document_number: string | null;
  readonly total: string;
  readonly date: string;
  readonly evidence: string | null;
  readonly events_created: string;
  readonly events_final: string;
  readonly audit_created: string;
  readonly audit_final: string;
}

const PAGE = 20_000;

const ROWS = `
select i.id, i.document->'metadata'->>'sale' as sale, i.status, s.cuit, i.point_of_sale, i.type_code, i.number, i.cae, i.document_number,
  i.total, to_char(i.date, 'YYYYMMDD') as date, i.document->'attention'->>'number' as evidence,
  coalesce(e.created, 0) as events_created, coalesce(e.final, 0) as events_final,
  coalesce(a.created, 0) as audit_created, coalesce(a.final, 0) as audit_final
from invoices i join issuers s on s.id = i.issuer_id
left join (select target, count(*) filter (where type = 'invoice.created') as created,
  count(*) filter (where type in ('invoice.approved', 'invoice.failed', 'invoice.cancelled')) as final from events group by target) e on e.target = i.id
left join (select target, count(*) filter (where action = 'invoice.created') as created,
  count(*) filter (where action in ('invoice.authorized', 'invoice.rejected', 'invoice.cancelled')) as final from audit_log group by target) a on a.target = i.id
where i.document->'metadata'->>'sale' is not null and i.id > $1 order by i.id limit ${PAGE}`;

export type PostgresLedger = ReturnType<typeof openPostgresLedger>;

/** The database behind the product's own endpoint, as its owner: past every lock. */
export function openPostgresLedger(dataDir: string) {
  async function query<R>(text: string, params: readonly unknown[] = []): Promise<R[]> {
    // A product that was started again listens on another port.
    const { DATABASE_URL = "" } = parseEnv(readFileSync(join(dataDir, "api/.dev.vars"), "utf8"));
    const { databasePasswords } = JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8")) as {
      databasePasswords: { owner: string };
    };
    const url = new URL(DATABASE_URL);
    url.username = "owner";
    url.password = encodeURIComponent(databasePasswords.owner);
    const headers = { "neon-connection-string": url.href, "neon-raw-text-output": "true" };
    const response = await fetch(`http://${url.host}/sql`, { method: "POST", headers, body: JSON.stringify({ query: text, params }) });
    if (!response.ok) throw new Error(`Postgres: ${response.status} ${await response.text()}`);
    return (await response.json<{ rows: R[] }>()).rows;
  }

  return {
    query,
    async rows(): Promise<Row[]> {
      const all: Row[] = [];
      for (let after = ""; ;) {
        const page = await query<RawRow>(ROWS, [after]);
        all.push(...page.map(toRow));
        const last = page.at(-1);
        if (!last || page.length < PAGE) return all;
        after = last.id;
      }
    },
    /** Invoices by status. */
    async counts(): Promise<Record<string, number>> {
      const text = "select status, count(*) from invoices where document->'metadata'->>'sale' is not null group by status";
      const found = await query<{ status: string; count: string }>(text);
      return Object.fromEntries(found.map(({ status, count }) => [status, Number(count)]));
    },
    /** Faults of the audit log's chain. */
    async auditBroken(): Promise<number> {
      const [row] = await query<{ count: string }>("select count(*) from audit_broken");
      return Number(row?.count);
    },
    async auditEntries(): Promise<number> {
      const [row] = await query<{ count: string }>("select count(*) from audit_log");
      return Number(row?.count);
    },
  };
}

function toRow(raw: RawRow): Row {
  const lane = `${raw.cuit}/${raw.point_of_sale}-${raw.type_code}`;
  const told: Told = {
    events: [Number(raw.events_created), Number(raw.events_final)],
    audit: [Number(raw.audit_created), Number(raw.audit_final)],
  };
  return {
    id: raw.id,
    sale: raw.sale,
    status: raw.status,
    lane,
    number: raw.number === null ? null : Number(raw.number),
    cae: raw.cae,
    content: contentOf(lane, raw.document_number, raw.total),
    date: raw.date,
    evidence: raw.evidence === null ? null : Number(raw.evidence),
    told,
  };
}
