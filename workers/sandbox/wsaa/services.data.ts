/** Services for which the sandbox's certificates are authorised: all that the sandbox has. */
export const GRANTED: ReadonlySet<string> = new Set(["wsfe", "wsfex", "wscdc", "ws_sr_constancia_inscripcion", "ws_sr_padron_a13"]);

/** Services of ARCA's that the sandbox does not have. */
export const OTHERS: ReadonlySet<string> = new Set([
  "wsbfe",
  "wsct",
  "wsfecred",
  "wsmtxca",
  "ws_sr_padron_a4",
  "ws_sr_padron_a5",
  "ws_sr_padron_a10",
  "ws_sr_padron_a100",
]);
