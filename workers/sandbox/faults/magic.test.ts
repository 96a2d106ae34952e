import { expect, test } from "vitest";
import { wishesIn } from "./magic.ts";

const detail = (number: number, document: string, total: string) =>
  `<FECAEDetRequest><DocTipo>96</DocTipo><DocNro>${document}</DocNro><CbteDesde>${number}</CbteDesde><ImpTotal>${total}</ImpTotal></FECAEDetRequest>`;
const body = (...details: string[]) =>
  `<s:Envelope xmlns:s="s"><s:Body><FECAESolicitar xmlns="f"><Auth><Token>t</Token><Cuit>20111111112</Cuit></Auth><FeCAEReq>
  <FeCabReq><CantReg>1</CantReg><PtoVta>3</PtoVta><CbteTipo>6</CbteTipo></FeCabReq><FeDetReq>${details.join("")}</FeDetReq></FeCAEReq>
  </FECAESolicitar></s:Body></s:Envelope>`;
const wishes = (...details: string[]) => wishesIn("FECAESolicitar", body(...details));

test("a document or a total asks for a fault, for its comprobante alone", () => {
  const mark = "20111111112,3,6,7,lost_answer";
  expect(wishes(detail(7, "99900002", "121.00"))).toEqual([{ kind: "lost_answer", mark }]);
  expect(wishes(detail(7, "30111222", "90901.02"))).toEqual([{ kind: "lost_answer", mark }]);
  expect(wishes(detail(6, "30111222", "121"), detail(7, "99900002", "121"))).toEqual([{ kind: "lost_answer", mark }]);
});

test("cents are read as cents, however they are written", () => {
  expect(wishes(detail(7, "0", "90901.1"))[0]?.kind).toBe("arca_502");
  expect(wishes(detail(7, "0", "90901.100000"))[0]?.kind).toBe("arca_502");
  expect(wishes(detail(7, "0", "90901.01"))[0]?.kind).toBe("delay");
});

test.each([
  ["another document", detail(1, "99900099", "121")],
  ["a longer one", detail(1, "999000021", "121")],
  ["a total beside it", detail(1, "0", "90901.99")],
  ["a larger total", detail(1, "0", "190901.02")],
  ["a whole one", detail(1, "0", "90901")],
])("nothing is asked for by %s", (_, given) => {
  expect(wishes(given)).toEqual([]);
});

test("other operations, and what is no XML, ask for nothing", () => {
  expect(wishesIn("FECompConsultar", body(detail(1, "99900002", "121")))).toEqual([]);
  expect(wishesIn("FECAESolicitar", "<DocNro>99900002</DocNro")).toEqual([]);
});
