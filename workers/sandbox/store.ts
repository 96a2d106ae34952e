import type { ArcaMessage, ComprobanteDetail, Lane } from "../arca/wsfe/detail.ts";
import type { LastAuthorized } from "./judge.ts";
import type { Registered } from "./register.ts";

/**
 * SQLite of one tenant's sandbox.
 *
 * `comprobantes`: every comprobante that was authorised, and nothing else: a refused one leaves no trace, at ARCA neither.
 * - `sequence` 1, 2, 3… over all lanes; the CAE is made of it
 * - `cuit`, `pto_vta`, `cbte_tipo`: the lane; `desde`, `hasta`: its numbers, one but for records of class B that cover several
 * - `cbte_fch` `yyyymmdd`; `processed_at` `yyyymmddhhmiss`; `cae_vto` `yyyymmdd`
 * - `detail`: JSON of what was sent (FECAEDetRequest); `observations`: JSON of code and text
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS comprobantes (
    sequence INTEGER PRIMARY KEY, cuit TEXT NOT NULL, pto_vta INTEGER NOT NULL, cbte_tipo INTEGER NOT NULL,
    desde INTEGER NOT NULL, hasta INTEGER NOT NULL, cbte_fch TEXT NOT NULL, detail TEXT NOT NULL, observations TEXT NOT NULL,
    cae TEXT NOT NULL UNIQUE, cae_vto TEXT NOT NULL, processed_at TEXT NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS one_comprobante_per_number ON comprobantes (cuit, pto_vta, cbte_tipo, hasta)`;

type Row = Record<"detail" | "observations" | "cae" | "cae_vto" | "processed_at", string>;

export function openStore({ sql }: DurableObjectStorage) {
  sql.exec(SCHEMA);
  return {
    last(cuit: string, { PtoVta, CbteTipo }: Lane): LastAuthorized {
      const query =
        "SELECT hasta AS number, cbte_fch AS date FROM comprobantes WHERE cuit = ? AND pto_vta = ? AND cbte_tipo = ? ORDER BY hasta DESC LIMIT 1";
      return sql.exec<{ number: number; date: string }>(query, cuit, PtoVta, CbteTipo).toArray()[0] ?? { number: 0, date: "" };
    },

    lastSequence(): number {
      return sql.exec<{ last: number }>("SELECT coalesce(max(sequence), 0) AS last FROM comprobantes").one().last;
    },

    add(sequence: number, cuit: string, { PtoVta, CbteTipo }: Lane, registered: Registered): void {
      const { detail, observations, cae, caeExpiresOn, processedAt } = registered;
      const lane = [cuit, PtoVta, CbteTipo, detail.CbteDesde, detail.CbteHasta, detail.CbteFch];
      const rest = [JSON.stringify(detail), JSON.stringify(observations), cae, caeExpiresOn, processedAt];
      sql.exec("INSERT INTO comprobantes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sequence, ...lane, ...rest);
    },

    find(cuit: string, { PtoVta, CbteTipo }: Lane, number: number): Registered | null {
      const query =
        "SELECT detail, observations, cae, cae_vto, processed_at FROM comprobantes WHERE cuit = ? AND pto_vta = ? AND cbte_tipo = ? AND hasta >= ? ORDER BY hasta LIMIT 1";
      const row = sql.exec<Row>(query, cuit, PtoVta, CbteTipo, number).toArray()[0];
      return row ? toRegistered(row) : null;
    },
  };
}

/** The casts are safe: `add` alone writes these columns. */
const toRegistered = ({ detail, observations, cae, cae_vto, processed_at }: Row): Registered => ({
  detail: JSON.parse(detail) as ComprobanteDetail,
  observations: JSON.parse(observations) as ArcaMessage[],
  cae,
  caeExpiresOn: cae_vto,
  processedAt: processed_at,
});
