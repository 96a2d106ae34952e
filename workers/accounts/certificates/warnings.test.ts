import { expect, test } from "vitest";
import { authorityFaults, authorityWarnings } from "./warnings.ts";

const TEST = "CN=Computadores Test, O=AFIP, C=AR, serialNumber=CUIT 33693450239";
const REAL = "CN=Computadores, O=AFIP, C=AR";
const HERE = { homologation: "http://127.0.0.1:1/wsaa", production: "" };
const RELAYED = { homologation: "https://wsaahomo.afip.gov.ar/ws/services/LoginCms", production: "https://relay.example/wsaa" };
const issued = (issuedBy: string) => ({ cuit: "30500010912", issuedBy });
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

test.each([
  ["homologation", TEST],
  ["production", REAL],
  ["sandbox", "C=AR, O=ARCA, CN=Computadores Sandbox"],
] as const)("%s knows its own authority", (environment, authority) => {
  for (const urls of [HERE, RELAYED]) {
    expect([...authorityFaults(issued(authority), environment, urls), ...authorityWarnings(issued(authority), environment, urls)]).toEqual(
      [],
    );
  }
});

test("another authority's certificate is refused where ARCA itself answers, and warned of elsewhere", () => {
  expect(codes(authorityFaults(issued(TEST), "production", HERE))).toEqual(["certificate_foreign_authority"]);
  expect(codes(authorityWarnings(issued(TEST), "production", RELAYED))).toEqual(["certificate_foreign_authority"]);
  expect(codes(authorityFaults(issued(REAL), "homologation", RELAYED))).toEqual(["certificate_foreign_authority"]);
  expect(codes(authorityWarnings(issued(REAL), "homologation", HERE))).toEqual(["certificate_foreign_authority"]);
  expect(authorityFaults(issued(REAL), "homologation", HERE)).toEqual([]);
});
