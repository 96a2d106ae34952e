import type { WsfeType } from "../../arca/schema/index.ts";
import type { Lane } from "../../arca/wsfe/detail.ts";

/** FeCabReq. */
interface Header extends Lane {
  readonly CantReg: number;
}

/** As .NET reads a header that is not there. */
export const EMPTY_HEADER: Header = { CantReg: 0, PtoVta: 0, CbteTipo: 0 };

type Result = "A" | "P" | "R";

/** FeCabResp. ARCA never reprocesses: `Reproceso` is always N. */
export function headOf(head: Header & { cuit: string; processedAt: string }, result: Result): WsfeType<"FECabResponse"> {
  const { cuit, PtoVta, CbteTipo, CantReg, processedAt } = head;
  return { Cuit: cuit, PtoVta, CbteTipo, FchProceso: processedAt, CantReg, Resultado: result, Reproceso: "N" };
}

/** Of a batch: approved, partly, refused. */
export function resultOf(verdicts: readonly { readonly status: string }[]): Result {
  const approved = verdicts.filter(({ status }) => status === "approved").length;
  if (approved === 0) return "R";
  return approved === verdicts.length ? "A" : "P";
}
