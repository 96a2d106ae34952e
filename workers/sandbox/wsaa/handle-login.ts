import { arcaInstant } from "../../../shared/dates.ts";
import { child, escapeXml, find, parseXml, type XmlElement } from "../../platform/xml.ts";
import { type Authority, openAuthority } from "../ca/authority.ts";
import { type Holder, readHolder } from "../ca/holder.ts";
import { readBody, xmlResponse } from "../http.ts";
import { type Credentials, grantTicket, TICKET_LIFE_MS, WSAA_NAME } from "../ticket.ts";
import { axisText, envelope, faultEnvelope, LoginFault } from "./login-fault.ts";
import { openCms, type OpenedCms } from "./open-cms.ts";
import { checkTicketRequest } from "./ticket-request.ts";

/** Far above any CMS with one certificate; what it saves is the work on anything else. */
const MAX_BODY = 256 * 1024;
const DEFAULT_NAMESPACE = "http://wsaa.view.sua.dvadac.desein.afip.gov";

/**
 * WSAA's one operation, loginCms, over SOAP 1.1. Stateless: who asks and for which tenant is in the certificate, and what is
 * granted is in the token. Every fault is HTTP 500, as Axis has it.
 */
export async function handleLogin(request: Request, env: Pick<Env, "SANDBOX_CA_KEY">, now: Date): Promise<Response> {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const body = await readBody(request, MAX_BODY);
  if (body === undefined) return new Response(null, { status: 413 });
  try {
    if (!request.headers.has("soapaction")) throw new LoginFault("ns1:Client.NoSOAPAction");
    const message = messageIn(body);
    const authority = await openAuthority(env.SANDBOX_CA_KEY);
    return xmlResponse(200, envelope(loginResponse(namespaceOf(body), await login(message, authority, now))));
  } catch (error) {
    if (error instanceof LoginFault) return xmlResponse(500, faultEnvelope(error));
    throw error;
  }
}

/** @returns the login ticket response, an XML document of its own */
async function login(message: string, authority: Authority, now: Date): Promise<string> {
  const { certificate, content } = await openCms(message);
  const holder = await trust(certificate, authority, now);
  const service = checkTicketRequest(content, { signer: holder.name, now });
  const grant = { holder, service, now, uniqueId: randomId() };
  return ticketResponse(holder, await grantTicket(authority, grant), now);
}

async function trust(certificate: OpenedCms["certificate"], authority: Authority, now: Date): Promise<Holder> {
  if (certificate.notAfter.value < now) throw new LoginFault("ns1:cms.cert.expired");
  if (certificate.notBefore.value > now) throw new LoginFault("ns1:cms.cert.invalid");
  const holder = await readHolder(certificate, authority);
  if (!holder) throw new LoginFault("ns1:cms.cert.untrusted");
  return holder;
}

function messageIn(body: string): string {
  const argument = child(find(parseSoap(body), "Body", "loginCms"), "in0");
  if (argument) return argument.text;
  throw new LoginFault("soapenv:Server.userException", "javax.ejb.EJBException: java.lang.NullPointerException");
}

function parseSoap(body: string): XmlElement {
  try {
    return parseXml(body);
  } catch {
    const cause = "org.xml.sax.SAXParseException: XML document structures must start and end within the same entity.";
    throw new LoginFault("soapenv:Server.userException", cause);
  }
}

/** The answer is in the namespace of the question: clients name the operation by the WSDL's or by the address of WSAA. */
function namespaceOf(body: string): string {
  const [, prefix] = /<(?:([\w.-]+):)?loginCms[\s>]/.exec(body) ?? [];
  const declaration = new RegExp(
    prefix ? `xmlns:${prefix.replaceAll(".", String.raw`\.`)}="([^"<&]+)"` : '<loginCms[^<>]* xmlns="([^"<&]+)"',
  );
  return declaration.exec(body)?.[1] ?? DEFAULT_NAMESPACE;
}

const loginResponse = (namespace: string, ticket: string): string =>
  `<loginCmsResponse xmlns="${namespace}"><loginCmsReturn>${axisText(ticket)}</loginCmsReturn></loginCmsResponse>`;

const randomId = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

const ticketResponse = (
  holder: Holder,
  { token, sign }: Credentials,
  now: Date,
): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<loginTicketResponse version="1.0">
    <header>
        <source>${WSAA_NAME}</source>
        <destination>${escapeXml(holder.name)}</destination>
        <uniqueId>${randomId()}</uniqueId>
        <generationTime>${arcaInstant(now)}</generationTime>
        <expirationTime>${arcaInstant(new Date(now.getTime() + TICKET_LIFE_MS))}</expirationTime>
    </header>
    <credentials>
        <token>${token}</token>
        <sign>${sign}</sign>
    </credentials>
</loginTicketResponse>
`;
