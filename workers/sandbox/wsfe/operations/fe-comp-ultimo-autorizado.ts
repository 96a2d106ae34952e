import type { ArcaMessage, Lane } from "../../../arca/wsfe/detail.ts";
import { classOf } from "../../../invoicing/rules/index.ts";
import { isPointOfSale } from "../header-checks.ts";
import type { Operation } from "../operation.ts";
import { readInt } from "../read.ts";
import { writeErrors } from "../soap.ts";

const NOTHING = "<PtoVta>0</PtoVta><CbteTipo>0</CbteTipo><CbteNro>0</CbteNro>";

/** The last number that was authorised in a lane, 0 in one that was never used. */
export const feCompUltimoAutorizado: Operation = {
  open: false,
  refusedWith: NOTHING,
  async run({ request, cuit, register }) {
    const lane = { PtoVta: readInt(request, "PtoVta"), CbteTipo: readInt(request, "CbteTipo") };
    const errors = check(lane);
    if (errors.length > 0) return NOTHING + writeErrors(errors);
    const last = await register.lastAuthorized(cuit, lane);
    return `<PtoVta>${lane.PtoVta}</PtoVta><CbteTipo>${lane.CbteTipo}</CbteTipo><CbteNro>${last}</CbteNro>`;
  },
};

function check({ PtoVta, CbteTipo }: Lane): ArcaMessage[] {
  const errors: ArcaMessage[] = [];
  if (!isPointOfSale(PtoVta)) errors.push({ code: 11000, message: "El PtoVta debe ser valido comprendido entre 1 y 99998" });
  if (classOf(CbteTipo) === undefined) {
    const message = "Debe de ser algunos de los habilitados en este WS. Consultar metodo FEParamGetTiposCbte";
    errors.push({ code: 11001, message });
  }
  return errors;
}
