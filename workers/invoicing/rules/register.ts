import type { IsoDate } from "../../../shared/dates.ts";

/**
 * What only ARCA's registers know, as the rules ask it: synchronously, and each look-up only where the register has it. The
 * product has no such register and leaves these rules to ARCA; the sandbox has one.
 */
export interface Register {
  /** Who a CUIT, CUIL or CDI belongs to; null: nobody. */
  taxpayer?(number: string): RegisteredTaxpayer | null;
  /** An authorized comprobante; null: there is none. Remitos too. */
  comprobante?(key: ComprobanteKey): RegisteredComprobante | null;
  /** CUIT of the owner of a CBU in force; null: no such CBU. */
  cbuOwner?(cbu: string): string | null;
  /** Pesos from which a MiPyME must give this customer a Factura de Crédito; null: not obliged. */
  fceThreshold?(issuer: string, receiver: string, on: IsoDate): string | null;
}

export interface ComprobanteKey {
  readonly cuit: string;
  readonly CbteTipo: number;
  readonly PtoVta: number;
  readonly Nro: number;
}

/** A taxpayer in ARCA's register. What is left out is false. */
export interface RegisteredTaxpayer {
  /** Its key is in force. */
  readonly active: boolean;
  /** Active in IVA (impuesto 30), in the monotributo (20, 21), exempt (32). */
  readonly iva?: boolean;
  readonly monotributo?: boolean;
  readonly exempt?: boolean;
  readonly deceased?: boolean;
  /** In ARCA's list of who issues false invoices. */
  readonly apocryphal?: boolean;
  /** Limited by social security (10248). */
  readonly socialSecurity?: boolean;
  /** Has no domicilio fiscal electrónico. */
  readonly noElectronicAddress?: boolean;
  /** Company that must be given, or chose to be given, Facturas de Crédito. */
  readonly fceReceiver?: boolean;
  /** As an issuer: a MiPyME under the régimen of Facturas de Crédito. */
  readonly notMipyme?: boolean;
  /** As an issuer: may not issue electronic comprobantes at all. */
  readonly mayNotIssue?: boolean;
  /** As an issuer: letter A only with the legend "Operación sujeta a retención". */
  readonly aWithLegend?: boolean;
  /** As an issuer: has yet to present the form that enables letter A (10234). */
  readonly formPending?: boolean;
  /** As an issuer in the monotributo: pesos that the highest category, and its own, allow (10235, 10236). */
  readonly highestLimit?: string;
  readonly categoryLimit?: string;
}

export interface RegisteredComprobante {
  /** `yyyymmdd` */
  readonly CbteFch: string;
  readonly DocTipo: number;
  readonly DocNro: string;
  readonly MonId: string;
  readonly ImpTotal: string;
  /** Pesos or the comprobante's currency still open in the cuenta corriente of a Factura de Crédito. */
  readonly balance?: string;
  /** A Factura de Crédito: the buyer refused it. */
  readonly refused?: boolean;
  /** A remito: not confirmed yet, or already tied to another comprobante. */
  readonly unconfirmed?: boolean;
  readonly used?: boolean;
  /** Issued by a fiscal printer or FactuWeb. */
  readonly offline?: boolean;
}
