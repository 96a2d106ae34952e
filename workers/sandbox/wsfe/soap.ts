import { arcaInstant } from "../../../shared/dates.ts";
import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import { escapeXml } from "../../platform/xml.ts";

export const NAMESPACE = "http://ar.gov.afip.dif.FEV1/";
/** Of the sandbox's WSFEv1, where ARCA has `HomologacionExterno - sr2` and its version. */
const ENVIRONMENT = "Sandbox - arca-api";
const VERSION = "1.0.0.0";
/** Longest text of an observation (Obs.Msg, string of 255). */
const MAX_OBSERVATION = 255;

/** An answer that is no fault, as ASP.NET writes it: one line, `FEHeaderInfo` before the result. */
export function answerEnvelope(operation: string, result: string, now: Date): string {
  const info = `<ambiente>${ENVIRONMENT}</ambiente><fecha>${arcaInstant(now)}</fecha><id>${VERSION}</id>`;
  const inner = result === "" ? `<${operation}Result />` : `<${operation}Result>${result}</${operation}Result>`;
  return envelope(
    `<soap:Header><FEHeaderInfo xmlns="${NAMESPACE}">${info}</FEHeaderInfo></soap:Header>` +
      `<soap:Body><${operation}Response xmlns="${NAMESPACE}">${inner}</${operation}Response></soap:Body>`,
  );
}

/** A request that ASP.NET could not hand to any operation. */
export const faultEnvelope = (message: string): string =>
  envelope(
    `<soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>${escapeXml(message)}</faultstring><detail /></soap:Fault></soap:Body>`,
  );

const envelope = (inner: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
  `${inner}</soap:Envelope>`;

export const writeErrors = (errors: readonly ArcaMessage[]): string => writeMessages("Errors", "Err", errors);

export const writeObservations = (observations: readonly ArcaMessage[]): string =>
  writeMessages(
    "Observaciones",
    "Obs",
    observations.map(({ code, message }) => ({ code, message: message.slice(0, MAX_OBSERVATION) })),
  );

function writeMessages(list: string, item: string, messages: readonly ArcaMessage[]): string {
  if (messages.length === 0) return "";
  const each = messages.map(({ code, message }) => `<${item}><Code>${code}</Code><Msg>${escapeXml(message)}</Msg></${item}>`);
  return `<${list}>${each.join("")}</${list}>`;
}
