import type { Lane } from "../../arca/wsfe/detail.ts";
import type { Export, RegisteredExport } from "../register.ts";

/**
 * SQLite of one tenant's sandbox: comprobantes of export (WSFEXv1).
 *
 * `exports`: by CUIT and the Id that the client chose, which is a number of up to 15 digits; a lane's numbers are its own.
 * - `request`: JSON of what was sent (ClsFEXRequest); dates `yyyymmdd`
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS exports (
    cuit TEXT NOT NULL, id INTEGER NOT NULL, pto_vta INTEGER NOT NULL, cbte_tipo INTEGER NOT NULL, cbte_nro INTEGER NOT NULL,
    cbte_fch TEXT NOT NULL, request TEXT NOT NULL, cae TEXT NOT NULL UNIQUE, cae_vto TEXT NOT NULL, processed_on TEXT NOT NULL,
    PRIMARY KEY (cuit, id), UNIQUE (cuit, pto_vta, cbte_tipo, cbte_nro))`;

type Row = Record<"request" | "cae" | "cae_vto" | "processed_on", string>;
const COLUMNS = "request, cae, cae_vto, processed_on";

export function openExportStore({ sql }: DurableObjectStorage) {
  sql.exec(SCHEMA);
  return {
    count(): number {
      return sql.exec<{ count: number }>("SELECT count(*) AS count FROM exports").one().count;
    },

    last(cuit: string, { PtoVta, CbteTipo }: Lane): { number: number; date: string } | null {
      const query =
        "SELECT cbte_nro AS number, cbte_fch AS date FROM exports WHERE cuit = ? AND pto_vta = ? AND cbte_tipo = ? ORDER BY cbte_nro DESC LIMIT 1";
      return sql.exec<{ number: number; date: string }>(query, cuit, PtoVta, CbteTipo).toArray()[0] ?? null;
    },

    lastId(cuit: string): string {
      const row = sql.exec<{ last: number }>("SELECT coalesce(max(id), 0) AS last FROM exports WHERE cuit = ?", cuit).one();
      return String(row.last);
    },

    add(cuit: string, { request, cae, caeExpiresOn, processedOn }: RegisteredExport, date: string): void {
      const { Id, Punto_vta, Cbte_Tipo, Cbte_nro } = request;
      const key = [cuit, Number(Id), Punto_vta, Cbte_Tipo, Cbte_nro, date];
      sql.exec(
        "INSERT INTO exports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ...key,
        JSON.stringify(request),
        cae,
        caeExpiresOn,
        processedOn,
      );
    },

    byId(cuit: string, id: string): RegisteredExport | null {
      const query = `SELECT ${COLUMNS} FROM exports WHERE cuit = ? AND id = ?`;
      return toExport(sql.exec<Row>(query, cuit, Number(id)).toArray()[0]);
    },

    find(cuit: string, { PtoVta, CbteTipo }: Lane, number: number): RegisteredExport | null {
      const query = `SELECT ${COLUMNS} FROM exports WHERE cuit = ? AND pto_vta = ? AND cbte_tipo = ? AND cbte_nro = ?`;
      return toExport(sql.exec<Row>(query, cuit, PtoVta, CbteTipo, number).toArray()[0]);
    },
  };
}

export type ExportStore = ReturnType<typeof openExportStore>;

/** The cast is safe: `add` alone writes this column. */
const toExport = (row: Row | undefined): RegisteredExport | null =>
  row ? { request: JSON.parse(row.request) as Export, cae: row.cae, caeExpiresOn: row.cae_vto, processedOn: row.processed_on } : null;
