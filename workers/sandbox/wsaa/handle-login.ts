import { escapeXml } from "../../platform/xml.ts";
import { type Authority, openAuthority } from "../ca/authority.ts";
import { type Holder, readHolder } from "../ca/holder.ts";
import type { Visit } from "../control/desk.ts";
import { carryOut, pauseFor, type Refusal } from "../faults/carry-out.ts";
import { LOGIN } from "../faults/fault.ts";
import { readBody, wsdlAddress, xmlResponse } from "../http.ts";
import type { SandboxEnv } from "../sandbox-env.ts";
import type { Treatment } from "../service.ts";
import { type SoapVersion, soapResponse, versionOf } from "../soap/envelope.ts";
import { grantTicket } from "../ticket.ts";
import { axisEnvelope, axisText, faultEnvelope } from "./axis.ts";
import { LoginFault } from "./login-fault.ts";
import { openCms, type OpenedCms } from "./open-cms.ts";
import { readLogin } from "./read-login.ts";
import { checkTicketRequest } from "./ticket-request.ts";
import { ticketResponse } from "./ticket-response.ts";
import { loginWsdl } from "./wsdl.ts";

/** Far above any CMS with one certificate; what it saves is the work on anything else. */
const MAX_BODY = 256 * 1024;

interface Around {
  readonly env: SandboxEnv;
  readonly authority: Authority;
  readonly realNow: Date;
  readonly treatment: Treatment;
}

/**
 * WSAA's one operation, loginCms, over SOAP 1.1 and 1.2. Who asks and for which tenant is in the certificate, and what is granted is
 * in the token. Every fault is HTTP 500, as Axis has it.
 *
 * @param realNow certificates are real: they are valid by the real clock, whatever a tenant's says
 */
export async function handleLogin(request: Request, env: SandboxEnv, realNow: Date, treatment: Treatment = {}): Promise<Response> {
  const address = wsdlAddress(request);
  if (address !== undefined) return xmlResponse(200, loginWsdl(address));
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "GET, POST" } });
  const body = await readBody(request, MAX_BODY);
  if (body === undefined) return new Response(null, { status: 413 });
  const version = versionOf(request.headers.get("content-type"));
  try {
    if (version === "1.1" && !request.headers.has("soapaction")) throw new LoginFault("ns1:Client.NoSOAPAction");
    const authority = await openAuthority(env.SANDBOX_CA_KEY);
    return await logIn({ request, body, version }, { env, authority, realNow, treatment });
  } catch (error) {
    return faultResponse(version, error);
  }
}

interface Message {
  readonly request: Request;
  readonly body: string;
  readonly version: SoapVersion;
}

/** Whose sandbox it is, the certificate says; from there on its faults and its clock count. */
async function logIn({ request, body, version }: Message, around: Around): Promise<Response> {
  const { message, namespace } = readLogin(body);
  const { certificate, content } = await openCms(message);
  const holder = await trust(certificate, around);
  const { env, realNow, treatment } = around;
  const desk = env.SANDBOX.getByName(holder.tenant);
  const { offsetMs, fault }: Visit = treatment.isLate
    ? { offsetMs: (await desk.clock()).offsetMs, fault: null }
    : await desk.visit({ operation: LOGIN, wishes: [], now: realNow.getTime() });
  const now = new Date(realNow.getTime() + offsetMs);
  return carryOut(fault, {
    answer: () => grant(content, holder, now).then(respond, (error: unknown) => faultResponse(version, error)),
    refuse: (refusal) => faultResponse(version, new LoginFault(REFUSALS[refusal])),
    applyLater: (delayMs) => desk.postpone({ due: realNow.getTime() + delayMs, url: request.url, headers: [...request.headers], body }),
    pause: pauseFor(request.signal),
  });

  async function grant(text: string, to: Holder, at: Date): Promise<string> {
    const service = checkTicketRequest(text, { signer: to.name, now: at, realNow });
    const cuits = await desk.represented(to.cuit);
    if (cuits.length === 0) throw new LoginFault("ns1:coe.notAuthorized");
    if (!(await desk.logIn(to.certificate, service, at.getTime()))) throw new LoginFault("ns1:coe.alreadyAuthenticated");
    const credentials = await grantTicket(around.authority, { holder: to, cuits, service, now: at, uniqueId: randomId() });
    return ticketResponse({ holder: to, ...credentials, now: at, uniqueId: randomId() });
  }

  function respond(ticket: string): Response {
    const inner = `<loginCmsReturn>${axisText(ticket)}</loginCmsReturn>`;
    return soapResponse(
      version,
      200,
      axisEnvelope(version, `<loginCmsResponse xmlns="${escapeXml(namespace)}">${inner}</loginCmsResponse>`),
    );
  }
}

/** What of WSAA's comes nearest to an error of the other services. */
const REFUSALS = {
  arca_500: "ns1:wsaa.internalError",
  arca_501: "ns1:wsaa.unavailable",
  arca_502: "ns1:wsn.unavailable",
  arca_600: "ns1:coe.notAuthorized",
  already_authenticated: "ns1:coe.alreadyAuthenticated",
} as const satisfies Record<Refusal, string>;

async function trust(certificate: OpenedCms["certificate"], { authority, realNow }: Around): Promise<Holder> {
  if (certificate.notAfter.value < realNow) throw new LoginFault("ns1:cms.cert.expired");
  if (certificate.notBefore.value > realNow) throw new LoginFault("ns1:cms.cert.invalid");
  const holder = await readHolder(certificate, authority);
  if (!holder) throw new LoginFault("ns1:cms.cert.untrusted");
  return holder;
}

function faultResponse(version: SoapVersion, error: unknown): Response {
  if (error instanceof LoginFault) return soapResponse(version, 500, faultEnvelope(version, error));
  throw error;
}

const randomId = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
