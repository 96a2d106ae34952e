import { env } from "cloudflare:workers";
import { buildTicketRequest } from "../../workers/arca/wsaa/ticket-request.ts";
import type { ComprobanteDetail } from "../../workers/arca/wsfe/detail.ts";
import { find, parseXml, textOf, type XmlElement } from "../../workers/platform/xml.ts";
import { openAuthority } from "../../workers/sandbox/ca/authority.ts";
import { certify, handleSandbox } from "../../workers/sandbox/index.ts";
import { grantTicket } from "../../workers/sandbox/ticket.ts";
import { signCms } from "../../workers/signer/cms.ts";
import { createCsr } from "../../workers/signer/csr.ts";

export const LOGIN_URL = "https://sandbox.test/sandbox/arca/ws/services/LoginCms";
export const WSFE_URL = "https://sandbox.test/sandbox/arca/wsfev1/service.asmx";
export const NOW = new Date("2026-11-24T15:00:00Z");
export const TODAY = "20261124";
export const CUIT = "20111111112";

export interface Identity {
  readonly key: CryptoKey;
  readonly certificate: string;
}

export interface Ticket {
  readonly token: string;
  readonly sign: string;
}

const keys = crypto.subtle.generateKey(
  { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  true,
  ["sign", "verify"],
) as Promise<CryptoKeyPair>;

/** A key, with the sandbox's certificate of it for a tenant and a CUIT. */
export async function makeIdentity({ tenant, cuit = CUIT, now = NOW }: { tenant: string; cuit?: string; now?: Date }): Promise<Identity> {
  const pair = await keys;
  const csr = await createCsr({ organizationName: "Prueba", commonName: "prueba", cuit }, pair);
  const certificate = await certify({ caKey: env.SANDBOX_CA_KEY, csr, cuit, alias: "prueba", tenant, now });
  return { key: pair.privateKey, certificate };
}

export const signRequest = (
  identity: Identity,
  content = buildTicketRequest({ service: "wsfe", now: NOW, uniqueId: 7 }),
): Promise<string> => signCms({ ...identity, content, now: NOW });

export function postLogin(cms: string, headers: Record<string, string> = { soapaction: '""' }, now = NOW): Promise<Response> {
  const body =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:w="http://wsaa.view.sua.dvadac.desein.afip.gov">' +
    `<s:Body><w:loginCms><w:in0>${cms}</w:in0></w:loginCms></s:Body></s:Envelope>`;
  return handleSandbox(new Request(LOGIN_URL, { method: "POST", headers, body }), env, now);
}

/** The login ticket response inside an answer of WSAA's. */
export async function ticketIn(response: Response): Promise<XmlElement> {
  const answer = parseXml(await response.text());
  return parseXml(textOf(find(answer, "Body", "loginCmsResponse"), "loginCmsReturn") ?? "");
}

async function logIn(identity: Identity): Promise<Ticket> {
  const credentials = find(await ticketIn(await postLogin(await signRequest(identity))), "credentials");
  return { token: textOf(credentials, "token") ?? "", sign: textOf(credentials, "sign") ?? "" };
}

/** A ticket of a tenant that nobody else has. */
export async function newTenant(cuit = CUIT): Promise<Ticket> {
  return logIn(await makeIdentity({ tenant: `org_${crypto.randomUUID()}`, cuit }));
}

/** Tickets of one tenant that nobody else has, for several services. */
export async function newTenantFor<const Service extends string>(
  services: readonly Service[],
  { cuit = CUIT, tenant = `org_${crypto.randomUUID()}` }: { cuit?: string; tenant?: string } = {},
): Promise<Record<Service, Ticket>> {
  const holder = { name: "CN=prueba", cuit, tenant };
  const authority = await openAuthority(env.SANDBOX_CA_KEY);
  const tickets = services.map(
    async (service) => [service, await grantTicket(authority, { holder, service, now: NOW, uniqueId: 1 })] as const,
  );
  return Object.fromEntries(await Promise.all(tickets)) as Record<Service, Ticket>;
}

export const authXml = ({ token, sign }: Ticket, cuit = CUIT): string =>
  `<Auth><Token>${token}</Token><Sign>${sign}</Sign><Cuit>${cuit}</Cuit></Auth>`;

/** Where a service is, and the namespace of its messages. */
export interface Asmx {
  readonly url: string;
  readonly namespace: string;
}

export const WSFE: Asmx = { url: WSFE_URL, namespace: "http://ar.gov.afip.dif.FEV1/" };
export const WSFEX: Asmx = { url: "https://sandbox.test/sandbox/arca/wsfexv1/service.asmx", namespace: "http://ar.gov.afip.dif.fexv1/" };
export const WSCDC: Asmx = {
  url: "https://sandbox.test/sandbox/arca/WSCDC/service.asmx",
  namespace: "http://servicios1.afip.gob.ar/wscdc/",
};

export function post(operation: string, inner: string, now = NOW, { url, namespace }: Asmx = WSFE): Promise<Response> {
  const body =
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `<${operation} xmlns="${namespace}">${inner}</${operation}></soap:Body></soap:Envelope>`;
  const headers = { "content-type": "text/xml; charset=utf-8", soapaction: `"${namespace}${operation}"` };
  return handleSandbox(new Request(url, { method: "POST", headers, body }), env, now);
}

/** Inner XML of an operation's result; an answer that is not HTTP 200 fails the test. */
export async function call(operation: string, inner: string, now = NOW, service: Asmx = WSFE): Promise<string> {
  const response = await post(operation, inner, now, service);
  const text = await response.text();
  const [, result] = new RegExp(`<${operation}Result>(.*)</${operation}Result>`, "s").exec(text) ?? [];
  if (response.status !== 200 || result === undefined) throw new Error(`HTTP ${response.status}: ${text}`);
  return result;
}

/** A factura B of $ 121 to a consumidor final, with whatever a test wants otherwise; undefined leaves a field out. */
export function detailXml(
  number: number,
  changes: { readonly [name in keyof ComprobanteDetail]?: string | number | undefined } = {},
): string {
  const fields = { ...DETAIL, CbteDesde: number, CbteHasta: number, ...changes };
  const written = Object.entries(fields).map(([name, value]) => (value === undefined ? "" : `<${name}>${value}</${name}>`));
  return `<FECAEDetRequest>${written.join("")}</FECAEDetRequest>`;
}

export const solicitarXml = (
  details: readonly string[],
  header: { CantReg?: number; PtoVta?: number; CbteTipo?: number | string } = {},
): string => {
  const { CantReg = details.length, PtoVta = 1, CbteTipo = 6 } = header;
  const head = `<CantReg>${CantReg}</CantReg><PtoVta>${PtoVta}</PtoVta><CbteTipo>${CbteTipo}</CbteTipo>`;
  return `<FeCAEReq><FeCabReq>${head}</FeCabReq><FeDetReq>${details.join("")}</FeDetReq></FeCAEReq>`;
};

const DETAIL = {
  Concepto: 1,
  DocTipo: 99,
  DocNro: 0,
  CbteDesde: 0,
  CbteHasta: 0,
  CbteFch: TODAY,
  ImpTotal: "121.00",
  ImpTotConc: "0.00",
  ImpNeto: "100.00",
  ImpOpEx: "0.00",
  ImpTrib: "0.00",
  ImpIVA: "21.00",
  FchServDesde: undefined,
  FchServHasta: undefined,
  FchVtoPago: undefined,
  MonId: "PES",
  MonCotiz: "1.000000",
  CondicionIVAReceptorId: 5,
  Iva: "<AlicIva><Id>5</Id><BaseImp>100.00</BaseImp><Importe>21.00</Importe></AlicIva>",
};
