import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { find, parseXml, textOf } from "../../workers/platform/xml.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { buildTicketRequest } from "../../workers/arca/wsaa/ticket-request.ts";
import { LOGIN_URL, makeIdentity, NOW, postLogin, signRequest } from "../sandbox/support.ts";

const SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
const newTenant = () => `org_${crypto.randomUUID()}`;
const later = (ms: number) => new Date(NOW.getTime() + ms);

const asSoap12 = (inner: string) =>
  handleSandbox(
    new Request(LOGIN_URL, {
      method: "POST",
      headers: { "content-type": "application/soap+xml; charset=utf-8" },
      body: `<s:Envelope xmlns:s="${SOAP_12}"><s:Body>${inner}</s:Body></s:Envelope>`,
    }),
    env,
    NOW,
  );

describe("SOAP 1.2", () => {
  test("needs no SOAPAction, and is answered in SOAP 1.2", async () => {
    const cms = await signRequest(await makeIdentity({ tenant: newTenant() }));
    const response = await asSoap12(`<loginCms xmlns="urn:a"><in0>${cms}</in0></loginCms>`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/soap+xml; charset=utf-8"]);
    const root = parseXml(await response.text());
    expect(root.namespace).toBe(SOAP_12);
    expect(textOf(find(root, "Body", "loginCmsResponse"), "loginCmsReturn")).toContain("<loginTicketResponse");
  });

  test("has its own form of fault", async () => {
    const response = await asSoap12(`<loginCms xmlns="urn:a"><in0>AAAA</in0></loginCms>`);
    expect(response.status).toBe(500);
    const fault = find(parseXml(await response.text()), "Body", "Fault");
    expect(textOf(find(fault, "Code"), "Value")).toBe("soapenv:Receiver");
    expect(textOf(find(fault, "Code", "Subcode"), "Value")).toBe("ns1:cms.bad");
    expect(textOf(find(fault, "Reason"), "Text")).toBe("El CMS no es valido");
  });
});

test("?wsdl declares the operation, at the address where it was asked for", async () => {
  for (const query of ["?wsdl", "?WSDL"]) {
    const response = await handleSandbox(new Request(LOGIN_URL + query), env, NOW);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/xml; charset=utf-8"]);
    const wsdl = parseXml(await response.text());
    expect(wsdl.attributes["targetNamespace"]).toBe(LOGIN_URL);
    expect(find(wsdl, "service", "port", "address")?.attributes["location"]).toBe(LOGIN_URL);
    expect(find(wsdl, "binding", "operation", "operation")?.attributes["soapAction"]).toBe("");
  }
  expect((await handleSandbox(new Request(LOGIN_URL), env, NOW)).status).toBe(405);
});

test.each(["wsfe", "wsfex", "wscdc", "ws_sr_constancia_inscripcion", "ws_sr_padron_a13"])("a ticket for %s", async (service) => {
  const identity = await makeIdentity({ tenant: newTenant() });
  const content = buildTicketRequest({ service, now: NOW, uniqueId: 7 });
  expect((await postLogin(await signRequest(identity, content))).status).toBe(200);
});

const faultOf = async (response: Response) => textOf(find(parseXml(await response.text()), "Body", "Fault"), "faultcode");

describe("the window within which there is no second ticket", () => {
  const logIn = async (identity: Awaited<ReturnType<typeof makeIdentity>>, now = NOW, service = "wsfe") => {
    const cms = await signRequest(identity, buildTicketRequest({ service, now, uniqueId: 7 }));
    const response = await postLogin(cms, undefined, now);
    return response.status === 200 ? "granted" : faultOf(response);
  };

  test("is none unless it is set", async () => {
    const identity = await makeIdentity({ tenant: newTenant() });
    expect([await logIn(identity), await logIn(identity)]).toEqual(["granted", "granted"]);
  });

  test("is of one certificate and one service, and ends", async () => {
    const tenant = newTenant();
    const [identity, other] = [await makeIdentity({ tenant }), await makeIdentity({ tenant })];
    expect(await logIn(identity)).toBe("granted");
    await env.SANDBOX.getByName(tenant).setFaultPlan({ rules: [], reloginWindowMs: 600_000 });
    expect(await logIn(identity, later(1_000))).toBe("ns1:coe.alreadyAuthenticated");
    expect(await logIn(identity, later(1_000), "wsfex")).toBe("granted");
    expect(await logIn(other, later(1_000))).toBe("granted");
    expect(await logIn(identity, later(600_000))).toBe("granted");
    expect(await logIn(identity, later(600_001))).toBe("ns1:coe.alreadyAuthenticated");
  });
});

describe("what a tenant asks for", () => {
  test.each([
    ["arca_500", "ns1:wsaa.internalError"],
    ["arca_501", "ns1:wsaa.unavailable"],
    ["arca_502", "ns1:wsn.unavailable"],
    ["arca_600", "ns1:coe.notAuthorized"],
    ["already_authenticated", "ns1:coe.alreadyAuthenticated"],
  ] as const)("%s is %s", async (kind, code) => {
    const tenant = newTenant();
    const cms = await signRequest(await makeIdentity({ tenant }));
    const rule = { operation: "LoginCms", kind, probability: 1, left: 1, until: null };
    await env.SANDBOX.getByName(tenant).setFaultPlan({ rules: [rule], reloginWindowMs: 0 });
    const refused = await postLogin(cms);
    expect(refused.status).toBe(500);
    expect(await faultOf(refused)).toBe(code);
    expect((await postLogin(cms)).status).toBe(200);
  });

  test("is not used up by a message that the certificate did not sign", async () => {
    const tenant = newTenant();
    const cms = await signRequest(await makeIdentity({ tenant }));
    const rule = { operation: "*", kind: "http_500", probability: 1, left: 1, until: null } as const;
    await env.SANDBOX.getByName(tenant).setFaultPlan({ rules: [rule], reloginWindowMs: 0 });
    expect(await faultOf(await postLogin(btoa(atob(cms).replace("<service>wsfe", "<service>wsfx"))))).toBe("ns1:cms.sign.invalid");
    expect(await (await postLogin(cms)).text()).toBe("Internal Server Error");
  });
});
