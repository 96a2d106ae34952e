import { child, type XmlElement } from "../../platform/xml.ts";
import { type Caller, type CallerOptions, openCaller } from "../caller.ts";
import { wsfexService, type WsfexType } from "../schema/index.ts";
import { strict } from "../trust.ts";
import type { ArcaMessage } from "../wsfe/detail.ts";

export type WsfexCaller = Caller<(typeof wsfexService)["definition"]>;

export const openWsfexCaller = (options: CallerOptions): WsfexCaller => openCaller(wsfexService, options, errorsIn);

function errorsIn(operation: string, result: XmlElement): ArcaMessage[] {
  const error = child(result, "FEXErr");
  return error ? fexErrors(wsfexService.readType("ClsFEXErr", error, `${result.name}/FEXErr`, strict(operation))) : [];
}

/** WSFEX says one error an answer, and 0 where there is none. */
export const fexErrors = (error: WsfexType<"ClsFEXErr"> | undefined): ArcaMessage[] =>
  error && error.ErrCode !== 0 ? [{ code: error.ErrCode, message: error.ErrMsg ?? "" }] : [];
