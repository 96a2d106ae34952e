import { arcaTimestamp, fiscalDate, toArcaDate } from "../../../../shared/dates.ts";
import type { WsfeType } from "../../../arca/schema/index.ts";
import { checkCall, checkHeader } from "../../../invoicing/rules/index.ts";
import { arcaDatesOf } from "../../caea/fortnight.ts";
import { CAEA_MESSAGES as SAY } from "../../caea/messages.ts";
import type { Caea, InformedVerdict } from "../../register.ts";
import { issuerOf } from "../../rules-register.ts";
import { findTaxpayer } from "../../taxpayers/find-taxpayer.ts";
import { has, isActive } from "../../taxpayers/taxpayer.ts";
import { identityOf, readDetail } from "../detail.ts";
import { errorsOf, messagesOf, NO_DATA, observationsOf } from "../messages.ts";
import type { WsfeOperations } from "../operations.ts";
import { EMPTY_HEADER, headOf, resultOf } from "../response-head.ts";

type CaeaOperation = `FECAEA${"Solicitar" | "Consultar" | "RegInformativo" | "SinMovimientoInformar" | "SinMovimientoConsultar"}`;

/** RG 5782/2025: from this day on a CAEA is for contingencies alone, and ARCA says so with each. */
const CONTINGENCY_ONLY_SINCE = "2026-08-01";

export const CAEA_OPERATIONS: WsfeOperations<CaeaOperation> = {
  async FECAEASolicitar({ Periodo, Orden }, { cuit, register, now }) {
    const errors = checkCall({ operation: "FECAEASolicitar", Periodo: String(Periodo), Orden, today: fiscalDate(now) });
    if (errors.length > 0) return errorsOf(messagesOf(errors));
    if (!mayIssue(cuit)) return errorsOf([SAY.mayNotIssue]);
    const caea = await register.grantCaea(cuit, { Periodo, Orden }, now.getTime());
    if (!caea) return errorsOf([SAY.granted]);
    const reminder = fiscalDate(now) >= CONTINGENCY_ONLY_SINCE ? [SAY.contingencyOnly] : [];
    return { ResultGet: { ...writeCaea(caea), ...observationsOf(reminder) } };
  },

  async FECAEAConsultar({ Periodo, Orden }, { cuit, register, now }) {
    const fortnight = { Periodo, Orden };
    const errors = checkCall({ operation: "FECAEAConsultar", Periodo: String(Periodo), Orden, today: fiscalDate(now) });
    const caea = errors.length === 0 ? await register.findCaea(cuit, fortnight) : null;
    if (caea) return { ResultGet: writeCaea(caea) };
    return { ResultGet: fortnight, ...errorsOf(errors.length > 0 ? messagesOf(errors) : [NO_DATA]) };
  },

  async FECAEARegInformativo({ FeCAEARegInfReq: asked }, { cuit, register, now }) {
    const header = asked?.FeCabReq ?? EMPTY_HEADER;
    const informed = (asked?.FeDetReq ?? []).map(({ CAEA, CbteFchHsGen, ...detail }) => ({
      detail: readDetail(detail, fiscalDate(now)),
      ...(CAEA !== undefined && { CAEA }),
      ...(CbteFchHsGen !== undefined && { CbteFchHsGen }),
    }));
    const head = { ...header, cuit, processedAt: arcaTimestamp(now) };
    const operation = "FECAEARegInformativo";
    const today = fiscalDate(now);
    const errors = messagesOf(checkHeader({ operation, ...header, records: informed.length, today, ...issuerOf(cuit) }));
    if (errors.length > 0) return { FeCabResp: headOf(head, "R"), ...errorsOf(errors) };
    const verdicts = await register.inform(cuit, header, informed, now.getTime());
    const refused = verdicts.filter(({ status }) => status === "refused_caea").flatMap(({ messages }) => messages);
    return { FeCabResp: headOf(head, resultOf(verdicts)), FeDetResp: verdicts.map(writeVerdict), ...errorsOf(refused) };
  },

  async FECAEASinMovimientoInformar({ PtoVta, CAEA = "" }, { cuit, register, now }) {
    const shape = messagesOf(checkCall({ operation: "FECAEASinMovimientoInformar", PtoVta, CAEA, today: fiscalDate(now) }));
    const errors = shape.length > 0 ? shape : await register.informUnused(cuit, PtoVta, CAEA, now.getTime());
    const told = { CAEA, FchProceso: toArcaDate(fiscalDate(now)), PtoVta };
    return { ...told, Resultado: errors.length === 0 ? "A" : "R", ...errorsOf(errors) };
  },

  async FECAEASinMovimientoConsultar({ CAEA = "", PtoVta }, { cuit, register, now }) {
    const errors = checkCall({ operation: "FECAEASinMovimientoConsultar", PtoVta, CAEA, today: fiscalDate(now) });
    if (errors.length > 0) return errorsOf(messagesOf(errors));
    const found = await register.findUnused(cuit, CAEA, PtoVta);
    return "code" in found ? errorsOf([found]) : { ResultGet: found };
  },
};

const mayIssue = (cuit: string): boolean => {
  const taxpayer = findTaxpayer(cuit);
  return taxpayer !== undefined && isActive(taxpayer) && !has(taxpayer, "may_not_issue");
};

const writeCaea = ({ caea, processedAt, ...fortnight }: Caea): WsfeType<"FECAEAGet"> => ({
  CAEA: caea,
  Periodo: fortnight.Periodo,
  Orden: fortnight.Orden,
  ...arcaDatesOf(fortnight),
  FchProceso: processedAt,
});

const writeVerdict = ({ status, informed, messages }: InformedVerdict): WsfeType<"FECAEADetResponse"> => ({
  ...identityOf(informed.detail),
  Resultado: status === "approved" ? "A" : "R",
  ...observationsOf(status === "refused_caea" ? [] : messages),
  CAEA: informed.CAEA ?? "",
});
