import { arcaTimestamp, fiscalDate } from "../../../../shared/dates.ts";
import type { WsfeType } from "../../../arca/schema/index.ts";
import type { ArcaMessage } from "../../../arca/wsfe/detail.ts";
import { checkHeader, MAX_RECORDS } from "../../../invoicing/rules/index.ts";
import type { Verdict } from "../../register.ts";
import { issuerOf } from "../../rules-register.ts";
import { identityOf, readDetail } from "../detail.ts";
import { errorsOf, messagesOf, observationsOf } from "../messages.ts";
import type { WsfeOperations } from "../operations.ts";
import { EMPTY_HEADER, headOf, resultOf } from "../response-head.ts";

const OUT_OF_SEQUENCE: ArcaMessage = {
  code: 10016,
  message: "El numero o fecha del comprobante no se corresponde con el proximo a autorizar. Consultar metodo FECompUltimoAutorizado.",
};

export const CAE_OPERATIONS: WsfeOperations<"FECAESolicitar" | "FECompTotXRequest"> = {
  /**
   * Authorises the comprobantes of one lane, in their order, up to the first that is refused.
   * Where errors go (WSFEv1 manual, "Operatoria ante errores"): of the header, to Errors and there is no FeDetResp; a number or
   * date out of sequence, to Errors, its comprobante refused without Observaciones; any other, to the comprobante's
   * Observaciones.
   */
  async FECAESolicitar({ FeCAEReq: asked }, { cuit, register, now }) {
    const header = asked?.FeCabReq ?? EMPTY_HEADER;
    const today = fiscalDate(now);
    const details = (asked?.FeDetReq ?? []).map((detail) => readDetail(detail, today));
    const errors = messagesOf(checkHeader({ ...header, records: details.length, today, ...issuerOf(cuit) }));
    const head = { ...header, cuit, processedAt: arcaTimestamp(now) };
    if (errors.length > 0) return { FeCabResp: headOf(head, "R"), ...errorsOf(errors) };
    const verdicts = await register.authorize(cuit, header, details, now.getTime());
    const isOutOfSequence = verdicts.some(({ status }) => status === "out_of_sequence");
    return {
      FeCabResp: headOf(head, resultOf(verdicts)),
      FeDetResp: verdicts.map(writeVerdict),
      ...errorsOf(isOutOfSequence ? [OUT_OF_SEQUENCE] : []),
    };
  },

  FECompTotXRequest: () => ({ RegXReq: MAX_RECORDS }),
};

function writeVerdict(verdict: Verdict): WsfeType<"FECAEDetResponse"> {
  const approved = verdict.status === "approved";
  return {
    ...identityOf(verdict.detail),
    Resultado: approved ? "A" : "R",
    ...observationsOf(verdict.observations),
    CAE: approved ? verdict.cae : "",
    CAEFchVto: approved ? verdict.caeExpiresOn : "",
  };
}
