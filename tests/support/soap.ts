import type { ServerResponse } from "node:http";

const NAMESPACE = "http://ar.gov.afip.dif.FEV1/";

/** The text of the first element of that name, or nothing. */
export const first = (xml: string, name: string): string => new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1] ?? "";

/** What WSAA answers to whoever logs in: a ticket of twelve hours with a token of its own. */
export function loginAnswer(token: string = crypto.randomUUID()): string {
  const ticket = `<loginTicketResponse version="1.0"><header><source>s</source><destination>d</destination><uniqueId>1</uniqueId><generationTime>${new Date().toISOString()}</generationTime><expirationTime>${new Date(Date.now() + 43_200_000).toISOString()}</expirationTime></header><credentials><token>${token}</token><sign>c2lnbg==</sign></credentials></loginTicketResponse>`;
  const escaped = ticket.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><loginCmsResponse xmlns="x"><loginCmsReturn>${escaped}</loginCmsReturn></loginCmsResponse></soapenv:Body></soapenv:Envelope>`;
}

export const envelope = (operation: string, result: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${operation}Response xmlns="${NAMESPACE}"><${operation}Result>${result}</${operation}Result></${operation}Response></soap:Body></soap:Envelope>`;

/** With its length, as ARCA's servers send it. */
export const send = (response: ServerResponse, body: string, status = 200) =>
  response.writeHead(status, { "content-type": "text/xml; charset=utf-8", "content-length": Buffer.byteLength(body) }).end(body);
