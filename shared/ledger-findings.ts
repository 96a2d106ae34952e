/**
 * What an audit of ARCA's books can find. `info` is told and no more; `warning` may be somebody's mistake; `error` is one, or a fault of
 * ARCA's or ours.
 */
export const LEDGER_FINDINGS = {
  foreign_comprobante: {
    severity: "info",
    en: "ARCA holds numbers that were not issued here, outside of the run of ours: another system uses this point of sale and type.",
    es: "ARCA tiene números que no se emitieron acá, fuera del tramo de los nuestros: otro sistema usa este punto de venta y tipo.",
  },
  not_yours: {
    severity: "info",
    en: "These numbers are not yours: someone else issues for this CUIT here.",
    es: "Estos números no son tuyos: alguien más emite acá por esta CUIT.",
  },
  gap: {
    severity: "warning",
    en: "ARCA holds numbers between ours that were not issued here. If no other system uses this point of sale and type, report it.",
    es: "ARCA tiene números entre los nuestros que no se emitieron acá. Si ningún otro sistema usa este punto de venta y tipo, avisanos.",
  },
  missing_at_arca: {
    severity: "error",
    en: "ARCA has no comprobante of this number, which it had authorized.",
    es: "ARCA no tiene un comprobante con este número, que había autorizado.",
  },
  cae_differs: {
    severity: "error",
    en: "ARCA holds another CAE under this number.",
    es: "ARCA tiene otro CAE con este número.",
  },
  content_differs: {
    severity: "error",
    en: "ARCA holds other data under this number: document, date or amounts.",
    es: "ARCA tiene otros datos con este número: documento, fecha o importes.",
  },
  books_went_back: {
    severity: "error",
    en: "ARCA's last number is below one that it had authorized: this point of sale and type is stopped. In homologation, acknowledge this report to number from there again.",
    es: "El último número de ARCA es menor que uno que ya había autorizado: este punto de venta y tipo está detenido. En homologación, confirmá este informe para volver a numerar desde ahí.",
  },
} as const satisfies Record<string, { severity: "info" | "warning" | "error"; en: string; es: string }>;

export type LedgerFindingCode = keyof typeof LEDGER_FINDINGS;

export const LEDGER_FINDING_CODES = Object.keys(LEDGER_FINDINGS) as [LedgerFindingCode, ...LedgerFindingCode[]];
