import type { Problem } from "../../shared/errors.ts";
import { isArcaError } from "./errors.ts";
import { CALL_TROUBLES, WSAA_TROUBLES } from "./trouble.data.ts";

const SNAKE = /\.?([A-Z])|\./g;

/**
 * Why a call of ARCA's brought nothing, and what comes next, for whoever waits for it. `code` is ours, or WSAA's fault:
 * `wsaa_coe_not_authorized`. ARCA's own code and text are kept.
 */
export function troubleOf(error: unknown): Problem | null {
  if (!isArcaError(error)) return null;
  const { code, fault, arcaErrors } = error;
  const ofLogin = code === "ticket_unavailable" && fault ? WSAA_TROUBLES[fault.code] : undefined;
  const { en, es } = ofLogin ?? CALL_TROUBLES[code];
  const [first] = arcaErrors;
  const said = first ? ` (${first.code}: ${first.message})` : fault && !ofLogin ? ` (${fault.code}: ${fault.text})` : "";
  return {
    param: null,
    code: ofLogin && fault ? `wsaa_${fault.code.replaceAll(SNAKE, (_, upper?: string) => `_${upper?.toLowerCase() ?? ""}`)}` : code,
    ...(first ? { arca_code: first.code } : {}),
    message: en + said,
    message_es: es + said,
  };
}
