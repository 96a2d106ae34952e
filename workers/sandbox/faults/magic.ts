import type { FaultKind } from "../../../shared/schemas/sandbox.ts";
import { childrenOf, find, textOf, tryParseXml, type XmlElement } from "../../platform/xml.ts";
import { MAGIC } from "./magic.data.ts";

/** A fault that a comprobante asks for. */
export interface Wish {
  readonly kind: FaultKind;
  /** The comprobante: the fault happens to it once, and not when the same number is sent again. */
  readonly mark: string;
}

const OPERATION = "FECAESolicitar";
/** Whether a request is worth reading: there may be 250 comprobantes in it. */
const HINT = /999000\d\d|90901\.\d/;
const DOCUMENT = /^0*999000(\d\d)$/;
const TOTAL = /^0*90901\.(\d\d?)0*$/;

/** The faults that the comprobantes of a request ask for. */
export function wishesIn(operation: string, body: string): Wish[] {
  if (operation !== OPERATION || !HINT.test(body)) return [];
  // What is no XML asks for nothing: the service itself will say what it thinks of it.
  const request = find(tryParseXml(body), "Body", OPERATION);
  const header = find(request, "FeCAEReq", "FeCabReq");
  const lane = [textOf(find(request, "Auth"), "Cuit"), textOf(header, "PtoVta"), textOf(header, "CbteTipo")].join();
  return childrenOf(find(request, "FeCAEReq", "FeDetReq"), "FECAEDetRequest").flatMap((detail): Wish[] => {
    const number = numberIn(detail);
    const kind = number !== undefined && Object.hasOwn(MAGIC, number) ? MAGIC[number as keyof typeof MAGIC] : undefined;
    return kind ? [{ kind, mark: `${lane},${textOf(detail, "CbteDesde") ?? ""},${kind}` }] : [];
  });
}

function numberIn(detail: XmlElement): string | undefined {
  const cents = TOTAL.exec(textOf(detail, "ImpTotal") ?? "")?.[1];
  return DOCUMENT.exec(textOf(detail, "DocNro") ?? "")?.[1] ?? cents?.padEnd(2, "0");
}
