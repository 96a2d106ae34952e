import { and, eq } from "drizzle-orm";
import type { Environment } from "../../../shared/catalog.ts";
import { AppError } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { type Catalog, CATALOG_TABLES, type CatalogQuery, type CatalogRow, type CatalogTable } from "../../../shared/schemas/catalog.ts";
import { certificates, inForce, inUse } from "../../db/certificates.ts";
import { issuers } from "../../db/issuers.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { environmentsOf } from "../environments-of.ts";
import { healthName } from "../health/report.ts";
import type { ParameterRow } from "../parameter-row.ts";
import type { ParameterAccess } from "./arca-parameters.ts";
import type { Memory } from "./memory.ts";
import { TABLES, type TableRows } from "./tables.ts";

/**
 * A table of ARCA's, as far as is known here: whoever asks waits for no call of ARCA's.
 *
 * @throws AppError `not_found` for a table that is none; `invalid_request` for another mode's environment or a foreign cursor
 */
export async function getCatalog(ctx: Ctx, name: string, query: CatalogQuery, memory: Memory<TableRows>): Promise<Catalog> {
  requireScope(ctx, "invoices:read");
  const table = CATALOG_TABLES.find((one) => one === name);
  if (!table) throw new AppError("not_found", { param: "table" });
  const { limit, cursor } = query;
  const [environment = "sandbox"] = environmentsOf(ctx.mode, query.environment);
  const { rows, source, asOf } = await read(ctx, table, environment, memory);
  const start = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) throw new AppError("invalid_request", { problems: [problem("cursor", "cursor_invalid")] });
  const shown = rows.slice(start, limit === undefined ? undefined : start + limit);
  const more = start + shown.length < rows.length;
  return {
    object: "list",
    table,
    environment,
    source,
    as_of: asOf,
    data: shown.map((row) => toRow(table, row)),
    has_more: more,
    next_cursor: more ? (shown.at(-1)?.id ?? null) : null,
  };
}

async function read(ctx: Ctx, table: CatalogTable, environment: Environment, memory: Memory<TableRows>): Promise<TableRows> {
  const name = healthName(environment, ctx.organizationId);
  const now = ctx.now().getTime();
  const known = memory.get(`${name}/${table}`, now);
  if (known) return known;
  const parameters = ctx.arcaParameters.getByName(name);
  const { isStale, ...found } = await parameters.table(table);
  if (!isStale) memory.set(`${name}/${table}`, found, now);
  const access = isStale ? await accessTo(ctx, environment) : undefined;
  if (access) await parameters.refresh(table, access);
  return found;
}

/** The newest certificate of the organization's, whosever it is: the tables are the same for all. */
async function accessTo(ctx: Ctx, environment: Environment): Promise<ParameterAccess | undefined> {
  const certificate = inUse(await ctx.db.list(certificates, and(eq(certificates.environment, environment), inForce(ctx.now())), 1));
  const issuer = certificate && (await ctx.db.get(issuers, certificate.issuerId));
  if (!certificate || !issuer) return undefined;
  const { id, pem, sealedKey } = certificate;
  return { environment, issuerId: issuer.id, cuit: issuer.cuit, certificate: { id, pem, sealedKey } };
}

const toRow = (table: CatalogTable, { id, description, from, to }: ParameterRow): CatalogRow => ({
  code: id,
  name: TABLES[table].name?.(id) ?? null,
  description,
  valid_from: from,
  valid_to: to,
});
