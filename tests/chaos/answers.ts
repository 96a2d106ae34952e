import { first } from "../support/soap.ts";
import type { Answer, Comprobante, Lane } from "./books.ts";

const CODES: Readonly<Record<string, string>> = {
  500: "Error interno de aplicacion",
  501: "Error interno de base de datos",
  502: "Error interno de base de datos - Autorizador CAE - Transaccion Activa",
  600: "ValidacionDeToken: No validaron las fechas del token",
  602: "No existen datos en nuestros registros para los parametros ingresados.",
  10016: "El numero o fecha del comprobante no se corresponde con el proximo a autorizar.",
};

export const errors = (code: number): string =>
  `<Errors><Err><Code>${code}</Code><Msg>${CODES[code] ?? `Error ${code}`}</Msg></Err></Errors>`;

const laneElements = (body: string): string => `<PtoVta>${first(body, "PtoVta")}</PtoVta><CbteTipo>${first(body, "CbteTipo")}</CbteTipo>`;

export function authorized(body: string, { records, outOfSequence }: Answer, now: string): string {
  const approved = records.filter(({ comprobante }) => comprobante).length;
  const result = approved === records.length ? "A" : approved === 0 ? "R" : "P";
  const details = records.map(({ fields, comprobante, refused }) => {
    const echo = ["Concepto", "DocTipo", "DocNro", "CbteDesde", "CbteHasta", "CbteFch"].map(
      (name) => `<${name}>${first(fields, name)}</${name}>`,
    );
    const observed = refused ? "<Observaciones><Obs><Code>10015</Code><Msg>DocNro</Msg></Obs></Observaciones>" : "";
    const verdict = comprobante
      ? `<Resultado>A</Resultado><CAE>${comprobante.cae}</CAE><CAEFchVto>20991231</CAEFchVto>`
      : `<Resultado>R</Resultado>${observed}<CAE /><CAEFchVto />`;
    return `<FECAEDetResponse>${echo.join("")}${verdict}</FECAEDetResponse>`;
  });
  return `<FeCabResp><Cuit>${first(body, "Cuit")}</Cuit>${laneElements(body)}<FchProceso>${now}</FchProceso><CantReg>${records.length}</CantReg><Resultado>${result}</Resultado><Reproceso>N</Reproceso></FeCabResp><FeDetResp>${details.join("")}</FeDetResp>${outOfSequence ? errors(10016) : ""}`;
}

export const lastNumber = (body: string, { comprobantes }: Lane): string =>
  `${laneElements(body)}<CbteNro>${comprobantes.length}</CbteNro>`;

export function consulted(body: string, found: Comprobante | undefined): string {
  if (!found) return errors(602);
  return `<ResultGet>${found.fields}<Resultado>A</Resultado><CodAutorizacion>${found.cae}</CodAutorizacion><EmisionTipo>CAE</EmisionTipo><FchVto>20991231</FchVto><FchProceso>${found.processedAt}</FchProceso>${laneElements(body)}</ResultGet>`;
}
