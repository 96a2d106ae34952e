import { type WsfeType, wsfeService } from "../../arca/schema/index.ts";
import { asmxHandler } from "../soap/asmx.ts";
import { errorsOf } from "./messages.ts";
import { CAE_OPERATIONS } from "./operations/cae.ts";
import { CAEA_OPERATIONS } from "./operations/caea.ts";
import { PARAMETER_OPERATIONS } from "./operations/parameters.ts";
import { NO_LANE, QUERY_OPERATIONS } from "./operations/queries.ts";

/** WSFEv1. */
export const handleWsfe = asmxHandler({
  service: wsfeService,
  id: "wsfe",
  version: "1.0.0.0",
  dummy: "FEDummy",
  operations: { ...CAE_OPERATIONS, ...CAEA_OPERATIONS, ...QUERY_OPERATIONS, ...PARAMETER_OPERATIONS },
  refuse: (operation, request, refusal) => ({ ...emptyAnswer(operation, request), ...errorsOf([refusal]) }),
});

/** What stands before the errors of a refused ticket: values that .NET cannot leave out. */
function emptyAnswer(operation: string, request: object): object {
  if (operation === "FECompUltimoAutorizado") return NO_LANE;
  if (operation === "FECompTotXRequest") return { RegXReq: 0 };
  return operation === "FECAEASinMovimientoInformar" ? { PtoVta: (request as WsfeType<"FECAEASinMov">).PtoVta } : {};
}
