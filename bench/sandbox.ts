import { createPrivateKey } from "node:crypto";
import { fiscalDate, toArcaDate } from "../shared/dates.ts";
import { buildTicketRequest } from "../workers/arca/wsaa/ticket-request.ts";
import { find, parseXml, textOf } from "../workers/platform/xml.ts";
import { signCms } from "../workers/signer/cms.ts";
import type { LocalInstance } from "./local-instance.ts";
import { type Figure, percentile } from "./report.ts";

const CUIT = "20111111112";
const RECORDS = 250;
const WARM_UP = 5;
/** Of so many, one slow answer is not the P95. */
const MEASURED = { signing: 200, calls: 60 };
const RSA_SHA256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** Requests of 250 records over HTTP, as the client waits for them: parsed, checked, numbered, written down, answered. */
export async function benchSandbox({ url, apiKey }: LocalInstance): Promise<Figure[]> {
  const { auth, signing } = await logIn(url, apiKey);
  const times = [];
  for (let i = 0; i < WARM_UP + MEASURED.calls; i++) {
    const body = requestXml(auth, i * RECORDS + 1);
    const started = performance.now();
    const answer = await post(`${url}/sandbox/arca/wsfev1/service.asmx`, "http://ar.gov.afip.dif.FEV1/FECAESolicitar", body);
    if (i >= WARM_UP) times.push(performance.now() - started);
    const caes = answer.match(/<CAE>\d{14}<\/CAE>/g)?.length ?? 0;
    if (caes !== RECORDS) throw new Error(`${caes} CAEs: ${answer.slice(0, 2000)}`);
  }
  return [
    { name: "login request signed (CMS), P95", value: percentile(signing, 0.95), unit: "ms", atMost: 10 },
    { name: "FECAESolicitar with 250 records, P50", value: percentile(times, 0.5), unit: "ms", atMost: 150 },
    { name: "FECAESolicitar with 250 records, P95", value: percentile(times, 0.95), unit: "ms", atMost: 150 },
  ];
}

/** @returns the element Auth of a ticket, by a certificate of the sandbox's own; and how long it took to sign for one */
async function logIn(url: string, apiKey: string): Promise<{ auth: string; signing: number[] }> {
  const response = await fetch(`${url}/v1/sandbox/certificates`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ cuit: CUIT }),
  });
  const made = await response.json<{ certificate: string; private_key: string }>();
  const pkcs8 = createPrivateKey(made.private_key).export({ type: "pkcs8", format: "der" });
  const key = await crypto.subtle.importKey("pkcs8", new Uint8Array(pkcs8), RSA_SHA256, false, ["sign"]);
  const now = new Date();
  const content = buildTicketRequest({ service: "wsfe", now, uniqueId: 1 });
  const signing: number[] = [];
  let cms = "";
  for (let i = 0; i < WARM_UP + MEASURED.signing; i++) {
    const started = performance.now();
    cms = await signCms({ key, certificate: made.certificate, content, now });
    if (i >= WARM_UP) signing.push(performance.now() - started);
  }
  const answer = await post(
    `${url}/sandbox/arca/ws/services/LoginCms`,
    "",
    envelope(`<loginCms xmlns="urn:wsaa"><in0>${cms}</in0></loginCms>`),
  );
  const ticket = textOf(find(parseXml(answer), "Body", "loginCmsResponse"), "loginCmsReturn") ?? "";
  const credentials = find(parseXml(ticket), "credentials");
  const auth = `<Auth><Token>${textOf(credentials, "token")}</Token><Sign>${textOf(credentials, "sign")}</Sign><Cuit>${CUIT}</Cuit></Auth>`;
  return { auth, signing };
}

async function post(url: string, action: string, body: string): Promise<string> {
  const headers = { "content-type": "text/xml; charset=utf-8", soapaction: `"${action}"` };
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return text;
}

const envelope = (inner: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${inner}</soap:Body></soap:Envelope>`;

function requestXml(auth: string, first: number): string {
  const details = Array.from({ length: RECORDS }, (_, i) => detailXml(first + i)).join("");
  const head = `<FeCabReq><CantReg>${RECORDS}</CantReg><PtoVta>99</PtoVta><CbteTipo>6</CbteTipo></FeCabReq>`;
  const request = `<FeCAEReq>${head}<FeDetReq>${details}</FeDetReq></FeCAEReq>`;
  return envelope(`<FECAESolicitar xmlns="http://ar.gov.afip.dif.FEV1/">${auth}${request}</FECAESolicitar>`);
}

/** With every group that a factura B usually has. */
const detailXml = (number: number): string =>
  `<FECAEDetRequest><Concepto>1</Concepto><DocTipo>96</DocTipo><DocNro>${30_000_000 + number}</DocNro><CbteDesde>${number}</CbteDesde><CbteHasta>${number}</CbteHasta>` +
  `<CbteFch>${toArcaDate(fiscalDate(new Date()))}</CbteFch><ImpTotal>124.00</ImpTotal><ImpTotConc>0.00</ImpTotConc><ImpNeto>100.00</ImpNeto><ImpOpEx>0.00</ImpOpEx>` +
  "<ImpTrib>3.00</ImpTrib><ImpIVA>21.00</ImpIVA><MonId>PES</MonId><MonCotiz>1</MonCotiz><CondicionIVAReceptorId>5</CondicionIVAReceptorId>" +
  "<Tributos><Tributo><Id>7</Id><Desc>IIBB</Desc><BaseImp>100.00</BaseImp><Alic>3.00</Alic><Importe>3.00</Importe></Tributo></Tributos>" +
  "<Iva><AlicIva><Id>5</Id><BaseImp>100.00</BaseImp><Importe>21.00</Importe></AlicIva></Iva></FECAEDetRequest>";
