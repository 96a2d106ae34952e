import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { find, parseXml, textOf } from "../../workers/platform/xml.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { CUIT, LOGIN_URL, makeIdentity, NOW, postLogin, signRequest, ticketIn } from "./support.ts";

const DAY_MS = 86_400_000;
const identity = await makeIdentity({ tenant: "org_wsaa" });

/** A loginTicketRequest that is good at NOW, or is not after a change. */
const request = (change: (xml: string) => string = (xml) => xml): string =>
  change(
    '<?xml version="1.0" encoding="UTF-8"?><loginTicketRequest version="1.0"><header><uniqueId>7</uniqueId>' +
      "<generationTime>2026-11-24T11:50:00-03:00</generationTime><expirationTime>2026-11-24T12:10:00-03:00</expirationTime>" +
      "</header><service>wsfe</service></loginTicketRequest>",
  );

async function faultOf(response: Response): Promise<string | undefined> {
  expect(response.status).toBe(500);
  return textOf(find(parseXml(await response.text()), "Body", "Fault"), "faultcode");
}

test("a signed request is answered with a ticket of twelve hours", async () => {
  const response = await postLogin(await signRequest(identity));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  expect(response.headers.get("server-timing")).toMatch(/^sandbox;dur=\d+\.\d$/);
  const ticket = await ticketIn(response);
  const header = find(ticket, "header");
  expect(textOf(header, "source")).toBe("CN=wsaahomo, O=AFIP, C=AR, SERIALNUMBER=CUIT 33693450239");
  expect(textOf(header, "destination")).toBe(`SERIALNUMBER=CUIT ${CUIT}, CN=prueba`);
  expect(textOf(header, "generationTime")).toBe("2026-11-24T12:00:00.000-03:00");
  expect(textOf(header, "expirationTime")).toBe("2026-11-25T00:00:00.000-03:00");
  const token = parseXml(atob(textOf(find(ticket, "credentials"), "token") ?? ""));
  const id = find(token, "id")?.attributes;
  expect(Number(id?.["gen_time"])).toBe(NOW.getTime() / 1000 - 60);
  expect(Number(id?.["exp_time"]) - Number(id?.["gen_time"])).toBe(43_260);
  const login = find(token, "operation", "login");
  expect(login?.attributes).toMatchObject({
    service: "wsfe",
    uid: `SERIALNUMBER=CUIT ${CUIT}, CN=prueba`,
    authmethod: "cms",
    regmethod: "22",
  });
  expect(find(login, "relations", "relation")?.attributes).toEqual({ key: CUIT, reltype: "4" });
});

test("the answer is in the namespace of the question", async () => {
  const cms = await signRequest(identity);
  const ask = async (operation: string) => {
    const body = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${operation}</e:Body></e:Envelope>`;
    const response = await handleSandbox(new Request(LOGIN_URL, { method: "POST", headers: { soapaction: "None" }, body }), env, NOW);
    return /<loginCmsResponse xmlns="([^"]*)">/.exec(await response.text())?.[1];
  };
  expect(await ask(`<loginCms xmlns="urn:a"><in0>${cms}</in0></loginCms>`)).toBe("urn:a");
  expect(await ask(`<ser:loginCms xmlns:ser="urn:b"><in0>${cms}</in0></ser:loginCms>`)).toBe("urn:b");
  expect(await ask(`<loginCms><in0>${cms}</in0></loginCms>`)).toBe("http://wsaa.view.sua.dvadac.desein.afip.gov");
});

test("a fault has Axis's form to the byte", async () => {
  const response = await postLogin("AAAA");
  expect(response.status).toBe(500);
  expect(await response.text()).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode xmlns:ns1="http://xml.apache.org/axis/">ns1:cms.bad</faultcode><faultstring>El CMS no es valido</faultstring><detail><ns2:exceptionName xmlns:ns2="http://xml.apache.org/axis/">gov.afip.desein.dvadac.sua.view.wsaa.LoginFault</ns2:exceptionName><ns3:hostname xmlns:ns3="http://xml.apache.org/axis/">sandbox.arca-api</ns3:hostname></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>',
  );
});

test("what is not SOAP with a message in it is refused before anything else", async () => {
  expect(await faultOf(await postLogin("AAAA", {}))).toBe("ns1:Client.NoSOAPAction");
  const post = (body: string) => handleSandbox(new Request(LOGIN_URL, { method: "POST", headers: { soapaction: "" }, body }), env, NOW);
  expect(await faultOf(await post("<a>"))).toBe("soapenv:Server.userException");
  expect(await faultOf(await post("<Envelope><Body><loginCms/></Body></Envelope>"))).toBe("soapenv:Server.userException");
  expect((await post("x".repeat(300_000))).status).toBe(413);
  expect((await handleSandbox(new Request(LOGIN_URL), env, NOW)).status).toBe(405);
});

test("the message: base64, CMS, signature", async () => {
  expect(await faultOf(await postLogin("¿?"))).toBe("ns1:cms.bad.base64");
  expect(await faultOf(await postLogin(""))).toBe("ns1:cms.bad");
  const cms = await signRequest(identity);
  const altered = btoa(atob(cms).replace("<service>wsfe", "<service>wsfx"));
  expect(altered).not.toBe(cms);
  const fault = await postLogin(altered);
  expect(await fault.clone().text()).toContain("Firma inv&#xE1;lida o algoritmo no soportado");
  expect(await faultOf(fault)).toBe("ns1:cms.sign.invalid");
  expect((await postLogin(cms.replaceAll(/(.{64})/g, "$1\r\n"))).status).toBe(200);
});

test("the certificate: dates, issuer", async () => {
  const old = await makeIdentity({ tenant: "org_wsaa", now: new Date("2020-01-01T00:00:00Z") });
  expect(await faultOf(await postLogin(await signRequest(old)))).toBe("ns1:cms.cert.expired");
  const future = await makeIdentity({ tenant: "org_wsaa", now: new Date(NOW.getTime() + 2 * DAY_MS) });
  expect(await faultOf(await postLogin(await signRequest(future)))).toBe("ns1:cms.cert.invalid");
  const body = identity.certificate.replaceAll(/-----.*-----|\n/g, "");
  const forged = {
    ...identity,
    certificate: `-----BEGIN CERTIFICATE-----\n${btoa(atob(body).replace("org_wsaa", "org_wsab"))}\n-----END CERTIFICATE-----\n`,
  };
  expect(await faultOf(await postLogin(await signRequest(forged)))).toBe("ns1:cms.cert.untrusted");
});

test("the request inside reaches its checks", async () => {
  const fault = async (change: (xml: string) => string) => faultOf(await postLogin(await signRequest(identity, request(change))));
  expect((await postLogin(await signRequest(identity, request()))).status).toBe(200);
  expect(await fault((xml) => xml.replace("wsfe", "wsmtxca"))).toBe("ns1:coe.notAuthorized");
  expect(await fault(() => "hola")).toBe("ns1:xml.bad");
});

test("other paths do not exist", async () => {
  expect((await handleSandbox(new Request("https://sandbox.test/sandbox/arca/nada"), env, NOW)).status).toBe(404);
});
