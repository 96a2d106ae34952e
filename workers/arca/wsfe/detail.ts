/**
 * A comprobante in ARCA's own terms: the fields of WSFEv1's FECAEDetRequest, by their names and in the order of the WSDL.
 * Amounts are exact decimals as text, dates `yyyymmdd`. `CbteDesde` and `CbteHasta` are equal, but for records of class B that
 * cover several numbers, which this product never sends.
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
  /** May be left out where the payment is in the same foreign currency: `CanMisMonExt` S. */
  readonly MonCotiz?: string;
  /** S or N: the comprobante is paid in its own foreign currency. */
  readonly CanMisMonExt?: string;
  readonly CondicionIVAReceptorId?: number;
  readonly CbtesAsoc?: readonly CbteAsoc[];
  readonly Tributos?: readonly Tributo[];
  readonly Iva?: readonly AlicIva[];
  readonly Opcionales?: readonly Opcional[];
  readonly Compradores?: readonly Comprador[];
  readonly PeriodoAsoc?: PeriodoAsoc;
  readonly Actividades?: readonly Actividad[];
}

/** A comprobante that this one refers to. */
export interface CbteAsoc {
  readonly Tipo: number;
  readonly PtoVta: number;
  readonly Nro: number;
  readonly Cuit?: string;
  readonly CbteFch?: string;
}

export interface Tributo {
  readonly Id: number;
  readonly Desc?: string;
  readonly BaseImp: string;
  readonly Alic: string;
  readonly Importe: string;
}

/** One rate of IVA: ARCA's id of the rate, its base and its amount. */
export interface AlicIva {
  readonly Id: number;
  readonly BaseImp: string;
  readonly Importe: string;
}

export interface Opcional {
  readonly Id: string;
  readonly Valor: string;
}

/** One of several buyers; `Porcentaje` with up to two decimals. */
export interface Comprador {
  readonly DocTipo: number;
  readonly DocNro: string;
  readonly Porcentaje: string;
}

/** The period that a nota refers to, in place of single comprobantes. */
export interface PeriodoAsoc {
  readonly FchDesde: string;
  readonly FchHasta: string;
}

export interface Actividad {
  readonly Id: string;
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
