import { fiscalDate } from "../../../../shared/dates.ts";
import type { Lane } from "../../../arca/wsfe/detail.ts";
import { checkCall } from "../../../invoicing/rules/index.ts";
import type { Registered } from "../../register.ts";
import { writeDetail } from "../detail.ts";
import { errorsOf, messagesOf, NO_DATA, observationsOf } from "../messages.ts";
import type { WsfeOperations } from "../operations.ts";

/** Of an answer that has nothing to tell. */
export const NO_LANE = { PtoVta: 0, CbteTipo: 0, CbteNro: 0 };

export const QUERY_OPERATIONS: WsfeOperations<"FECompUltimoAutorizado" | "FECompConsultar"> = {
  /** The last number that was authorised in a lane, 0 in one that was never used. */
  async FECompUltimoAutorizado({ PtoVta, CbteTipo }, { cuit, register, now }) {
    const errors = checkCall({ operation: "FECompUltimoAutorizado", PtoVta, CbteTipo, today: fiscalDate(now) });
    if (errors.length > 0) return { ...NO_LANE, ...errorsOf(messagesOf(errors)) };
    return { PtoVta, CbteTipo, CbteNro: await register.lastAuthorized(cuit, { PtoVta, CbteTipo }) };
  },

  /** An authorised comprobante by its number, with everything that was sent of it. */
  async FECompConsultar({ FeCompConsReq: asked }, { cuit, register, now }) {
    const { PtoVta, CbteTipo, CbteNro } = asked ?? NO_LANE;
    const errors = checkCall({ operation: "FECompConsultar", PtoVta, CbteTipo, CbteNro, today: fiscalDate(now) });
    if (errors.length > 0) return errorsOf(messagesOf(errors));
    const found = await register.consult(cuit, { PtoVta, CbteTipo }, CbteNro);
    return found ? { ResultGet: writeRegistered(found, { PtoVta, CbteTipo }) } : errorsOf([NO_DATA]);
  },
};

const writeRegistered = ({ detail, cae, caeExpiresOn, emission, processedAt, observations }: Registered, lane: Lane) => ({
  ...writeDetail(detail),
  Resultado: "A",
  CodAutorizacion: cae,
  EmisionTipo: emission,
  FchVto: caeExpiresOn,
  FchProceso: processedAt,
  ...observationsOf(observations),
  PtoVta: lane.PtoVta,
  CbteTipo: lane.CbteTipo,
});
