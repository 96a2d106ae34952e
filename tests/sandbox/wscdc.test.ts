import { expect, test } from "vitest";
import { authXml, call, CUIT, detailXml, newTenantFor, NOW, solicitarXml, TODAY, WSCDC } from "./support.ts";

const ask = (operation: string, inner: string) => call(operation, inner, NOW, WSCDC);
const NO_EVENT = "<Events><Evt><Code>0</Code></Evt></Events>";

interface Asked {
  readonly mode?: string;
  readonly issuer?: string;
  readonly number?: number;
  readonly date?: string;
  readonly total?: string;
  readonly code: string;
  readonly receiver?: string;
}

const askedXml = ({ mode = "CAE", issuer = CUIT, number = 1, date = TODAY, total = "121", code, receiver = "" }: Asked): string =>
  `<CmpReq><CbteModo>${mode}</CbteModo><CuitEmisor>${issuer}</CuitEmisor><PtoVta>1</PtoVta><CbteTipo>6</CbteTipo><CbteNro>${number}</CbteNro><CbteFch>${date}</CbteFch><ImpTotal>${total}</ImpTotal><CodAutorizacion>${code}</CodAutorizacion>${receiver}</CmpReq>`;

const TO_DNI = "<DocTipoReceptor>96</DocTipoReceptor><DocNroReceptor>30111222</DocNroReceptor>";

async function issued() {
  const { wsfe, wscdc } = await newTenantFor(["wsfe", "wscdc"]);
  const answer = await call("FECAESolicitar", authXml(wsfe) + solicitarXml([detailXml(1, { DocTipo: 96, DocNro: "30111222" })]));
  return { auth: authXml(wscdc), code: /<CAE>(\d+)/.exec(answer)?.[1] ?? "" };
}

test("a comprobante is found as it was given", async () => {
  const { auth, code } = await issued();
  const asked = askedXml({ code, receiver: TO_DNI });
  expect(await ask("ComprobanteConstatar", auth + asked)).toBe(
    `${asked.replaceAll("CmpReq", "CmpResp")}<Resultado>A</Resultado><FchProceso>20261124120000</FchProceso>${NO_EVENT}`,
  );
});

test.each<[string, Partial<Asked>, number]>([
  ["another CAE", { code: "96470000000000" }, 100],
  ["another number", { number: 2 }, 100],
  ["another issuer", { issuer: "30500010912" }, 100],
  ["another mode", { mode: "CAI" }, 100],
  ["another date", { date: "20261123" }, 101],
  ["another total", { total: "121.01" }, 101],
  ["another receiver", { receiver: TO_DNI.replace("30111222", "30111223") }, 101],
  ["no receiver, though there is one", { receiver: "" }, 101],
])("%s is not it", async (_, changes, expected) => {
  const { auth, code } = await issued();
  const answer = await ask("ComprobanteConstatar", auth + askedXml({ code, receiver: TO_DNI, ...changes }));
  expect(answer).toContain(`<Resultado>R</Resultado><Observaciones><Obs><Code>${expected}</Code>`);
});

test("another tenant's comprobantes are not there", async () => {
  const { code } = await issued();
  const { auth } = await issued();
  expect(await ask("ComprobanteConstatar", auth + askedXml({ code, receiver: TO_DNI }))).toContain("<Code>100</Code>");
});

test("parameters, and a table that is empty", async () => {
  const auth = authXml((await newTenantFor(["wscdc"])).wscdc);
  expect(await ask("ComprobantesModalidadConsultar", auth)).toMatch(
    /^<ResultGet><FacModTipo><Cod>CAE<\/Cod><Desc>Comprobantes - CAE<\/Desc>/,
  );
  expect(await ask("ComprobantesTipoConsultar", auth)).toContain("<CbteTipo><Id>19</Id><Desc>Factura de Exportación</Desc></CbteTipo>");
  expect(await ask("DocumentosTipoConsultar", auth)).toContain("<DocTipo><Id>00</Id><Desc>CI Policía Federal</Desc></DocTipo>");
  expect(await ask("OpcionalesTipoConsultar", auth)).toBe(
    `<Errors><Err><Code>503</Code><Msg>Sin Resultados: - Metodo OpcionalesTipoConsultar</Msg></Err></Errors>${NO_EVENT}`,
  );
});

test("the dummy needs no ticket; nothing else does without", async () => {
  expect(await ask("ComprobanteDummy", "")).toContain("<AuthServer>OK</AuthServer>");
  expect(await ask("ComprobantesTipoConsultar", "")).toMatch(/^<Errors><Err><Code>500<\/Code>/);
});
