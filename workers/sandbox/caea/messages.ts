import { ruleMessage } from "../../invoicing/rules/index.ts";

/** What WSFEv1 says of CAEAs when it looks into its books. */
export const CAEA_MESSAGES = {
  notNext: ruleMessage("FECAEARegInformativo", 703),
  datedBack: ruleMessage("FECAEARegInformativo", 704),
  notACaea: ruleMessage("FECAEASinMovimientoInformar", 1200),
  ofAnother: ruleMessage("FECAEASinMovimientoInformar", 1201),
  used: ruleMessage("FECAEASinMovimientoInformar", 1202),
  notBegun: ruleMessage("FECAEASinMovimientoInformar", 1203),
  toldAlready: ruleMessage("FECAEASinMovimientoInformar", 1209),
  notUnused: ruleMessage("FECAEASinMovimientoConsultar", 10102),
  hasComprobantes: ruleMessage("FECAEASinMovimientoConsultar", 10105),
  granted: ruleMessage("FECAEASolicitar", 15008),
  mayNotIssue: ruleMessage("FECAEASolicitar", 15000),
  contingencyOnly: ruleMessage("FECAEASolicitar", 15018),
};
