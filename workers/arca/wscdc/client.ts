import { child, type XmlElement } from "../../platform/xml.ts";
import { type CallerOptions, openCaller } from "../caller.ts";
import { messages } from "../messages.ts";
import { wscdcService, type WscdcType } from "../schema/index.ts";
import { oneOf, strict } from "../trust.ts";
import type { ArcaMessage } from "../wsfe/detail.ts";
import { type ServerStatus, serverStatus } from "../server-status.ts";

/** A comprobante as somebody has it in hand, under ARCA's names. `CbteModo`: CAI, CAE or CAEA. */
type QuestionedComprobante = WscdcType<"CmpDatos">;

interface Finding {
  /** `A`: it is ARCA's own. */
  readonly result: "A" | "R";
  readonly observations: readonly ArcaMessage[];
  /** ARCA's own `yyyymmddhhmiss`. */
  readonly processedAt: string | null;
}

const TABLES = {
  modes: "ComprobantesModalidadConsultar",
  types: "ComprobantesTipoConsultar",
  documents: "DocumentosTipoConsultar",
  optionals: "OpcionalesTipoConsultar",
} as const;

/** WSCDC (constatación de comprobantes). Errors are thrown as by `Wsfe`. */
export interface Wscdc {
  /** ComprobanteDummy. Needs no ticket. */
  dummy(): Promise<ServerStatus>;
  /** ComprobanteConstatar: did ARCA authorise that comprobante, just as it is? */
  verify(comprobante: QuestionedComprobante): Promise<Finding>;
  /** The parameter tables of the service: code and text. */
  table(name: keyof typeof TABLES): Promise<{ readonly id: string; readonly description: string }[]>;
}

const VERIFY = "ComprobanteConstatar";

export function openWscdc(options: CallerOptions): Wscdc {
  const { call, ask } = openCaller(wscdcService, options, errorsIn);
  return {
    dummy: () => call("ComprobanteDummy", {}, serverStatus("ComprobanteDummy")),
    verify: (comprobante) =>
      ask(
        VERIFY,
        (Auth) => ({ Auth, CmpReq: comprobante }),
        ({ Resultado, Observaciones, FchProceso }) => ({
          result: oneOf(VERIFY, "Resultado", Resultado, ["A", "R"]),
          observations: messages(Observaciones),
          processedAt: FchProceso ?? null,
        }),
      ),
    table: (name) =>
      ask(
        TABLES[name],
        (Auth) => ({ Auth }),
        ({ ResultGet }) => (ResultGet ?? []).map(toRow),
      ),
  };
}

const toRow = (row: { readonly Id?: string | number; readonly Cod?: string; readonly Desc?: string }) => ({
  id: `${row.Id ?? row.Cod ?? ""}`,
  description: row.Desc ?? "",
});

const NO_RESULTS = 503;

/** 503 says that a table is empty. */
function errorsIn(operation: string, result: XmlElement): ArcaMessage[] {
  const errors = child(result, "Errors");
  if (!errors) return [];
  const read = wscdcService.readType("ArrayOfErr", errors, `${result.name}/Errors`, strict(operation));
  return messages(read).filter(({ code }) => code !== NO_RESULTS);
}
