import { child, type XmlElement } from "../../platform/xml.ts";
import { type Caller, type CallerOptions, openCaller } from "../caller.ts";
import { isArcaError } from "../errors.ts";
import { messages } from "../messages.ts";
import { wsfeService } from "../schema/index.ts";
import { strict } from "../trust.ts";

export type WsfeCaller = Caller<(typeof wsfeService)["definition"]>;

export const openWsfeCaller = (options: CallerOptions): WsfeCaller => openCaller(wsfeService, options, errorsIn);

function errorsIn(operation: string, result: XmlElement) {
  const errors = child(result, "Errors");
  return errors ? messages(wsfeService.readType("ArrayOfErr", errors, `${result.name}/Errors`, strict(operation))) : [];
}

const NOT_FOUND = 602;

/** What a question brought, or `none` where ARCA says that it has no such thing (602). */
export async function unlessNone<T, U>(asked: Promise<T>, none: U): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (isArcaError(error) && error.arcaErrors.length > 0 && error.arcaErrors.every(({ code }) => code === NOT_FOUND)) return none;
    throw error;
  }
}
