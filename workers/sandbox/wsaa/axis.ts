import { escapeXml } from "../../platform/xml.ts";
import { SOAP_NAMESPACES, type SoapVersion } from "../soap/envelope.ts";
import type { LoginFault } from "./login-fault.ts";

const AXIS = "http://xml.apache.org/axis/";
const HOSTNAME = "sandbox.arca-api";
const LOGIN_FAULT = "gov.afip.desein.dvadac.sua.view.wsaa.LoginFault";

/** The fault as Axis writes it: in SOAP 1.1 byte for byte, but for the host's name. */
export function faultEnvelope(version: SoapVersion, { code, message }: LoginFault): string {
  const namespace = code.startsWith("ns1:") ? ` xmlns:ns1="${AXIS}"` : "";
  const isLogin = /^ns1:[a-z]/.test(code);
  const exception = isLogin ? `<ns2:exceptionName xmlns:ns2="${AXIS}">${LOGIN_FAULT}</ns2:exceptionName>` : "";
  const detail = `${exception}<ns3:hostname xmlns:ns3="${AXIS}">${HOSTNAME}</ns3:hostname>`;
  const text = axisText(message);
  if (version === "1.1") {
    const fault = `<faultcode${namespace}>${code}</faultcode><faultstring>${text}</faultstring><detail>${detail}</detail>`;
    return axisEnvelope(version, `<soapenv:Fault>${fault}</soapenv:Fault>`);
  }
  // SOAP 1.2 has a closed list of codes: the service's own is a subcode.
  const inner = `<soapenv:Subcode><soapenv:Value${namespace}>${code}</soapenv:Value></soapenv:Subcode>`;
  return axisEnvelope(
    version,
    `<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:Receiver</soapenv:Value>${inner}</soapenv:Code>` +
      `<soapenv:Reason><soapenv:Text xml:lang="es">${text}</soapenv:Text></soapenv:Reason>` +
      `<soapenv:Detail>${detail}</soapenv:Detail></soapenv:Fault>`,
  );
}

export const axisEnvelope = (version: SoapVersion, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACES[version]}" ` +
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  `<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** Axis writes what is not ASCII as character references: `Firma inv&#xE1;lida`. */
export const axisText = (text: string): string =>
  escapeXml(text).replaceAll(/[^\p{ASCII}]/gu, (char) => `&#x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()};`);
