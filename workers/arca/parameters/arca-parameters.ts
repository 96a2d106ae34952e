import { DurableObject } from "cloudflare:workers";
import type { Environment } from "../../../shared/catalog.ts";
import { fiscalDate } from "../../../shared/dates.ts";
import type { CatalogTable } from "../../../shared/schemas/catalog.ts";
import { log } from "../../platform/log.ts";
import { issuerFacts, transportTo } from "../../sandbox/index.ts";
import type { CallReport } from "../timed.ts";
import { endpointsOf, TICKET_SERVICES } from "../endpoints.ts";
import { watchIn } from "../health/watch-in.ts";
import type { ParameterRow } from "../parameter-row.ts";
import { ticketsName } from "../tickets/name.ts";
import { openWsfe } from "../wsfe/client.ts";
import { openWsfex } from "../wsfex/client.ts";
import { shippedRows, TABLES, type TableRows } from "./tables.ts";

/** An issuer in whose name ARCA may be asked, with its key as only the signer can open it. */
export interface ParameterAccess {
  readonly environment: Environment;
  readonly issuerId: string;
  readonly cuit: string;
  readonly certificate: { readonly id: string; readonly pem: string; readonly sealedKey: string };
}

/** The tables that the rules look into. */
const RULE_TABLES = ["document_types", "currencies", "other_taxes", "iva_rates", "optionals", "countries"] as const;
type RuleTable = (typeof RULE_TABLES)[number];

/** What the rules are told before a comprobante goes out: tables that ARCA served, and what the sandbox has of its issuer. */
export interface RuleFacts {
  readonly tables: { readonly [name in RuleTable]?: ParameterRow[] };
  readonly issuer: ReturnType<typeof issuerFacts>;
}

const DAY_MS = 86_400_000;
/** After a refresh that failed. */
const AGAIN_MS = 15 * 60_000;

/**
 * ARCA's parameter tables of one environment, named by `healthName`. What it has it gives at once, if it must be what the product
 * was shipped with; what is older than a day is asked for again behind the reader's back.
 *
 * Storage schema: `tables`: name → rows (JSON), when ARCA served them; `tried`: when it was last asked. Replaced by the next answer.
 */
export class ArcaParameters extends DurableObject<Env> {
  readonly #refreshing = new Map<CatalogTable, Promise<void>>();
  readonly #watch = watchIn(this.ctx, this.env.ARCA_HEALTH, this.ctx.id.name ?? "");

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, rows TEXT, served INTEGER, tried INTEGER NOT NULL)");
  }

  /** `isStale`: `refresh` should be called. */
  table(name: CatalogTable): TableRows & { readonly isStale: boolean } {
    const kept = this.#kept(name);
    const served = kept?.served ?? null;
    const isStale = Date.now() - (served ?? 0) > DAY_MS && Date.now() - (kept?.tried ?? 0) > AGAIN_MS;
    if (!kept?.rows || served === null) return { ...shippedRows(name), isStale };
    // Written below, and by nobody else.
    return { source: "arca", asOf: fiscalDate(new Date(served)), rows: JSON.parse(kept.rows) as ParameterRow[], isStale };
  }

  /** What is known here by now: asks nobody. Of an issuer the sandbox alone says what it has. */
  facts(cuit: string): RuleFacts {
    const served = RULE_TABLES.map((name) => [name, this.table(name)] as const).filter(([, { source }]) => source === "arca");
    const isSandbox = this.ctx.id.name?.startsWith("sandbox:") ?? false;
    return { tables: Object.fromEntries(served.map(([name, { rows }]) => [name, [...rows]])), issuer: isSandbox ? issuerFacts(cuit) : {} };
  }

  /** Asks ARCA for a table, once at a time. Nobody waits for it; a failure is tried again after a while. */
  refresh(name: CatalogTable, access: ParameterAccess): void {
    if (this.#refreshing.has(name)) return;
    const refresh = this.#fetch(name, access)
      .catch((error: unknown) => log("warn", "arca_parameters.refresh.failed", { operation: name, error }))
      .finally(() => this.#refreshing.delete(name));
    this.#refreshing.set(name, refresh);
    this.ctx.waitUntil(refresh);
  }

  async #fetch(name: CatalogTable, access: ParameterAccess): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec("INSERT INTO tables (name, tried) VALUES (?, ?) ON CONFLICT DO UPDATE SET tried = excluded.tried", name, Date.now());
    const table = TABLES[name];
    const options = this.#connection(table.service, access);
    const rows = await (table.service === "wsfe" ? table.fetch(openWsfe(options)) : table.fetch(openWsfex(options)));
    if (rows.length === 0) throw new Error("the table is empty");
    sql.exec("UPDATE tables SET rows = ?, served = ? WHERE name = ?", JSON.stringify(rows), Date.now(), name);
  }

  #connection(service: "wsfe" | "wsfex", { environment, issuerId, cuit, certificate }: ParameterAccess) {
    const tickets = this.env.TICKETS.getByName(ticketsName(environment, certificate.pem));
    const options = {
      endpoint: endpointsOf(environment, this.env)[service],
      send: transportTo(environment, this.env),
      timeoutMs: Number(this.env.ARCA_TIMEOUT_MS),
      auth: () =>
        tickets.ticket({
          environment,
          service: TICKET_SERVICES[service],
          certificate: { ...certificate, issuerId },
          health: this.ctx.id.name ?? "",
        }),
      cuit,
      onCall: (report: CallReport) => this.#watch.onCall(service, report),
    };
    return { ...options, gate: () => this.#watch.gate(service, () => (service === "wsfe" ? openWsfe : openWsfex)(options).dummy()) };
  }

  #kept(name: CatalogTable) {
    const sql = "SELECT rows, served, tried FROM tables WHERE name = ?";
    return this.ctx.storage.sql.exec<{ rows: string | null; served: number | null; tried: number }>(sql, name).toArray().at(0);
  }
}
