import { carne, facturaA, facturaB, facturaC, fceA, fceNotaCreditoA, notaCreditoA, notaCreditoB, notaCreditoC } from "../comprobantes.ts";
import { breaking, breakingKnown, type Cases } from "./case.ts";

const ONE = { Tipo: 1, PtoVta: 1, Nro: 7, Cuit: "20111111112", CbteFch: "20261120" };
const REMITO = { Tipo: 995, PtoVta: 3, Nro: 15 };
const flour = { Actividades: [{ Id: "106110" }], CbtesAsoc: [{ ...REMITO, Tipo: 993 }] };
const tobacco = { Actividades: [{ Id: "120091" }], CbtesAsoc: [{ ...REMITO, Tipo: 88 }] };
const harina = { ...facturaA, detail: { ...facturaA.detail, ...flour } };
const tabaco = { ...facturaA, detail: { ...facturaA.detail, ...tobacco } };

/** Associated comprobantes, remitos, activities. */
export const ASSOCIATED_CASES: Cases = {
  10040: [
    breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, Tipo: 6 }] }),
    breaking(notaCreditoB, { CbtesAsoc: [ONE] }),
    breaking(notaCreditoC, { CbtesAsoc: [ONE] }),
    breaking(facturaA, { CbtesAsoc: [ONE] }),
    breaking(facturaC, { CbtesAsoc: [{ ...ONE, Tipo: 88 }] }),
    breaking(fceA, { CbtesAsoc: [{ ...ONE, Tipo: 88 }] }),
    breaking(fceNotaCreditoA, { CbtesAsoc: [{ ...ONE, Tipo: 206 }] }),
  ],
  10057: [breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, Tipo: 0 }] })],
  10058: [
    breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, PtoVta: 0 }] }),
    breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, PtoVta: 99_999 }] }),
  ],
  10059: [breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, Nro: 0 }] })],
  10060: [breaking(notaCreditoA, { CbtesAsoc: [ONE, ONE] })],
  10062: [breaking(notaCreditoA, { CbtesAsoc: [] })],
  10151: [
    breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, Cuit: "123" }] }),
    breaking(fceNotaCreditoA, { CbtesAsoc: [{ Tipo: 201, PtoVta: 1, Nro: 7, CbteFch: "20261120" }] }),
  ],
  10210: [breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, CbteFch: "20261201" }] })],
  10213: [breaking(notaCreditoA, { CbtesAsoc: [{ ...ONE, CbteFch: "2026-11-20" }] })],
  10218: [breaking(facturaA, { Actividades: [] })],
  10219: [breaking(carne, { Actividades: [{ Id: "0" }] })],
  10220: [breaking(carne, { Actividades: [{ Id: "12" }] })],
  10221: [breaking(carne, { Actividades: [{ Id: "101011" }, { Id: "101011" }] })],
  10222: [breaking(carne, { Actividades: [{ Id: "101011" }, { Id: "106110" }] })],
  10223: [breakingKnown(carne, { activities: new Set(["101011"]) }, { Actividades: [{ Id: "101012" }] })],
  10224: [breaking(carne, { Concepto: 2 })],
  10225: [breaking(carne, { CbtesAsoc: [{ ...REMITO, Tipo: 991 }] })],
  10226: [breaking(harina, { CbtesAsoc: [{ ...REMITO, Tipo: 991 }] })],
  10227: [breaking(tabaco, { CbtesAsoc: [{ ...REMITO, Tipo: 991 }] })],
  10228: [breaking(carne, { Actividades: undefined })],
  10229: [breaking(harina, { Actividades: undefined })],
  10230: [breaking(tabaco, { Actividades: undefined })],
  10231: [breaking(carne, { CbtesAsoc: undefined }), breaking(facturaB, { Actividades: [{ Id: "101011" }] })],
};
