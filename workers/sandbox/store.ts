import type { ArcaMessage, CbteAsoc, ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import type { LastAuthorized } from "./judge.ts";
import type { Registered } from "./register.ts";

/**
 * SQLite of one tenant's sandbox: comprobantes of WSFEv1. Those of CAEA are in `caea/caea-store.ts`, exports in
 * `wsfex/export-store.ts`.
 *
 * `authorized`: every comprobante that was authorised or informed, and nothing else: a refused one leaves no trace, at ARCA
 * neither.
 * - `sequence` 1, 2, 3… over all lanes; the CAE is made of it
 * - `cuit`, `pto_vta`, `cbte_tipo`: the lane; `desde`, `hasta`: its numbers, one but for records of class B that cover several
 * - `cbte_fch` `yyyymmdd`; `processed_at` `yyyymmddhhmiss`; `cae_vto` `yyyymmdd`
 * - `detail`: JSON of what was sent (FECAEDetRequest); `observations`: JSON of code and text
 * - `emission`: CAE, or CAEA, which many share
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS authorized (
    sequence INTEGER PRIMARY KEY, cuit TEXT NOT NULL, pto_vta INTEGER NOT NULL, cbte_tipo INTEGER NOT NULL,
    desde INTEGER NOT NULL, hasta INTEGER NOT NULL, cbte_fch TEXT NOT NULL, detail TEXT NOT NULL, observations TEXT NOT NULL,
    emission TEXT NOT NULL, cae TEXT NOT NULL, cae_vto TEXT NOT NULL, processed_at TEXT NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS one_authorized_per_number ON authorized (cuit, pto_vta, cbte_tipo, hasta);
  CREATE UNIQUE INDEX IF NOT EXISTS one_authorized_per_cae ON authorized (cae) WHERE emission = 'CAE'`;

/** Sandboxes from before there were CAEAs keep what they have. */
const TAKE_OVER = `
  INSERT INTO authorized
    SELECT sequence, cuit, pto_vta, cbte_tipo, desde, hasta, cbte_fch, detail, observations, 'CAE', cae, cae_vto, processed_at
    FROM comprobantes;
  DROP TABLE comprobantes;`;

type Row = Record<"detail" | "observations" | "cae" | "cae_vto" | "processed_at", string> & { emission: Registered["emission"] };

export function openStore({ sql }: DurableObjectStorage) {
  sql.exec(SCHEMA);
  const isOld = sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'comprobantes'").toArray().length > 0;
  if (isOld) sql.exec(TAKE_OVER);
  return {
    last(cuit: string, { PtoVta, CbteTipo }: Lane): LastAuthorized {
      const query =
        "SELECT hasta AS number, cbte_fch AS date FROM authorized WHERE cuit = ? AND pto_vta = ? AND cbte_tipo = ? ORDER BY hasta DESC LIMIT 1";
      return sql.exec<{ number: number; date: string }>(query, cuit, PtoVta, CbteTipo).toArray()[0] ?? { number: 0, date: "" };
    },

    lastSequence(): number {
      return sql.exec<{ last: number }>("SELECT coalesce(max(sequence), 0) AS last FROM authorized").one().last;
    },

    add(sequence: number, cuit: string, { PtoVta, CbteTipo }: Lane, registered: Registered): void {
      const { detail, observations, emission, cae, caeExpiresOn, processedAt } = registered;
      const lane = [cuit, PtoVta, CbteTipo, detail.CbteDesde, detail.CbteHasta, detail.CbteFch];
      const rest = [JSON.stringify(detail), JSON.stringify(observations), emission, cae, caeExpiresOn, processedAt];
      sql.exec("INSERT INTO authorized VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sequence, ...lane, ...rest);
    },

    find(cuit: string, { PtoVta, CbteTipo }: Lane, number: number): Registered | null {
      const query =
        "SELECT detail, observations, emission, cae, cae_vto, processed_at FROM authorized WHERE cuit = ? AND pto_vta = ? AND cbte_tipo = ? AND hasta >= ? AND desde <= ? ORDER BY hasta LIMIT 1";
      const row = sql.exec<Row>(query, cuit, PtoVta, CbteTipo, number, number).toArray()[0];
      return row ? toRegistered(row) : null;
    },

    /** Notas that name a comprobante: their types and totals. */
    associatedWith(
      cuit: string,
      { Tipo, PtoVta, Nro }: Pick<CbteAsoc, "Tipo" | "PtoVta" | "Nro">,
    ): { CbteTipo: number; ImpTotal: string }[] {
      const query = `SELECT cbte_tipo AS CbteTipo, json_extract(detail, '$.ImpTotal') AS ImpTotal FROM authorized
        WHERE cuit = ? AND EXISTS (SELECT 1 FROM json_each(detail, '$.CbtesAsoc') AS asoc WHERE json_extract(asoc.value, '$.Tipo') = ?
          AND json_extract(asoc.value, '$.PtoVta') = ? AND json_extract(asoc.value, '$.Nro') = ?)`;
      return sql.exec<{ CbteTipo: number; ImpTotal: string }>(query, cuit, Tipo, PtoVta, Nro).toArray();
    },

    pointsOfSale(cuit: string): number[] {
      const query = "SELECT DISTINCT pto_vta FROM authorized WHERE cuit = ? ORDER BY pto_vta";
      return sql
        .exec<{ pto_vta: number }>(query, cuit)
        .toArray()
        .map(({ pto_vta }) => pto_vta);
    },

    /** Was anything informed of it? */
    hasInformed(cuit: string, caea: string, PtoVta: number): boolean {
      const query = "SELECT 1 FROM authorized WHERE emission = 'CAEA' AND cuit = ? AND cae = ? AND pto_vta = ? LIMIT 1";
      return sql.exec(query, cuit, caea, PtoVta).toArray().length > 0;
    },
  };
}

export type Store = ReturnType<typeof openStore>;

/** The casts are safe: `add` alone writes these columns. */
const toRegistered = ({ detail, observations, emission, cae, cae_vto, processed_at }: Row): Registered => ({
  detail: JSON.parse(detail) as ComprobanteDetail,
  observations: JSON.parse(observations) as ArcaMessage[],
  emission,
  cae,
  caeExpiresOn: cae_vto,
  processedAt: processed_at,
});
