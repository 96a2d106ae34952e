/**
 * A comprobante in ARCA's own terms: the fields of WSFEv1's FECAEDetRequest, by their names and in the order of the WSDL.
 * Amounts are exact decimals as text, dates `yyyymmdd`. `CbteDesde` and `CbteHasta` are equal: one number a comprobante.
 */
export interface ComprobanteDetail {
  readonly Concepto: 1 | 2 | 3;
  readonly DocTipo: number;
  /** Digits; "0" without document. */
  readonly DocNro: string;
  readonly CbteDesde: number;
  readonly CbteHasta: number;
  readonly CbteFch: string;
  readonly ImpTotal: string;
  readonly ImpTotConc: string;
  readonly ImpNeto: string;
  readonly ImpOpEx: string;
  readonly ImpTrib: string;
  readonly ImpIVA: string;
  readonly FchServDesde?: string;
  readonly FchServHasta?: string;
  readonly FchVtoPago?: string;
  readonly MonId: string;
  readonly MonCotiz: string;
  readonly CondicionIVAReceptorId?: number;
  readonly Iva?: readonly AlicIva[];
}

/** One rate of IVA: ARCA's id of the rate, its base and its amount. */
export interface AlicIva {
  readonly Id: number;
  readonly BaseImp: string;
  readonly Importe: string;
}

/** What ARCA numbers: a point of sale (PtoVta) and a type of comprobante (CbteTipo) of one CUIT. */
export interface Lane {
  readonly PtoVta: number;
  readonly CbteTipo: number;
}

/** An error, observation or event of ARCA's, to the letter. */
export interface ArcaMessage {
  readonly code: number;
  readonly message: string;
}
