import type { Register, RegisteredComprobante, RegisteredTaxpayer, Subject } from "../../../workers/invoicing/rules/index.ts";
import {
  alquiler,
  carne,
  compradores,
  CUSTOMER,
  edit,
  escuela,
  facturaA,
  facturaC,
  fceA,
  fceNotaCreditoA,
  ISSUER,
  notaCreditoA,
  OTHER,
} from "../comprobantes.ts";
import type { Case, Cases } from "./case.ts";

const ACTIVE: RegisteredTaxpayer = { active: true, iva: true, fceReceiver: true };
const FACTURA: RegisteredComprobante = {
  CbteFch: "20261120",
  DocTipo: 80,
  DocNro: CUSTOMER,
  MonId: "PES",
  ImpTotal: "1210.00",
};
const REMITO: RegisteredComprobante = { ...FACTURA, ImpTotal: "0" };

/** A register in which everything is in order, but for what is said. */
const knowing = (more: Register): Register => ({ taxpayer: () => ACTIVE, comprobante: () => FACTURA, cbuOwner: () => ISSUER, ...more });
const who = (cuit: string, person: RegisteredTaxpayer | null): Register =>
  knowing({ taxpayer: (number) => (number === cuit ? person : ACTIVE) });

const asked = (subject: Subject, register: Register): Case => ({
  breaks: { ...subject, register },
  keeps: { ...subject, register: knowing({}) },
});
const receiver = (subject: Subject, person: RegisteredTaxpayer | null): Case => asked(subject, who(CUSTOMER, person));
const associated = (subject: Subject, record: RegisteredComprobante | null): Case => asked(subject, knowing({ comprobante: () => record }));

const INACTIVE: RegisteredTaxpayer = { ...ACTIVE, active: false };
const fceFor = (threshold: string): Register => knowing({ fceThreshold: () => threshold });
const payer = edit(escuela, {
  Opcionales: [
    { Id: "10", Valor: "1" },
    { Id: "1011", Valor: "80" },
    { Id: "1012", Valor: OTHER },
  ],
});
const dollarNote = edit(fceNotaCreditoA, { MonId: "DOL", MonCotiz: "1480.5" });
const limits = (highestLimit: string, categoryLimit: string) => who(ISSUER, { ...ACTIVE, monotributo: true, highestLimit, categoryLimit });

/** What ARCA's registers alone know. */
export const REGISTER_CASES: Cases = {
  10015: [receiver(edit(facturaA, { CondicionIVAReceptorId: 4 }, { CbteTipo: 6 }), null)],
  10017: [receiver(facturaA, INACTIVE), receiver(facturaA, null)],
  10041: [associated(notaCreditoA, null)],
  10063: [receiver(facturaA, { active: true, exempt: true }), receiver(facturaA, null)],
  10115: [asked(payer, who(OTHER, null))],
  10120: [associated(carne, null)],
  10121: [associated(carne, { ...REMITO, unconfirmed: true })],
  10122: [associated(carne, { ...REMITO, DocNro: OTHER })],
  10126: [asked(alquiler, who(OTHER, null))],
  10148: [asked(compradores, who(OTHER, INACTIVE))],
  10149: [asked(compradores, knowing({ taxpayer: () => ({ active: true, exempt: true }) }))],
  10154: [
    {
      breaks: { ...fceNotaCreditoA, register: knowing({ comprobante: () => ({ ...FACTURA, refused: true }) }) },
      keeps: { ...fceNotaCreditoA, register: knowing({ comprobante: () => ({ ...FACTURA, refused: false }) }) },
    },
  ],
  10160: [associated(fceNotaCreditoA, null), associated(fceNotaCreditoA, { ...FACTURA, CbteFch: "20261119" })],
  10161: [receiver(fceA, { ...ACTIVE, noElectronicAddress: true })],
  10174: [asked(fceA, knowing({ cbuOwner: () => OTHER })), asked(fceA, knowing({ cbuOwner: () => null }))],
  10176: [receiver(fceA, INACTIVE)],
  10177: [receiver(fceA, { active: true, monotributo: true, fceReceiver: true })],
  10180: [receiver(fceA, { active: true, iva: true })],
  10181: [
    {
      breaks: { ...dollarNote, register: knowing({}) },
      keeps: { ...dollarNote, register: knowing({ comprobante: () => ({ ...FACTURA, MonId: "DOL" }) }) },
    },
  ],
  10184: [associated(fceNotaCreditoA, { ...FACTURA, balance: "1210.00" })],
  10188: [asked(facturaA, fceFor("5000000"))],
  10192: [asked(facturaA, fceFor("1210"))],
  10195: [receiver(facturaA, { ...INACTIVE, apocryphal: true })],
  10211: [
    {
      breaks: edit(
        notaCreditoA,
        { CbtesAsoc: [{ Tipo: 1, PtoVta: 1, Nro: 7 }] },
        { register: knowing({ comprobante: () => ({ ...FACTURA, offline: true }) }) },
      ),
      keeps: { ...notaCreditoA, register: knowing({ comprobante: () => ({ ...FACTURA, offline: true }) }) },
    },
  ],
  10212: [
    {
      breaks: edit(
        notaCreditoA,
        { CbtesAsoc: [{ Tipo: 1, PtoVta: 1, Nro: 7, CbteFch: "20261125" }] },
        { register: knowing({ comprobante: () => ({ ...FACTURA, offline: true }) }) },
      ),
      keeps: { ...notaCreditoA, register: knowing({ comprobante: () => ({ ...FACTURA, offline: true }) }) },
    },
  ],
  10232: [associated(carne, { ...REMITO, used: true })],
  10234: [asked(facturaA, who(ISSUER, { ...ACTIVE, formPending: true }))],
  10235: [asked(facturaC, limits("1000", "500"))],
  10236: [asked(facturaC, limits("100000", "500"))],
  10237: [associated(notaCreditoA, { ...FACTURA, ImpTotal: "1000.00" })],
  10238: [receiver(facturaA, null)],
  10247: [receiver(facturaA, INACTIVE)],
  10248: [receiver(facturaA, { ...ACTIVE, socialSecurity: true })],
  10249: [receiver(facturaA, { ...ACTIVE, deceased: true })],
};
