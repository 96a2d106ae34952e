import { isExportCode } from "../../../shared/catalog.ts";
import { arcaTimestamp } from "../../../shared/dates.ts";
import { decimal } from "../../../shared/money.ts";
import { type ShippedTable, shippedTable } from "../../arca/parameters/shipped/index.ts";
import type { TypeValue, wscdcService } from "../../arca/schema/index.ts";
import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import type { Register } from "../register.ts";
import type { Operations } from "../soap/asmx.ts";

type Definition = (typeof wscdcService)["definition"];
type Data = TypeValue<Definition, "CmpDatos">;

const UNIDENTIFIED = "99";
const FORMS: ReadonlySet<string> = new Set(["CAE", "CAEA", "CAI"]);
/** It says with every answer that nothing happened. */
export const NO_EVENT = { Events: [{ Code: 0 }] };
/** ARCA's text; the others of this service were never seen. */
const NOT_FOUND: ArcaMessage = { code: 100, message: "El N° de CAI/CAE/CAEA consultado no existe en las bases del organismo." };
const NO_ROWS = { Errors: [{ Code: 503, Msg: "Sin Resultados: - Metodo OpcionalesTipoConsultar" }], ...NO_EVENT };

const rows = (table: ShippedTable) => shippedTable(table).map(({ id, description }) => ({ id, Desc: description }));

/** Codes of provinces have two digits here. */
const twoDigits = (id: string): string => id.padStart(2, "0");

export const WSCDC_OPERATIONS: Omit<Operations<Definition>, "ComprobanteDummy"> = {
  ComprobantesModalidadConsultar: () => ({
    ResultGet: rows("verifiableModes").map(({ id, Desc }) => ({ Cod: id, Desc })),
    ...NO_EVENT,
  }),
  ComprobantesTipoConsultar: () => ({ ResultGet: rows("verifiableTypes").map(({ id, Desc }) => ({ Id: Number(id), Desc })), ...NO_EVENT }),
  DocumentosTipoConsultar: () => ({ ResultGet: rows("documentTypes").map(({ id, Desc }) => ({ Id: twoDigits(id), Desc })), ...NO_EVENT }),
  OpcionalesTipoConsultar: () => NO_ROWS,

  /** Is a comprobante in ARCA's books as somebody was given it? Whoever issued it, within one tenant's sandbox. */
  async ComprobanteConstatar({ CmpReq }, { register, now }) {
    if (!CmpReq) return { Resultado: "R", FchProceso: arcaTimestamp(now), ...NO_EVENT };
    const registered = FORMS.has(CmpReq.CbteModo ?? "") ? await find(CmpReq, register) : null;
    const reason = registered ? differenceOf(CmpReq, registered) : NOT_FOUND;
    return {
      CmpResp: CmpReq,
      Resultado: reason ? "R" : "A",
      ...(reason && { Observaciones: [{ Code: reason.code, Msg: reason.message }] }),
      FchProceso: arcaTimestamp(now),
      ...NO_EVENT,
    };
  },
};

interface Known {
  readonly mode: "CAE" | "CAEA";
  readonly code: string;
  readonly date: string;
  readonly total: string;
  readonly documentType: string | undefined;
  readonly document: string | undefined;
}

async function find(asked: Data, register: Register): Promise<Known | null> {
  const lane = { PtoVta: asked.PtoVta, CbteTipo: asked.CbteTipo };
  if (isExportCode(asked.CbteTipo)) {
    const found = await register.findExport(asked.CuitEmisor, lane, asked.CbteNro);
    const { Fecha_cbte = "", Imp_total = "0" } = found?.request ?? {};
    return found && { mode: "CAE", code: found.cae, date: Fecha_cbte, total: Imp_total, documentType: undefined, document: undefined };
  }
  const found = await register.consult(asked.CuitEmisor, lane, asked.CbteNro);
  if (!found) return null;
  const { CbteFch, ImpTotal, DocTipo, DocNro } = found.detail;
  return { mode: found.emission, code: found.cae, date: CbteFch, total: ImpTotal, documentType: String(DocTipo), document: DocNro };
}

/** Another code is another comprobante: it is not found. What else differs is named. */
function differenceOf(asked: Data, known: Known): ArcaMessage | undefined {
  if (asked.CbteModo !== known.mode || asked.CodAutorizacion !== known.code) return NOT_FOUND;
  const wrong = [
    asked.CbteFch === known.date ? "" : "CbteFch",
    decimal(asked.ImpTotal).eq(decimal(known.total)) ? "" : "ImpTotal",
    isReceiver(asked, known) ? "" : "DocTipoReceptor/DocNroReceptor",
  ].filter((name) => name !== "");
  return wrong.length === 0
    ? undefined
    : { code: 101, message: `Los datos informados no coinciden con los registrados: ${wrong.join(", ")}.` };
}

/** Asked for by those who name a receiver, and by all where there is one. */
function isReceiver({ DocTipoReceptor, DocNroReceptor = "0" }: Data, known: Known): boolean {
  if (DocTipoReceptor === undefined) return known.documentType === undefined || known.documentType === UNIDENTIFIED;
  return known.documentType === undefined || (DocTipoReceptor === known.documentType && sameNumber(DocNroReceptor, known.document ?? "0"));
}

const sameNumber = (a: string, b: string): boolean => a.replace(/^0+/, "") === b.replace(/^0+/, "");
