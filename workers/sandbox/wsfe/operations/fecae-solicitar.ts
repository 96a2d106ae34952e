import { arcaTimestamp, fiscalDate } from "../../../../shared/dates.ts";
import type { ArcaMessage } from "../../../arca/wsfe/detail.ts";
import { child, childrenOf } from "../../../platform/xml.ts";
import type { Verdict } from "../../register.ts";
import { readDetail, writeIdentity } from "../detail-fields.ts";
import { checkHeader, type Header } from "../header-checks.ts";
import type { Operation } from "../operation.ts";
import { readInt } from "../read.ts";
import { writeErrors, writeObservations } from "../soap.ts";

const OUT_OF_SEQUENCE: ArcaMessage = {
  code: 10016,
  message: "El numero o fecha del comprobante no se corresponde con el proximo a autorizar. Consultar metodo FECompUltimoAutorizado.",
};

/**
 * Authorises the comprobantes of one lane, in their order, up to the first that is refused.
 * Where errors go (WSFEv1 manual, "Operatoria ante errores"): of the header, to Errors and there is no FeDetResp; a number or
 * date out of sequence, to Errors, its comprobante refused without Observaciones; any other, to the comprobante's Observaciones.
 */
export const fecaeSolicitar: Operation = {
  open: false,
  async run({ request, cuit, register, now }) {
    const asked = child(request, "FeCAEReq");
    const header = readHeader(child(asked, "FeCabReq"));
    const records = childrenOf(child(asked, "FeDetReq"), "FECAEDetRequest");
    const today = fiscalDate(now);
    const details = records.map((record) => readDetail(record, today));
    const errors = checkHeader(header, details.length);
    if (errors.length > 0) return writeHead(header, cuit, "R", now) + writeErrors(errors);
    const verdicts = await register.authorize(cuit, header, details, now.getTime());
    const isOutOfSequence = verdicts.some(({ status }) => status === "out_of_sequence");
    return (
      `${writeHead(header, cuit, resultOf(verdicts), now)}<FeDetResp>${verdicts.map(writeVerdict).join("")}</FeDetResp>` +
      writeErrors(isOutOfSequence ? [OUT_OF_SEQUENCE] : [])
    );
  },
};

const readHeader = (element: ReturnType<typeof child>): Header => ({
  CantReg: readInt(element, "CantReg"),
  PtoVta: readInt(element, "PtoVta"),
  CbteTipo: readInt(element, "CbteTipo"),
});

/** Approved, partly, refused. */
function resultOf(verdicts: readonly Verdict[]): "A" | "P" | "R" {
  const approved = verdicts.filter(({ status }) => status === "approved").length;
  if (approved === 0) return "R";
  return approved === verdicts.length ? "A" : "P";
}

const writeHead = ({ PtoVta, CbteTipo, CantReg }: Header, cuit: string, result: "A" | "P" | "R", now: Date): string =>
  `<FeCabResp><Cuit>${cuit}</Cuit><PtoVta>${PtoVta}</PtoVta><CbteTipo>${CbteTipo}</CbteTipo><FchProceso>${arcaTimestamp(now)}</FchProceso>` +
  `<CantReg>${CantReg}</CantReg><Resultado>${result}</Resultado><Reproceso>N</Reproceso></FeCabResp>`;

function writeVerdict(verdict: Verdict): string {
  const approved = verdict.status === "approved";
  const cae = approved ? `<CAE>${verdict.cae}</CAE><CAEFchVto>${verdict.caeExpiresOn}</CAEFchVto>` : "<CAE /><CAEFchVto />";
  return (
    `<FECAEDetResponse>${writeIdentity(verdict.detail)}<Resultado>${approved ? "A" : "R"}</Resultado>` +
    `${writeObservations(verdict.observations)}${cae}</FECAEDetResponse>`
  );
}
