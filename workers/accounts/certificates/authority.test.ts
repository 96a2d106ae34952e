import { expect, test } from "vitest";
import { authorityObjection } from "./authority.ts";

const TEST = "CN=Computadores Test, O=AFIP, C=AR, serialNumber=CUIT 33693450239";
const REAL = "CN=Computadores, O=AFIP, C=AR";
const SANDBOX = "C=AR, O=ARCA API, CN=Computadores Sandbox";
const OWN = "CN=test, O=Test";
const HERE = { homologation: "http://127.0.0.1:1/wsaa", production: "" };
const RELAYED = { homologation: "https://wsaahomo.afip.gov.ar/ws/services/LoginCms", production: "https://relay.example/wsaa" };

test.each([
  ["homologation", TEST],
  ["production", REAL],
  ["sandbox", SANDBOX],
] as const)("%s knows its own authority", (environment, authority) => {
  for (const urls of [HERE, RELAYED]) expect(authorityObjection(authority, environment, urls)).toBeUndefined();
});

test.each([
  [TEST, "production", HERE, true, "certificate_wrong_environment"],
  [SANDBOX, "production", HERE, true, "certificate_wrong_environment"],
  [REAL, "homologation", RELAYED, true, "certificate_wrong_environment"],
  [OWN, "homologation", RELAYED, true, "certificate_foreign_authority"],
  [TEST, "production", RELAYED, false, "certificate_wrong_environment"],
  [REAL, "homologation", HERE, false, "certificate_wrong_environment"],
  [SANDBOX, "homologation", HERE, false, "certificate_wrong_environment"],
  [OWN, "homologation", HERE, false, "certificate_foreign_authority"],
  [TEST, "sandbox", HERE, true, "certificate_wrong_environment"],
  [OWN, "sandbox", HERE, true, "certificate_foreign_to_sandbox"],
] as const)("%s in %s: refused where ARCA itself or the sandbox answers, else warned of", (authority, environment, urls, refused, code) => {
  expect(authorityObjection(authority, environment, urls)).toMatchObject({ refused, problem: { code } });
});
