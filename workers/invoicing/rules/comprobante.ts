import { MONOTRIBUTO_CODES } from "../../../shared/catalog.ts";
import { NOT_CATEGORISED } from "../../../shared/cuit.ts";
import { fromArcaDate, toArcaDate } from "../../../shared/dates.ts";
import { type Decimal, decimal } from "../../../shared/money.ts";
import type { Actividad, AlicIva, CbteAsoc, Comprador, ComprobanteDetail, Opcional, Tributo } from "../../arca/wsfe/detail.ts";
import { type ComprobanteClass, classOf, CREDIT_NOTES, FCE, FCE_CREDITS, FCE_DEBITS, FCE_FACTURAS, RELAXED_IVA } from "./classes.ts";
import { isDay } from "./day.ts";
import { type Parameters, SHIPPED_PARAMETERS } from "./parameters.ts";
import type { Register, RegisteredTaxpayer } from "./register.ts";
import type { Subject } from "./rule.ts";
import { identificationThreshold } from "./thresholds.ts";

const AMOUNTS = ["ImpTotal", "ImpTotConc", "ImpNeto", "ImpOpEx", "ImpTrib", "ImpIVA"] as const;
export type Amount = (typeof AMOUNTS)[number];

export const CUIT = 80;
export const UNIDENTIFIED = 99;
const TAX_KEYS: ReadonlySet<number> = new Set([80, 86, 87]);
const PLAIN = /^-?\d+(\.\d+)?$/;

/** Zero for what is no number: 10056 says so of it, and the other rules look at the rest. */
export const amount = (text: string | undefined): Decimal => decimal(text !== undefined && PLAIN.test(text) ? text : "0");

/** A comprobante with what the rules ask of it, each thing worked out once. */
export class Comprobante {
  readonly subject: Subject;
  readonly CbteTipo: number;
  readonly detail: ComprobanteDetail;
  readonly cls: ComprobanteClass | undefined;
  readonly parameters: Parameters;
  readonly register: Register;
  /** `yyyymmdd` */
  readonly today: string;
  readonly rates: readonly AlicIva[];
  readonly taxes: readonly Tributo[];
  readonly optionals: readonly Opcional[];
  readonly associated: readonly CbteAsoc[];
  readonly buyers: readonly Comprador[];
  readonly activities: readonly Actividad[];
  readonly #amounts = new Map<Amount, Decimal>();
  #receiver: RegisteredTaxpayer | null | undefined;
  #receiverAsked = false;

  constructor(subject: Subject) {
    const { detail } = subject;
    this.subject = subject;
    this.CbteTipo = subject.CbteTipo;
    this.detail = detail;
    this.cls = classOf(subject.CbteTipo);
    this.parameters = subject.parameters ?? SHIPPED_PARAMETERS;
    this.register = subject.register ?? {};
    this.today = toArcaDate(subject.today);
    this.rates = detail.Iva ?? [];
    this.taxes = detail.Tributos ?? [];
    this.optionals = detail.Opcionales ?? [];
    this.associated = detail.CbtesAsoc ?? [];
    this.buyers = detail.Compradores ?? [];
    this.activities = detail.Actividades ?? [];
  }

  /** A, with or without the legend. */
  get isA(): boolean {
    return this.cls === "A" || this.cls === "ALEY";
  }

  get isC(): boolean {
    return this.cls === "C";
  }

  get isUsedGoods(): boolean {
    return this.cls === "49";
  }

  /** Used goods bought by a monotributista: no IVA at all. */
  get isUsedGoodsMonotributo(): boolean {
    return this.isUsedGoods && this.subject.issuerCondition === "monotributo";
  }

  get isFce(): boolean {
    return FCE.has(this.CbteTipo);
  }

  get isFceFactura(): boolean {
    return FCE_FACTURAS.has(this.CbteTipo);
  }

  get isFceNote(): boolean {
    return this.isFceDebit || this.isFceCredit;
  }

  get isFceDebit(): boolean {
    return FCE_DEBITS.has(this.CbteTipo);
  }

  get isFceCredit(): boolean {
    return FCE_CREDITS.has(this.CbteTipo);
  }

  get isCreditNote(): boolean {
    return CREDIT_NOTES.has(this.CbteTipo);
  }

  /** A nota of a Factura de Crédito that annuls what it names: opcional 22 is S. */
  get isAnnulment(): boolean {
    return this.optional("22") === "S";
  }

  /** Its rates of IVA are asked in full. */
  get strictIva(): boolean {
    return !this.isC && !RELAXED_IVA.has(this.CbteTipo);
  }

  get isService(): boolean {
    return this.detail.Concepto === 2 || this.detail.Concepto === 3;
  }

  /** One record for several comprobantes. */
  get isSpan(): boolean {
    return this.detail.CbteDesde !== this.detail.CbteHasta;
  }

  get hasTaxKey(): boolean {
    return TAX_KEYS.has(this.detail.DocTipo);
  }

  get isNotCategorised(): boolean {
    return this.detail.DocTipo === CUIT && this.detail.DocNro === NOT_CATEGORISED;
  }

  get declaresMonotributo(): boolean {
    return MONOTRIBUTO_CODES.has(this.detail.CondicionIVAReceptorId ?? 0);
  }

  amount(field: Amount): Decimal {
    let value = this.#amounts.get(field);
    if (!value) {
      value = amount(this.detail[field]);
      this.#amounts.set(field, value);
    }
    return value;
  }

  /** Pesos of one comprobante: of each, where the record stands for several. */
  get pesosEach(): Decimal {
    const { MonCotiz, CbteDesde, CbteHasta } = this.detail;
    const count = Math.max(1, CbteHasta - CbteDesde + 1);
    const pesos = MonCotiz === undefined || MonCotiz === "1" ? this.amount("ImpTotal") : this.amount("ImpTotal").times(amount(MonCotiz));
    return count === 1 ? pesos : pesos.div(String(count));
  }

  /** It reaches the sum from which a consumidor final must be identified. */
  get mustIdentify(): boolean {
    return this.pesosEach.gte(this.threshold.amount);
  }

  /** That of the day whose rules are asked; else of the comprobante's own day. */
  get threshold(): ReturnType<typeof identificationThreshold> {
    const { asOf, today } = this.subject;
    return identificationThreshold(asOf ?? (isDay(this.detail.CbteFch) ? fromArcaDate(this.detail.CbteFch) : today));
  }

  /** Value of an opcional; undefined: not given. */
  optional(id: string): string | undefined {
    return this.optionals.find(({ Id }) => Id === id)?.Valor;
  }

  /** The receiver in ARCA's register: null where nobody has that number, undefined where the register is not at hand. */
  get receiver(): RegisteredTaxpayer | null | undefined {
    if (!this.#receiverAsked) {
      this.#receiver = this.hasTaxKey && !this.isNotCategorised ? this.register.taxpayer?.(this.detail.DocNro) : undefined;
      this.#receiverAsked = true;
    }
    return this.#receiver;
  }

  /** The official rate of its currency; undefined in pesos, or where it is not known. */
  get officialRate(): string | undefined {
    const { MonId, CbteFch } = this.detail;
    if (MonId === "PES") return undefined;
    return this.parameters.officialRate?.(MonId, isDay(CbteFch) ? fromArcaDate(CbteFch) : this.subject.today);
  }
}
