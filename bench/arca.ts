import { type ComprobanteDetail, openWsfe } from "../workers/arca/index.ts";
import { type Figure, percentile } from "./report.ts";

const RECORDS = 250;
const RUNS = 60;
const WARM_UP = 10;
const LANE = { PtoVta: 1, CbteTipo: 1 };

/** The client's own time for a full FECAESolicitar: the request built, the answer parsed and checked; nothing travels. */
export async function benchArca(): Promise<Figure[]> {
  const details = Array.from({ length: RECORDS }, (_, i) => detail(i + 1));
  const answer = answerTo(details);
  const wsfe = openWsfe({
    endpoint: "https://arca.example/",
    send: async () => new Response(answer),
    timeoutMs: 30_000,
    auth: async () => ({ token: "t".repeat(900), sign: "s".repeat(170) }),
    cuit: "30500010912",
  });
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await wsfe.authorize(LANE, details);
    times.push(performance.now() - started);
  }
  const warm = times.slice(WARM_UP);
  return [
    { name: `${RECORDS} records built and parsed, P50`, value: percentile(warm, 0.5), unit: "ms" },
    { name: `${RECORDS} records built and parsed, P95`, value: percentile(warm, 0.95), unit: "ms", atMost: 25 },
  ];
}

/** With everything that a factura A usually has. */
const detail = (number: number): ComprobanteDetail => ({
  Concepto: 3,
  DocTipo: 80,
  DocNro: "20111111112",
  CbteDesde: number,
  CbteHasta: number,
  CbteFch: "20261124",
  ImpTotal: "123.21",
  ImpTotConc: "0.00",
  ImpNeto: "100.00",
  ImpOpEx: "0.00",
  ImpTrib: "2.21",
  ImpIVA: "21.00",
  FchServDesde: "20261101",
  FchServHasta: "20261130",
  FchVtoPago: "20261210",
  MonId: "PES",
  MonCotiz: "1",
  CondicionIVAReceptorId: 1,
  Tributos: [{ Id: 7, Desc: "Percepción de IIBB", BaseImp: "100.00", Alic: "2.21", Importe: "2.21" }],
  Iva: [{ Id: 5, BaseImp: "100.00", Importe: "21.00" }],
});

function answerTo(details: readonly ComprobanteDetail[]): string {
  const records = details.map(
    ({ CbteDesde }) =>
      `<FECAEDetResponse><Concepto>3</Concepto><DocTipo>80</DocTipo><DocNro>20111111112</DocNro><CbteDesde>${CbteDesde}</CbteDesde><CbteHasta>${CbteDesde}</CbteHasta><CbteFch>20261124</CbteFch><Resultado>A</Resultado><Observaciones><Obs><Code>10217</Code><Msg>El credito fiscal discriminado en el presente comprobante solo podra ser computado</Msg></Obs></Observaciones><CAE>96481234567893</CAE><CAEFchVto>20261204</CAEFchVto></FECAEDetResponse>`,
  );
  const head = `<FeCabResp><Cuit>30500010912</Cuit><PtoVta>1</PtoVta><CbteTipo>1</CbteTipo><FchProceso>20261124101112</FchProceso><CantReg>${RECORDS}</CantReg><Resultado>A</Resultado><Reproceso>N</Reproceso></FeCabResp>`;
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `<FECAESolicitarResponse xmlns="http://ar.gov.afip.dif.FEV1/"><FECAESolicitarResult>${head}<FeDetResp>${records.join("")}</FeDetResp></FECAESolicitarResult></FECAESolicitarResponse></soap:Body></soap:Envelope>`
  );
}
