import { isExportCode, MAX_POINT_OF_SALE } from "../../../shared/catalog.ts";
import { addDays, fromArcaDate, isCalendarDate, type IsoDate } from "../../../shared/dates.ts";
import { type Decimal, decimal, sum, withinTolerance } from "../../../shared/money.ts";
import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import { officialRate } from "../exchange/official-rate.ts";
import type { Export } from "../register.ts";
import { EXPORT_MESSAGES as SAY, wrongServiceRate } from "./messages.ts";
import { COUNTRIES, CURRENCIES, INCOTERMS } from "./tables.ts";

/** Number and date of the last comprobante of the lane. */
interface Before {
  readonly number: number;
  /** `yyyymmdd`; empty in a lane that was never used. */
  readonly date: string;
}

type Check = (request: Export, date: IsoDate) => boolean;

const GOODS = 1;
const SERVICES = 2;
const FACTURA = 19;
const DAYS = 5;
const isFactura = ({ Cbte_Tipo }: Export): boolean => Cbte_Tipo === FACTURA;
const isGoods = ({ Tipo_expo }: Export): boolean => Tipo_expo === GOODS;
const number = (text: string | undefined): Decimal => decimal(text ?? "0");

const SHAPE: readonly (readonly [Check, ArcaMessage])[] = [
  [({ Id }) => /^[1-9]\d{0,14}$/.test(Id), SAY.badId],
  [({ Cbte_Tipo }) => isExportCode(Cbte_Tipo), SAY.badType],
  [({ Punto_vta }) => Punto_vta >= 1 && Punto_vta <= MAX_POINT_OF_SALE, SAY.badPointOfSale],
  [({ Tipo_expo }) => [GOODS, SERVICES, 4].includes(Tipo_expo), SAY.badKind],
  [(request) => hasPermitFlag(request), SAY.badPermitFlag],
  [({ Permiso_existente, Permisos = [] }) => Permiso_existente !== "S" || Permisos.length > 0, SAY.noPermits],
  [({ Dst_cmp }) => COUNTRIES.has(Dst_cmp), SAY.badCountry],
  [({ Cliente }) => Boolean(Cliente), SAY.noCustomer],
  [({ Domicilio_cliente }) => Boolean(Domicilio_cliente), SAY.noAddress],
  [({ Cuit_pais_cliente, Id_impositivo }) => Cuit_pais_cliente !== "0" || Boolean(Id_impositivo), SAY.noTaxId],
  [({ Moneda_Id = "" }) => CURRENCIES.has(Moneda_Id), SAY.badCurrency],
  [(request) => hasRate(request), SAY.badRate],
  [({ Idioma_cbte }) => Idioma_cbte >= 1 && Idioma_cbte <= 3, SAY.badLanguage],
  [(request) => (request.Incoterms ? INCOTERMS.has(request.Incoterms) : !isGoods(request) || !isFactura(request)), SAY.badIncoterm],
  [(request) => !isFactura(request) || Boolean(request.Forma_pago), SAY.noPayment],
  [(request) => isFactura(request) || (request.Cmps_asoc ?? []).length > 0, SAY.noAssociated],
  [({ Items = [] }) => Items.length > 0, SAY.noItems],
  [({ Items = [] }) => Items.every(isItem), SAY.badItem],
  [({ Items = [], Imp_total }) => withinTolerance(number(Imp_total), sum(Items.map((item) => number(item.Pro_total_item)))), SAY.badTotal],
];

/**
 * Why WSFEXv1 refuses a comprobante of export: it tells one reason, the first that it finds. Pure. Shape first, then the rate,
 * the date, and last whether the number is the next one.
 *
 * @param date of the comprobante
 */
export function checkExport(
  request: Export,
  { before, date, today }: { before: Before; date: string; today: IsoDate },
): ArcaMessage | undefined {
  const wrong = SHAPE.find(([holds]) => !holds(request, today))?.[1];
  return wrong ?? checkRate(request, today) ?? checkDate(date, today) ?? checkSequence(request, date, before);
}

function hasPermitFlag(request: Export): boolean {
  const flag = request.Permiso_existente ?? "";
  return isGoods(request) && isFactura(request) ? flag === "S" || flag === "N" : ["", "S", "N"].includes(flag);
}

const isRateGiven = ({ Moneda_ctz }: Export): boolean => Boolean(Moneda_ctz);

/** As with WSFEv1 (10038), what is paid in its own foreign currency needs no rate. */
function hasRate(request: Export): boolean {
  const { Moneda_Id, Moneda_ctz, CanMisMonExt } = request;
  if (Moneda_Id === "PES") return number(Moneda_ctz).eq(1);
  return isRateGiven(request) ? number(Moneda_ctz).gt(0) : CanMisMonExt === "S";
}

/** Units that are no goods: a discount on the whole (99), an advance (97). Their total is their own. */
const ADJUSTMENTS: ReadonlySet<number> = new Set([97, 99]);

function isItem(item: NonNullable<Export["Items"]>[number]): boolean {
  const total = number(item.Pro_qty).times(number(item.Pro_precio_uni)).minus(number(item.Pro_bonificacion));
  return Boolean(item.Pro_ds) && (ADJUSTMENTS.has(item.Pro_umed) || withinTolerance(number(item.Pro_total_item), total));
}

/** Services at the official rate exactly; anything else between 20 % and 200 % of it. */
function checkRate(request: Export, today: IsoDate): ArcaMessage | undefined {
  const { Moneda_Id = "", Moneda_ctz, Tipo_expo } = request;
  const official = isRateGiven(request) ? officialRate(Moneda_Id, today) : undefined;
  if (!official) return undefined;
  const [rate, given] = [number(official.rate), number(Moneda_ctz)];
  if (Tipo_expo === SERVICES)
    return given.eq(rate) ? undefined : wrongServiceRate(official.date.split("-").toReversed().join("/"), rate.toFixed(4));
  return given.lt(rate.times("0.2")) || given.gt(rate.times("2")) ? SAY.rateOutOfBand : undefined;
}

function checkDate(text: string, today: IsoDate): ArcaMessage | undefined {
  const date = fromArcaDate(text);
  const isGood = /^\d{8}$/.test(text) && isCalendarDate(date) && date >= addDays(today, -DAYS) && date <= addDays(today, DAYS);
  return isGood ? undefined : SAY.badDate;
}

const checkSequence = ({ Cbte_nro }: Export, date: string, before: Before): ArcaMessage | undefined =>
  Cbte_nro === before.number + 1 && date >= before.date ? undefined : SAY.notNext;
