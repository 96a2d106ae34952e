import { expect, test } from "vitest";
import { endpointsOf } from "./endpoints.ts";

test("an empty variable leaves ARCA's own address", () => {
  expect(endpointsOf("production", { ARCA_PRODUCTION_WSFE_URL: "" }).wsfe).toBe("https://servicios1.afip.gov.ar/wsfev1/service.asmx");
});

test("a variable replaces its own address only", () => {
  const endpoints = endpointsOf("homologation", {
    ARCA_HOMOLOGATION_WSFE_URL: "https://relay.example/wsfe",
    ARCA_PRODUCTION_WSAA_URL: "https://no.example",
  });
  expect(endpoints).toEqual({ wsaa: "https://wsaahomo.afip.gov.ar/ws/services/LoginCms", wsfe: "https://relay.example/wsfe" });
});

test("nothing leads the sandbox outside", () => {
  const everywhere = { ARCA_HOMOLOGATION_WSFE_URL: "https://relay.example", ARCA_PRODUCTION_WSFE_URL: "https://relay.example" };
  expect(endpointsOf("sandbox", everywhere)).toEqual(endpointsOf("sandbox", {}));
});
