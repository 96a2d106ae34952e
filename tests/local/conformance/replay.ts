import { generateKeyPairSync } from "node:crypto";
import { buildTicketRequest } from "../../../workers/arca/wsaa/ticket-request.ts";
import { openAuthority } from "../../../workers/sandbox/ca/authority.ts";
import { certify, handleSandbox } from "../../../workers/sandbox/index.ts";
import { findTaxpayer } from "../../../workers/sandbox/taxpayers/find-taxpayer.ts";
import type { Taxpayer } from "../../../workers/sandbox/taxpayers/taxpayer.ts";
import { grantTicket } from "../../../workers/sandbox/ticket.ts";
import { signCms } from "../../../workers/signer/cms.ts";
import { createCsr } from "../../../workers/signer/csr.ts";
import { memoryStorage, sandboxEnv } from "../support/sandbox-env.ts";
import { comparable } from "./comparable.ts";
import type { Conversation, Exchange, ServiceName } from "./recordings.ts";
import { seed } from "./seed.ts";

const CUIT = "20267565393";
const ALIAS = "reingart2019pub";
const BASE = "https://sandbox.test/sandbox/arca";
const PATHS: Record<ServiceName, string> = {
  wsaa: "/ws/services/LoginCms",
  wsfev1: "/wsfev1/service.asmx",
  wsfexv1: "/wsfexv1/service.asmx",
  wscdc: "/WSCDC/service.asmx",
  padron: "/sr-padron/webservices/personaServiceA5",
};
const TICKETS: Record<ServiceName, string> = {
  wsaa: "wsfe",
  wsfev1: "wsfe",
  wsfexv1: "wsfex",
  wscdc: "wscdc",
  padron: "ws_sr_constancia_inscripcion",
};
const ACTIONS: Partial<Record<ServiceName, string>> = {
  wsfev1: "http://ar.gov.afip.dif.FEV1/",
  wsfexv1: "http://ar.gov.afip.dif.fexv1/",
  wscdc: "http://servicios1.afip.gob.ar/wscdc/",
};
/** The buyer of the recorded comprobantes, a monotributista then. */
const BUYER: Taxpayer = { cuit: "30000000007", condition: 6, name: { razonSocial: "COMPRADOR" }, traits: [], es: "", en: "" };
/** Asked for in the recordings; the register's own taxpayer of that kind is asked for in its place. */
const SUBSTITUTES: Readonly<Record<string, string>> = { "20000000516": "20999999027" };
const DAY_MS = 86_400_000;

const caKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();

export interface Outcome {
  readonly exchange: Exchange;
  readonly expected: string;
  readonly got: string;
}

/** Sends the requests of a conversation to the sandbox, with the books that ARCA must have had before it. */
export async function replay({ exchanges }: Conversation): Promise<Outcome[]> {
  const storage = memoryStorage();
  const isRelogin = exchanges.some(({ response }) => response.includes("alreadyAuthenticated"));
  const env = sandboxEnv({
    caKey,
    storage,
    taxpayers: (cuit) => (cuit === BUYER.cuit ? BUYER : findTaxpayer(cuit)),
    reloginWindowMs: isRelogin ? DAY_MS : 0,
  });
  seed(storage, exchanges);
  const outcomes: Outcome[] = [];
  for (const exchange of exchanges) {
    const request = await requestOf(exchange);
    if (isRelogin) await handleSandbox(request.clone(), env, exchange.at);
    const response = await handleSandbox(request, env, exchange.at);
    outcomes.push({
      exchange,
      expected: `HTTP ${exchange.status} ${comparable(exchange, exchange.response)}`,
      got: `HTTP ${response.status} ${comparable(exchange, await response.text())}`,
    });
  }
  return outcomes;
}

async function requestOf(exchange: Exchange): Promise<Request> {
  const { service, operation } = exchange;
  const action = ACTIONS[service] === undefined ? "None" : `${ACTIONS[service]}${operation}`;
  const headers = { "content-type": 'text/xml; charset="UTF-8"', soapaction: `"${action}"` };
  const body = service === "wsaa" ? await withMessage(exchange) : await withTicket(exchange);
  return new Request(BASE + PATHS[service], { method: "POST", headers, body });
}

const keys = crypto.subtle.generateKey(
  { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  true,
  ["sign", "verify"],
) as Promise<CryptoKeyPair>;

/** The signed request was left out of the recordings: one is signed anew. */
async function withMessage({ request, response, at: now }: Exchange): Promise<string> {
  const pair = await keys;
  const csr = await createCsr({ organizationName: "Prueba", commonName: ALIAS, cuit: CUIT }, pair);
  const alias = /CUIT 20267565393, CN=([\w.-]+)/.exec(response)?.[1] ?? ALIAS;
  const certificate = await certify({ caKey, csr, cuit: CUIT, alias, tenant: "org_local", now });
  const content = buildTicketRequest({ service: TICKETS.wsaa, now, uniqueId: 7 });
  const cms = await signCms({ key: pair.privateKey, certificate, content, now });
  return request.replace("REDACTED-CMS-BASE64", cms);
}

/** The recorded request, with a ticket that was good then; or with the one that had expired, where ARCA said so. */
async function withTicket({ service, request, response, at }: Exchange): Promise<string> {
  const [, generated] = /GenTime, ExpTime, NowUTC: (\d+) /.exec(response) ?? [];
  const now = generated ? new Date((Number(generated) + 60) * 1000) : at;
  const holder = { name: `SERIALNUMBER=CUIT ${CUIT}, CN=${ALIAS}`, cuit: CUIT, tenant: "org_local" };
  const { token, sign } = await grantTicket(await openAuthority(caKey), { holder, service: TICKETS[service], now, uniqueId: 1 });
  return request
    .replace(/(<token>).*(<\/token><sign>).*(<\/sign>)/is, (_, a: string, b: string, c: string) => `${a}${token}${b}${sign}${c}`)
    .replace(/(<idPersona>)(\d+)(?=<)/, (whole, tag: string, cuit: string) => (SUBSTITUTES[cuit] ? tag + SUBSTITUTES[cuit] : whole));
}
