import type { Caea, Unused } from "../register.ts";
import type { Fortnight } from "./fortnight.ts";

/**
 * SQLite of one tenant's sandbox: CAEAs.
 *
 * `caeas`: one for each CUIT and fortnight. `processed_at` `yyyymmddhhmiss`.
 * `unused`: points of sale that made nothing with one; `processed_on` `yyyymmdd`.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS caeas (
    caea TEXT PRIMARY KEY, cuit TEXT NOT NULL, periodo INTEGER NOT NULL, orden INTEGER NOT NULL, processed_at TEXT NOT NULL,
    UNIQUE (cuit, periodo, orden));
  CREATE TABLE IF NOT EXISTS unused (
    cuit TEXT NOT NULL, caea TEXT NOT NULL, pto_vta INTEGER NOT NULL, processed_on TEXT NOT NULL, PRIMARY KEY (cuit, caea, pto_vta))`;

interface Row extends Record<string, SqlStorageValue> {
  caea: string;
  cuit: string;
  periodo: number;
  orden: number;
  processed_at: string;
}

export function openCaeaStore({ sql }: DurableObjectStorage) {
  sql.exec(SCHEMA);
  return {
    count(): number {
      return sql.exec<{ count: number }>("SELECT count(*) AS count FROM caeas").one().count;
    },

    add(cuit: string, { caea, Periodo, Orden, processedAt }: Caea): void {
      sql.exec("INSERT INTO caeas VALUES (?, ?, ?, ?, ?)", caea, cuit, Periodo, Orden, processedAt);
    },

    find(cuit: string, { Periodo, Orden }: Fortnight): Caea | null {
      const query = "SELECT * FROM caeas WHERE cuit = ? AND periodo = ? AND orden = ?";
      return toCaea(sql.exec<Row>(query, cuit, Periodo, Orden).toArray()[0]);
    },

    /** A CAEA by its code, and whose it is. */
    get(caea: string): (Caea & { readonly cuit: string }) | null {
      const row = sql.exec<Row>("SELECT * FROM caeas WHERE caea = ?", caea).toArray()[0];
      const found = toCaea(row);
      return row && found ? { ...found, cuit: row.cuit } : null;
    },

    addUnused(cuit: string, { CAEA, PtoVta, FchProceso }: Unused): void {
      sql.exec("INSERT INTO unused VALUES (?, ?, ?, ?)", cuit, CAEA, PtoVta, FchProceso);
    },

    /** @param PtoVta 0: all of them */
    findUnused(cuit: string, caea: string, PtoVta: number): Unused[] {
      const query = "SELECT pto_vta, processed_on FROM unused WHERE cuit = ? AND caea = ? AND ? IN (0, pto_vta) ORDER BY pto_vta";
      const rows = sql.exec<{ pto_vta: number; processed_on: string }>(query, cuit, caea, PtoVta).toArray();
      return rows.map((row) => ({ CAEA: caea, PtoVta: row.pto_vta, FchProceso: row.processed_on }));
    },
  };
}

export type CaeaStore = ReturnType<typeof openCaeaStore>;

const toCaea = (row: Row | undefined): Caea | null =>
  row ? { caea: row.caea, Periodo: row.periodo, Orden: row.orden, processedAt: row.processed_at } : null;
