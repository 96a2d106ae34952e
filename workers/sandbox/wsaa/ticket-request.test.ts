import { expect, test } from "vitest";
import { checkTicketRequest } from "./ticket-request.ts";

const NOW = new Date("2026-11-24T15:00:00Z");
const signer = "SERIALNUMBER=CUIT 20111111112, CN=prueba";
const REQUEST = `<?xml version="1.0" encoding="UTF-8"?>
<loginTicketRequest version="1.0">
  <header>
    <uniqueId>4294967295</uniqueId>
    <generationTime>2026-11-24T11:50:00-03:00</generationTime>
    <expirationTime>2026-11-24T12:10:00-03:00</expirationTime>
  </header>
  <service>wsfe</service>
</loginTicketRequest>`;

function outcome(xml: string): string {
  try {
    return checkTicketRequest(xml, { signer, now: NOW, realNow: NOW });
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const changed = (from: string | RegExp, to: string): string => {
  const xml = REQUEST.replace(from, to);
  expect(xml).not.toBe(REQUEST);
  return outcome(xml);
};
const generated = (text: string) => changed("2026-11-24T11:50:00-03:00", text);
const expires = (text: string) => changed("2026-11-24T12:10:00-03:00", text);
const header = (text: string) => changed("<header>", `<header>${text}`);

test("a good request is for its service", () => {
  expect(outcome(REQUEST)).toBe("wsfe");
  expect(changed(' version="1.0">', ">")).toBe("wsfe");
  expect(changed('version="1.0">', 'version="1">')).toBe("wsfe");
});

test.each([
  ["no XML", "<loginTicketRequest", ""],
  ["another root", /loginTicketRequest/g, "request"],
  ["no uniqueId", /<uniqueId>.*<\/uniqueId>/, ""],
  ["a uniqueId above 32 bits", "4294967295", "4294967296"],
  ["another element", "<service>", "<otro/><service>"],
  ["fields in another order", /(<uniqueId>.*<\/uniqueId>)\s*(<gen.*>)/, "$2$1"],
  ["a service that is no name", "wsfe", "1"],
  ["a version that is no number", 'version="1.0">', 'version="uno">'],
  ["a date that is none", "2026-11-24T11:50:00-03:00", "24/11/2026"],
  ["a day that does not exist", "2026-11-24T11:50:00-03:00", "2026-13-24T11:50:00-03:00"],
])("schema: %s", (_, from, to) => {
  expect(changed(from, to)).toBe("ns1:xml.bad");
});

test("version", () => {
  expect(changed('version="1.0">', 'version="2.0">')).toBe("ns1:xml.version.notSupported");
});

test("source and destination, if they are there, name the certificate and WSAA", () => {
  expect(header("<source>cn=prueba,serialNumber=CUIT 20111111112</source>")).toBe("wsfe");
  expect(header("<source>cn=otra,serialNumber=CUIT 20111111112</source>")).toBe("ns1:xml.source.invalid");
  for (const name of ["wsaa", "wsaahomo"])
    expect(header(`<destination>C=ar, O=afip, CN=${name}, serialNumber=CUIT 33693450239</destination>`)).toBe("wsfe");
  expect(header("<destination>cn=wsaa</destination>")).toBe("ns1:xml.destination.invalid");
});

test("times, with the offset that they say", () => {
  expect(generated("2026-11-24T15:00:00Z")).toBe("wsfe");
  expect(generated("2026-11-24T11:59:59.999")).toBe("wsfe");
  expect(generated("2026-11-24T12:00:00.001-03:00")).toBe("ns1:xml.generationTime.invalid");
  expect(generated("2026-11-24T15:00:00-03:00")).toBe("ns1:xml.generationTime.invalid");
  expect(generated("2026-11-23T11:59:59-03:00")).toBe("ns1:xml.generationTime.invalid");
  expect(expires("2026-11-24T12:00:00-03:00")).toBe("ns1:xml.expirationTime.expired");
  expect(expires("2026-11-25T12:00:00-03:00")).toBe("wsfe");
  expect(expires("2026-11-25T12:00:01-03:00")).toBe("ns1:xml.expirationTime.invalid");
});

test("times that are right by the real clock are right, whatever a tenant's says", () => {
  const at = (now: string, realNow: string) => {
    try {
      return checkTicketRequest(REQUEST, { signer, now: new Date(now), realNow: new Date(realNow) });
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(at("2027-11-24T15:00:00Z", "2026-11-24T15:00:00Z")).toBe("wsfe");
  expect(at("2026-11-24T15:00:00Z", "2027-11-24T15:00:00Z")).toBe("wsfe");
  expect(at("2026-11-24T15:20:00Z", "2027-11-24T15:00:00Z")).toBe("ns1:xml.expirationTime.expired");
});

test("services that ARCA has and this sandbox does not, and those that nobody has", () => {
  for (const service of ["wsfex", "wscdc", "ws_sr_constancia_inscripcion", "ws_sr_padron_a13"])
    expect(changed("wsfe<", `${service}<`)).toBe(service);
  expect(changed("wsfe<", "wsmtxca<")).toBe("ns1:coe.notAuthorized");
  expect(changed("wsfe<", "nada<")).toBe("ns1:wsn.notFound");
});
