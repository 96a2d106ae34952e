import { expect, test } from "vitest";
import { endpointsOf } from "./endpoints.ts";

test("an empty variable leaves ARCA's own address", () => {
  expect(endpointsOf("production", { ARCA_PRODUCTION_WSFE_URL: "" })).toEqual(endpointsOf("production", {}));
  expect(endpointsOf("production", {}).wsfe).toBe("https://servicios1.afip.gov.ar/wsfev1/service.asmx");
});

test("a variable replaces its own address only", () => {
  const endpoints = endpointsOf("homologation", {
    ARCA_HOMOLOGATION_WSFE_URL: "https://relay.example/wsfe",
    ARCA_HOMOLOGATION_PADRON_A13_URL: "https://relay.example/a13",
    ARCA_PRODUCTION_WSAA_URL: "https://no.example",
  });
  expect(endpoints).toEqual({
    ...endpointsOf("homologation", {}),
    wsfe: "https://relay.example/wsfe",
    padronA13: "https://relay.example/a13",
  });
});

test("nothing leads the sandbox outside", () => {
  const everywhere = { ARCA_HOMOLOGATION_WSFE_URL: "https://relay.example", ARCA_PRODUCTION_WSFE_URL: "https://relay.example" };
  expect(endpointsOf("sandbox", everywhere)).toEqual(endpointsOf("sandbox", {}));
});
