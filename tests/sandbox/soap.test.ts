import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { find, parseXml, textOf } from "../../workers/platform/xml.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { authXml, call, newTenant, NOW, post, WSFE, WSFE_URL } from "./support.ts";

const NAMESPACE = WSFE.namespace;
const LANE = "<PtoVta>1</PtoVta><CbteTipo>6</CbteTipo>";
const send = (body: string, headers: Record<string, string> = {}) =>
  handleSandbox(new Request(WSFE_URL, { method: "POST", headers, body }), env, NOW);

describe("SOAP 1.2", () => {
  const envelope = (inner: string) =>
    `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${inner}</e:Body></e:Envelope>`;
  const dummy = envelope(`<FEDummy xmlns="${NAMESPACE}"/>`);

  test("is answered in SOAP 1.2, whether the action is named or not", async () => {
    for (const type of ["application/soap+xml", `application/soap+xml; charset=utf-8; action="${NAMESPACE}FEDummy"`]) {
      const response = await send(dummy, { "content-type": type });
      expect(response.headers.get("content-type")).toBe("application/soap+xml; charset=utf-8");
      expect(await response.text()).toMatch(
        /^<\?xml[^>]*\?><soap:Envelope xmlns:soap="http:\/\/www\.w3\.org\/2003\/05\/soap-envelope".*<AuthServer>OK</,
      );
    }
  });

  test("has faults of its own form", async () => {
    const response = await send(dummy, { "content-type": `application/soap+xml; action="${NAMESPACE}FENada"` });
    expect(response.status).toBe(500);
    const fault = find(parseXml(await response.text()), "Body", "Fault");
    expect(textOf(find(fault, "Code"), "Value")).toBe("soap:Sender");
    expect(textOf(find(fault, "Reason"), "Text")).toContain("SOAPAction: http://ar.gov.afip.dif.FEV1/FENada.");
  });
});

describe("namespaces", () => {
  test("any prefix will do", async () => {
    const body = `<a:Envelope xmlns:a="urn:any"><a:Body><f:FEDummy xmlns:f="${NAMESPACE}"/></a:Body></a:Envelope>`;
    expect((await send(body, { soapaction: `"${NAMESPACE}FEDummy"` })).status).toBe(200);
  });

  test("an element of no namespace, or of another, is not there", async () => {
    const auth = authXml(await newTenant());
    const lane = '<PtoVta xmlns="">9</PtoVta><CbteTipo>6</CbteTipo>';
    expect(await call("FECompUltimoAutorizado", auth + lane)).toMatch(/<Errors><Err><Code>11000<\/Code>/);
    expect(await call("FECompUltimoAutorizado", auth.replace("<Auth>", '<Auth xmlns="urn:otro">') + LANE)).toMatch(
      /<Err><Code>500<\/Code>/,
    );
  });

  test("elements that ARCA does not know, and another order, change nothing", async () => {
    const auth = authXml(await newTenant());
    expect(await call("FECompUltimoAutorizado", `<Nada/><CbteTipo>6</CbteTipo><Otro>1</Otro><PtoVta>1</PtoVta>${auth}`)).toBe(
      `${LANE}<CbteNro>0</CbteNro>`,
    );
  });
});

test("a body of another operation than the action's has nothing for it", async () => {
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><FEDummy xmlns="${NAMESPACE}"/></s:Body></s:Envelope>`;
  const response = await send(body, { soapaction: `${NAMESPACE}FECompUltimoAutorizado` });
  expect(await response.text()).toContain("<Err><Code>500</Code>");
});

test("a number too large for its field, or no number, ends the request", async () => {
  const auth = authXml(await newTenant());
  const fault = async (value: string) => {
    const response = await post("FECompUltimoAutorizado", `${auth}<PtoVta>${value}</PtoVta><CbteTipo>6</CbteTipo>`);
    expect(response.status).toBe(500);
    return textOf(find(parseXml(await response.text()), "Body", "Fault"), "faultstring");
  };
  expect(await fault("2147483648")).toMatch(/System\.OverflowException: Value was either too large or too small for an Int32\.$/);
  expect(await fault("1.5")).toMatch(/System\.FormatException: Input string was not in a correct format\.$/);
});
