import { expect, test } from "vitest";
import { openWscdc } from "./client.ts";

function against(operation: string, result: string) {
  const bodies: string[] = [];
  const answer = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><${operation}Response xmlns="http://servicios1.afip.gob.ar/wscdc/"><${operation}Result>${result}</${operation}Result></${operation}Response></e:Body></e:Envelope>`;
  const wscdc = openWscdc({
    endpoint: "https://wscdc.example/",
    send: async (request) => {
      bodies.push(await request.text());
      return new Response(answer);
    },
    timeoutMs: 1_000,
    auth: async () => ({ token: "token", sign: "sign" }),
    cuit: "30500010912",
  });
  return { wscdc, bodies };
}

const COMPROBANTE = {
  CbteModo: "CAE",
  CuitEmisor: "20267565393",
  PtoVta: 5,
  CbteTipo: 1,
  CbteNro: 24,
  CbteFch: "20261124",
  ImpTotal: "1754.5",
  CodAutorizacion: "96481234567893",
};
const ERR = (code: number): string => `<Errors><Err><Code>${code}</Code><Msg>No</Msg></Err></Errors>`;

test("a comprobante of ARCA's own, and one that is not", async () => {
  const { wscdc, bodies } = against(
    "ComprobanteConstatar",
    "<Resultado>A</Resultado><FchProceso>20261124101112</FchProceso><Events><Evt><Code>0</Code></Evt></Events>",
  );
  expect(await wscdc.verify(COMPROBANTE)).toEqual({ result: "A", observations: [], processedAt: "20261124101112" });
  expect(bodies[0]).toContain(
    "</Auth><CmpReq><CbteModo>CAE</CbteModo><CuitEmisor>20267565393</CuitEmisor><PtoVta>5</PtoVta><CbteTipo>1</CbteTipo>",
  );
  const unknown = "<Resultado>R</Resultado><Observaciones><Obs><Code>100</Code><Msg>No existe</Msg></Obs></Observaciones>";
  expect(await against("ComprobanteConstatar", unknown).wscdc.verify(COMPROBANTE)).toMatchObject({
    result: "R",
    observations: [{ code: 100, message: "No existe" }],
  });
});

test("ARCA's errors are thrown; 503 says that a table is empty", async () => {
  await expect(against("ComprobanteConstatar", ERR(600)).wscdc.verify(COMPROBANTE)).rejects.toMatchObject({ arcaErrors: [{ code: 600 }] });
  expect(await against("OpcionalesTipoConsultar", ERR(503)).wscdc.table("optionals")).toEqual([]);
  const modes = "<ResultGet><FacModTipo><Cod>CAE</Cod><Desc>Comprobantes - CAE</Desc></FacModTipo></ResultGet>";
  expect(await against("ComprobantesModalidadConsultar", modes).wscdc.table("modes")).toEqual([
    { id: "CAE", description: "Comprobantes - CAE" },
  ]);
});
