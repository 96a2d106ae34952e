import { arcaInstant } from "../../../shared/dates.ts";
import { escapeXml } from "../../platform/xml.ts";

/** The answer is of the version of the question. */
export type SoapVersion = "1.1" | "1.2";

/** Who answers: `FEHeaderInfo`, in the namespace of its service. */
export interface ServiceInfo {
  readonly namespace: string;
  /** Where ARCA has `HomologacionExterno - sr2`. */
  readonly environment: string;
  readonly version: string;
}

export const SOAP_NAMESPACES: Record<SoapVersion, string> = {
  "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
  "1.2": "http://www.w3.org/2003/05/soap-envelope",
};
const MEDIA_TYPES: Record<SoapVersion, string> = { "1.1": "text/xml", "1.2": "application/soap+xml" };

/** SOAP 1.2 is known by its media type; anything else is read as SOAP 1.1. */
export const versionOf = (contentType: string | null): SoapVersion =>
  contentType?.trim().toLowerCase().startsWith(MEDIA_TYPES["1.2"]) ? "1.2" : "1.1";

/** An answer that is no fault, as ASP.NET writes it: one line, `FEHeaderInfo` before the result. */
export function answerEnvelope(version: SoapVersion, { namespace, ...info }: ServiceInfo, body: string, now: Date): string {
  const inner = `<ambiente>${info.environment}</ambiente><fecha>${arcaInstant(now)}</fecha><id>${info.version}</id>`;
  return envelope(
    version,
    `<soap:Header><FEHeaderInfo xmlns="${namespace}">${inner}</FEHeaderInfo></soap:Header><soap:Body>${body}</soap:Body>`,
  );
}

/** A request that ASP.NET could not hand to any operation. */
export const faultEnvelope = (version: SoapVersion, message: string): string =>
  envelope(version, `<soap:Body><soap:Fault>${faultOf(version, escapeXml(message))}</soap:Fault></soap:Body>`);

const faultOf = (version: SoapVersion, text: string): string =>
  version === "1.1"
    ? `<faultcode>soap:Client</faultcode><faultstring>${text}</faultstring><detail />`
    : `<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">${text}</soap:Text></soap:Reason><soap:Detail />`;

const envelope = (version: SoapVersion, inner: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${SOAP_NAMESPACES[version]}" ` +
  `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">${inner}</soap:Envelope>`;

export const soapResponse = (version: SoapVersion, status: number, body: string): Response =>
  new Response(body, {
    status,
    headers: { "content-type": `${MEDIA_TYPES[version]}; charset=utf-8`, "cache-control": "private, max-age=0" },
  });
