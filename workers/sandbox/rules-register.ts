import { sum, decimal, formatMoney, type Decimal } from "../../shared/money.ts";
import { type IssuerCondition, MONOTRIBUTO_CODES } from "../../shared/catalog.ts";
import type { ComprobanteDetail } from "../arca/wsfe/detail.ts";
import {
  FCE,
  FCE_CREDITS,
  type ComprobanteKey,
  type IssuerFacts,
  type Known,
  knownFrom,
  type Register,
  type RegisteredComprobante,
  type RegisteredTaxpayer,
  REMITOS,
} from "../invoicing/rules/index.ts";
import { RATES } from "./exchange/rates.data.ts";
import type { Store } from "./store.ts";
import { activitiesOf, issuerTraitsOf, pointsOfSaleOf } from "./taxpayers/enrolment.ts";
import { fceThreshold } from "./taxpayers/fce-threshold.ts";
import { type FindTaxpayer, findTaxpayer } from "./taxpayers/find-taxpayer.ts";
import { has, isActive, type Taxpayer } from "./taxpayers/taxpayer.ts";

/** Remitos that are not as they should be; any other number is one in order, to whoever the comprobante is for. */
const NO_REMITO = 99_999_990;
const UNCONFIRMED_REMITO = 99_999_991;
const USED_REMITO = 99_999_992;
/** Categories of the monotributista who went beyond them. */
const LIMITS = { categoryLimit: "100000", highestLimit: "1000000" };
/** CBUs that begin so are nobody's, or somebody else's; any other is the issuer's. */
const NO_CBU = /^999/;
const FOREIGN_CBU = /^998/;
const SOMEBODY_ELSE = "30888888000";

/** What the sandbox's registers say of a taxpayer, in the terms of the rules. */
function registeredTaxpayer(taxpayer: Taxpayer): RegisteredTaxpayer {
  // Of someone it does not list, the register believes what a comprobante says of monotributo (10217).
  if (taxpayer.isAssumed) return { active: true, iva: taxpayer.condition === 1 };
  const is = (condition: number): boolean => taxpayer.condition === condition;
  return {
    active: isActive(taxpayer),
    iva: is(1),
    monotributo: MONOTRIBUTO_CODES.has(taxpayer.condition),
    exempt: is(4),
    deceased: has(taxpayer, "deceased"),
    apocryphal: has(taxpayer, "apocryphal"),
    socialSecurity: has(taxpayer, "social_security"),
    noElectronicAddress: has(taxpayer, "no_electronic_domicile"),
    fceReceiver: has(taxpayer, "large"),
    notMipyme: has(taxpayer, "not_mipyme"),
    mayNotIssue: has(taxpayer, "may_not_issue"),
    aWithLegend: has(taxpayer, "a_with_legend"),
    ...(has(taxpayer, "over_limit") && LIMITS),
  };
}

/** Condición frente al IVA of an issuer, if the register lists it. Any other may issue whatever it says it may. */
export function issuerConditionOf(cuit: string, taxpayers: FindTaxpayer): IssuerCondition | undefined {
  const issuer = taxpayers(cuit);
  if (!issuer || issuer.isAssumed) return undefined;
  const { condition } = issuer;
  if (condition === 1) return "responsable_inscripto";
  return MONOTRIBUTO_CODES.has(condition) ? "monotributo" : "exento";
}

/** Who is who, without any books. */
const taxpayersRegister = (taxpayers: FindTaxpayer): Register => ({
  taxpayer(number) {
    const found = taxpayers(number);
    return found ? registeredTaxpayer(found) : null;
  },
});

/** What a request's header is checked against. */
export const issuerOf = (cuit: string) => ({
  issuerCuit: cuit,
  issuerCondition: issuerConditionOf(cuit, findTaxpayer),
  register: taxpayersRegister(findTaxpayer),
  pointsOfSale: knownOf(cuit, findTaxpayer).parameters.pointsOfSale,
});

interface Checked {
  readonly issuerCuit: string;
  readonly detail: ComprobanteDetail;
}

/** Everything that ARCA would look up for one comprobante. */
export function rulesRegister({ issuerCuit, detail }: Checked, store: Store, taxpayers: FindTaxpayer): Register {
  return {
    ...taxpayersRegister(taxpayers),
    comprobante: (key) => (REMITOS.has(key.CbteTipo) ? remitoOf(key, detail) : comprobanteOf(key, store)),
    cbuOwner(cbu) {
      if (NO_CBU.test(cbu)) return null;
      return FOREIGN_CBU.test(cbu) ? SOMEBODY_ELSE : issuerCuit;
    },
    fceThreshold(issuer, receiver, on) {
      const [seller, buyer] = [taxpayers(issuer), taxpayers(receiver)];
      return seller && buyer && !has(seller, "not_mipyme") && has(buyer, "large") ? fceThreshold(on) : null;
    },
  };
}

/** What the sandbox's ARCA has of an issuer. */
export function issuerFacts(cuit: string, taxpayers: FindTaxpayer = findTaxpayer): IssuerFacts {
  const issuer = taxpayers(cuit);
  return {
    rates: RATES,
    activities: activitiesOf(cuit).map(({ id }) => id),
    pointsOfSale: pointsOfSaleOf(issuer),
    traits: issuerTraitsOf(issuer),
  };
}

/** ARCA's tables with what it has of this issuer. */
export const knownOf = (issuerCuit: string, taxpayers: FindTaxpayer): Known => knownFrom(issuerFacts(issuerCuit, taxpayers));

function remitoOf({ Nro }: ComprobanteKey, { CbteFch, DocTipo, DocNro, MonId }: ComprobanteDetail): RegisteredComprobante | null {
  if (Nro === NO_REMITO) return null;
  return { CbteFch, DocTipo, DocNro, MonId, ImpTotal: "0", unconfirmed: Nro === UNCONFIRMED_REMITO, used: Nro === USED_REMITO };
}

function comprobanteOf({ cuit, CbteTipo, PtoVta, Nro }: ComprobanteKey, store: Store): RegisteredComprobante | null {
  const found = store.find(cuit, { PtoVta, CbteTipo }, Nro);
  if (!found) return null;
  const { CbteFch, DocTipo, DocNro, MonId, ImpTotal } = found.detail;
  const known = { CbteFch, DocTipo, DocNro, MonId, ImpTotal };
  if (!FCE.has(CbteTipo)) return known;
  const notes = store.associatedWith(cuit, { Tipo: CbteTipo, PtoVta, Nro });
  return { ...known, balance: formatMoney(decimal(ImpTotal).plus(sum(notes.map(effectOf)))) };
}

/** What a nota adds to the cuenta corriente of its Factura de Crédito, or takes from it. */
const effectOf = ({ CbteTipo, ImpTotal }: { CbteTipo: number; ImpTotal: string }): Decimal =>
  FCE_CREDITS.has(CbteTipo) ? decimal(ImpTotal).times("-1") : decimal(ImpTotal);
