import { wsfexService } from "../../arca/schema/index.ts";
import { asmxHandler } from "../soap/asmx.ts";
import { WSFEX_OPERATIONS } from "./operations.ts";
import { failed } from "./outcome.ts";

const UNAUTHORIZED = 1000;

/** WSFEXv1: comprobantes of export, letter E. */
export const handleWsfex = asmxHandler({
  service: wsfexService,
  id: "wsfex",
  version: "1.0.0.0",
  dummy: "FEXDummy",
  operations: WSFEX_OPERATIONS,
  refuse: (_, __, { message }) => failed({ code: UNAUTHORIZED, message: `Usuario no autorizado a realizar esta operacion. ${message}` }),
});
