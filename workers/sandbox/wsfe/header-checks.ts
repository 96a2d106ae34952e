import type { ArcaMessage, Lane } from "../../arca/wsfe/detail.ts";
import { classOf } from "../../invoicing/rules/index.ts";
import { FCE } from "../fce.ts";

/** FeCabReq. */
export interface Header extends Lane {
  readonly CantReg: number;
}

/** What FECompTotXRequest answers. */
const MAX_RECORDS = 250;
const MAX_STATED = 9_998;
const MAX_POINT_OF_SALE = 99_998;

/** In the sandbox every one exists. */
export const isPointOfSale = (PtoVta: number): boolean => PtoVta >= 1 && PtoVta <= MAX_POINT_OF_SALE;

/**
 * 10001–10007 of the WSFEv1 manual; any of them refuses the whole request. The text of 10002 is ARCA's; those of the others
 * follow the manual, since their wire text was never seen.
 *
 * @param records how many details came
 */
export function checkHeader({ CantReg, PtoVta, CbteTipo }: Header, records: number): ArcaMessage[] {
  // One a request, of those.
  const limit = FCE.has(CbteTipo) ? 1 : MAX_RECORDS;
  const checks: [holds: boolean, code: number, message: string][] = [
    [CantReg >= 1 && CantReg <= MAX_STATED, 10001, `Campo CantReg debe estar comprendido entre 1 y ${MAX_STATED}.`],
    [CantReg === records, 10002, `Campo CantReg debe ser igual a lo informado en detalle. Informado: ${CantReg}, Enviado:${records}`],
    [records <= limit, 10003, `La cantidad de registros en detalle debe ser menor o igual a ${limit}. Consultar metodo FECompTotXRequest.`],
    [isPointOfSale(PtoVta), 10004, `Campo PtoVta debe estar comprendido entre 1 y ${MAX_POINT_OF_SALE}.`],
    [CbteTipo > 0, 10006, "Campo CbteTipo debe ser un valor numerico mayor a 0."],
    [
      CbteTipo <= 0 || classOf(CbteTipo) !== undefined,
      10007,
      "Campo CbteTipo no es un tipo de comprobante habilitado. Consultar metodo FEParamGetTiposCbte.",
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, code, message]) => ({ code, message }));
}
