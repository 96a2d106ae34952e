import { wscdcService } from "../../arca/schema/index.ts";
import { asmxHandler } from "../soap/asmx.ts";
import { NO_EVENT, WSCDC_OPERATIONS } from "./operations.ts";

/** WSCDC: was a comprobante authorised as it says? */
export const handleWscdc = asmxHandler({
  service: wscdcService,
  id: "wscdc",
  version: "1.0.0.0",
  dummy: "ComprobanteDummy",
  operations: WSCDC_OPERATIONS,
  refuse: (_, __, { code, message }) => ({ Errors: [{ Code: code, Msg: message }], ...NO_EVENT }),
});
