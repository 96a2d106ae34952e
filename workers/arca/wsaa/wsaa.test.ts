import { expect, test } from "vitest";
import { escapeXml } from "../../platform/xml.ts";
import { readTicketRequest } from "../../signer/ticket-request.ts";
import { login } from "./login.ts";
import { buildTicketRequest } from "./ticket-request.ts";

const NOW = new Date("2026-11-24T13:00:00.000Z");

test("the request is dated back, in the time of Buenos Aires, and the signer accepts it", () => {
  const text = buildTicketRequest({ service: "wsfe", now: NOW, uniqueId: 0xff_ff_ff_ff });
  expect(text).toContain("<uniqueId>4294967295</uniqueId>");
  expect(text).toContain("<generationTime>2026-11-24T09:50:00.000-03:00</generationTime>");
  expect(text).toContain("<expirationTime>2026-11-24T22:00:00.000-03:00</expirationTime>");
  expect(readTicketRequest(text)).toEqual({
    service: "wsfe",
    generatedAt: new Date("2026-11-24T12:50:00.000Z"),
    expiresAt: new Date("2026-11-25T01:00:00.000Z"),
  });
});

const ticketXml = ({ token = "dG9rZW4=", expires = "2026-11-24T22:00:00.330-03:00" }: { token?: string; expires?: string } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<loginTicketResponse version="1.0">
    <header>
        <source>CN=wsaahomo, O=AFIP, C=AR, SERIALNUMBER=CUIT 33693450239</source>
        <destination>SERIALNUMBER=CUIT 30500010912, CN=espiga</destination>
        <uniqueId>377544856</uniqueId>
        <generationTime>2026-11-24T10:00:00.330-03:00</generationTime>
        <expirationTime>${expires}</expirationTime>
    </header>
    <credentials>
        <token>${token}</token>
        <sign>c2lnbg==</sign>
    </credentials>
</loginTicketResponse>
`;

const answer = (inner: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
  `<loginCmsResponse xmlns="https://wsaahomo.afip.gov.ar/ws/services/LoginCms"><loginCmsReturn>${escapeXml(inner)}</loginCmsReturn>` +
  "</loginCmsResponse></soapenv:Body></soapenv:Envelope>";

const loginAgainst = (body: string, status = 200, seen: Request[] = []) =>
  login({
    send: async (request) => {
      seen.push(request);
      return new Response(body, { status });
    },
    url: "https://wsaa.example/ws/services/LoginCms",
    timeoutMs: 1_000,
    cms: "TUlJ",
  });

test("reads the ticket out of the text inside the answer", async () => {
  const seen: Request[] = [];
  expect(await loginAgainst(answer(ticketXml()), 200, seen)).toEqual({
    token: "dG9rZW4=",
    sign: "c2lnbg==",
    generatedAt: new Date("2026-11-24T13:00:00.330Z"),
    expiresAt: new Date("2026-11-25T01:00:00.330Z"),
  });
  expect(seen[0]?.headers.get("soapaction")).toBe('""');
  expect(await seen[0]?.text()).toContain("<in0>TUlJ</in0>");
});

test.each([
  ["no token", ticketXml({ token: "" }), "loginTicketResponse/credentials/token"],
  ["a time without offset", ticketXml({ expires: "2026-11-24T22:00:00.330" }), "loginTicketResponse/header/expirationTime"],
  ["no time at all", ticketXml({ expires: "mañana-03:00" }), "loginTicketResponse/header/expirationTime"],
  ["no XML inside", "hola", "loginCmsResponse/loginCmsReturn"],
])("names what is wrong: %s", async (_, inner, path) => {
  await expect(loginAgainst(answer(inner))).rejects.toMatchObject({ code: "unexpected_answer", message: expect.stringContaining(path) });
});

test("a fault keeps WSAA's code", async () => {
  const fault =
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault>' +
    '<faultcode xmlns:ns1="http://xml.apache.org/axis/">ns1:coe.alreadyAuthenticated</faultcode>' +
    "<faultstring>El CEE ya posee un TA valido para el acceso al WSN solicitado</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>";
  await expect(loginAgainst(fault, 500)).rejects.toMatchObject({ code: "soap_fault", fault: { code: "coe.alreadyAuthenticated" } });
});
