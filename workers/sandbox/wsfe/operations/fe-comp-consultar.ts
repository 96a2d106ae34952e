import type { ArcaMessage, Lane } from "../../../arca/wsfe/detail.ts";
import { classOf } from "../../../invoicing/rules/index.ts";
import { child } from "../../../platform/xml.ts";
import type { Registered } from "../../register.ts";
import { writeDetail } from "../detail-fields.ts";
import { isPointOfSale } from "../header-checks.ts";
import type { Operation } from "../operation.ts";
import { readInt } from "../read.ts";
import { writeErrors, writeObservations } from "../soap.ts";

const NOT_FOUND: ArcaMessage = { code: 602, message: "No existen datos en nuestros registros para los parametros ingresados." };

/** An authorised comprobante by its number, with everything that was sent of it. */
export const feCompConsultar: Operation = {
  open: false,
  async run({ request, cuit, register }) {
    const asked = child(request, "FeCompConsReq");
    const lane = { PtoVta: readInt(asked, "PtoVta"), CbteTipo: readInt(asked, "CbteTipo") };
    const number = readInt(asked, "CbteNro", 64);
    const errors = check(lane, number);
    if (errors.length > 0) return writeErrors(errors);
    const found = await register.consult(cuit, lane, number);
    return found ? `<ResultGet>${writeRegistered(found, lane)}</ResultGet>` : writeErrors([NOT_FOUND]);
  },
};

function check({ PtoVta, CbteTipo }: Lane, number: number): ArcaMessage[] {
  const errors: ArcaMessage[] = [];
  if (!isPointOfSale(PtoVta)) errors.push({ code: 10200, message: "No ingreso el Punto de Venta o el formato es invalido." });
  if (classOf(CbteTipo) === undefined)
    errors.push({ code: 10201, message: "No ingreso el Tipo de Comprobante, o el tipo de comprobante es invalido." });
  if (number < 1) errors.push({ code: 10202, message: "No ingreso el numero de comprobante o el formato es invalido." });
  return errors;
}

const writeRegistered = ({ detail, cae, caeExpiresOn, processedAt, observations }: Registered, { PtoVta, CbteTipo }: Lane): string =>
  `${writeDetail(detail)}<Resultado>A</Resultado><CodAutorizacion>${cae}</CodAutorizacion><EmisionTipo>CAE</EmisionTipo>` +
  `<FchVto>${caeExpiresOn}</FchVto><FchProceso>${processedAt}</FchProceso>${writeObservations(observations)}` +
  `<PtoVta>${PtoVta}</PtoVta><CbteTipo>${CbteTipo}</CbteTipo>`;
