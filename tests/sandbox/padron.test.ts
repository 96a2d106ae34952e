import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { find, parseXml, textOf, type XmlElement } from "../../workers/platform/xml.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { TAXPAYERS } from "../../workers/sandbox/taxpayers/taxpayers.data.ts";
import { isCuit } from "../../shared/cuit.ts";
import { CUIT, newTenantFor, NOW, type Ticket } from "./support.ts";

const BASE = "https://sandbox.test/sandbox/arca/sr-padron/webservices/personaService";
const { ws_sr_constancia_inscripcion: constancia, ws_sr_padron_a13: padron } = await newTenantFor([
  "ws_sr_constancia_inscripcion",
  "ws_sr_padron_a13",
]);

interface Question {
  readonly service?: "A5" | "A13";
  readonly operation: string;
  readonly inner: string;
  readonly ticket?: Ticket;
  readonly now?: Date;
}

async function post({
  service = "A5",
  operation,
  inner,
  ticket = service === "A5" ? constancia : padron,
  now = NOW,
}: Question): Promise<Response> {
  const namespace = `http://${service.toLowerCase()}.soap.ws.server.puc.sr/`;
  const auth = `<token>${ticket.token}</token><sign>${ticket.sign}</sign><cuitRepresentada>${CUIT}</cuitRepresentada>`;
  const body = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><p:${operation} xmlns:p="${namespace}">${auth}${inner}</p:${operation}></e:Body></e:Envelope>`;
  return handleSandbox(new Request(BASE + service, { method: "POST", headers: { soapaction: '""' }, body }), env, now);
}

async function ask(question: Question): Promise<XmlElement | undefined> {
  const response = await post(question);
  expect(response.status).toBe(200);
  return find(parseXml(await response.text()), "Body", `${question.operation}Response`)?.children[0];
}

async function faultOf(question: Question): Promise<string | undefined> {
  const response = await post(question);
  expect(response.status).toBe(500);
  return textOf(find(parseXml(await response.text()), "Body", "Fault"), "faultstring");
}

const person = (cuit: string) => ask({ operation: "getPersona_v2", inner: `<idPersona>${cuit}</idPersona>` });
const taxes = (found: XmlElement | undefined, regime: string): (string | undefined)[] =>
  (find(found, regime)?.children ?? []).filter(({ name }) => name === "impuesto").map((tax) => textOf(tax, "idImpuesto"));

test("every CUIT of the register is one, in a range of its own, and only once", () => {
  expect(TAXPAYERS.filter(({ cuit }) => !isCuit(cuit))).toEqual([]);
  expect(TAXPAYERS.every(({ cuit }) => /^(2\d999999|30888888)/.test(cuit))).toBe(true);
  expect(new Set(TAXPAYERS.map(({ cuit }) => cuit)).size).toBe(TAXPAYERS.length);
  expect(new Set(TAXPAYERS.map(({ condition }) => condition))).toEqual(new Set([1, 4, 5, 6, 7, 10, 13, 15, 16]));
});

describe("constancia de inscripción", () => {
  test("any other valid CUIT is an active responsable inscripto", async () => {
    const found = await person("30500010912");
    expect(textOf(find(found, "datosGenerales"), "estadoClave")).toBe("ACTIVO");
    expect(textOf(find(found, "datosGenerales"), "tipoPersona")).toBe("JURIDICA");
    expect(taxes(found, "datosRegimenGeneral")).toEqual(["10", "30", "180"]);
    expect(textOf(find(found, "datosRegimenGeneral", "impuesto"), "estadoImpuesto")).toBe("AC");
    expect(textOf(find(found, "errorMonotributo"), "error")).toBe("Datos de monotributo incompletos- no posee categoría");
  });

  test.each([
    ["20999999000", "datosMonotributo", ["20"]],
    ["30888888019", "datosRegimenGeneral", ["10", "32", "180"]],
    ["30888888035", "datosRegimenGeneral", ["10", "34", "180"]],
  ])("%s is registered in %s for %j", async (cuit, regime, expected) => {
    expect(taxes(await person(cuit), regime)).toEqual(expected);
  });

  test("kinds of monotributo are told by the category", async () => {
    const category = async (cuit: string) =>
      textOf(find(await person(cuit), "datosMonotributo", "categoriaMonotributo"), "descripcionCategoria");
    expect(await category("27999999005")).toContain("SOCIAL");
    expect(await category("20999999019")).toContain("PROMOVIDO");
  });

  test("the inactive, the deceased, the one whose constancia is withheld", async () => {
    expect(textOf(find(await person("20999999043"), "datosGenerales"), "estadoClave")).toBe("INACTIVO");
    expect(textOf(find(await person("20999999078"), "datosGenerales"), "fechaFallecimiento")).toBeDefined();
    const withheld = await person("20999999094");
    expect(withheld?.children.map(({ name }) => name)).toEqual(["errorConstancia", "metadata"]);
  });

  test("getPersona tells no states of taxes; lists name those that there are not", async () => {
    const old = await ask({ operation: "getPersona", inner: "<idPersona>30500010912</idPersona>" });
    expect(textOf(find(old, "datosRegimenGeneral", "impuesto"), "estadoImpuesto")).toBeUndefined();
    const inner = "<idPersona>30500010912</idPersona><idPersona>20999999051</idPersona>";
    const list = await ask({ operation: "getPersonaList_v2", inner });
    expect(list?.children.map(({ name }) => name)).toEqual(["metadata", "persona", "persona"]);
    expect(textOf(find(list?.children[2], "errorConstancia"), "error")).toBe("No existe persona con ese Id");
  });

  test.each(["20999999051", "23000000000", "20111111111"])("%s is nobody", async (cuit) => {
    const response = await post({ operation: "getPersona_v2", inner: `<idPersona>${cuit}</idPersona>` });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe(
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>No existe persona con ese Id</faultstring><detail><ns2:SRValidationException xmlns:ns2="http://a5.soap.ws.server.puc.sr/"/></detail></soap:Fault></soap:Body></soap:Envelope>',
    );
  });

  test("251 at once are too many", async () => {
    expect(await faultOf({ operation: "getPersonaList_v2", inner: "<idPersona>30500010912</idPersona>".repeat(251) })).toContain("250");
  });
});

describe("padrón A13", () => {
  test("who somebody is", async () => {
    const found = await ask({ service: "A13", operation: "getPersona", inner: "<idPersona>20999999000</idPersona>" });
    const persona = find(found, "persona");
    expect(textOf(persona, "apellido")).toBe("FICTICIO");
    expect(textOf(persona, "numeroDocumento")).toBe("99999900");
    expect(textOf(find(persona, "domicilio"), "tipoDomicilio")).toBe("FISCAL");
  });

  const cuits = async (documento: string) => {
    const found = await ask({ service: "A13", operation: "getIdPersonaListByDocumento", inner: `<documento>${documento}</documento>` });
    return found?.children.filter(({ name }) => name === "idPersona").map(({ text }) => text);
  };

  test("whose a document is", async () => {
    expect(await cuits("99999900")).toEqual(["20999999000", "27999999005"]);
    expect(await cuits("30111222")).toEqual(["20301112220"]);
    expect(await faultOf({ service: "A13", operation: "getIdPersonaListByDocumento", inner: "<documento>x</documento>" })).toBe(
      "No existen personas con ese documento",
    );
  });
});

describe("tickets", () => {
  const inner = "<idPersona>30500010912</idPersona>";
  test.each([
    ["none", { token: "", sign: "" }, "Falta token y/o sign."],
    ["no token", { token: "nada", sign: "x" }, "Token malformado"],
    ["another service's", padron, "Token invalido: es del servicio ws_sr_padron_a13."],
    ["a forged one", { ...constancia, sign: "AAAA" }, "Token invalido: la firma no corresponde."],
  ])("%s", async (_, ticket, expected) => {
    expect(await faultOf({ operation: "getPersona_v2", inner, ticket })).toBe(expected);
  });

  test("an expired one", async () => {
    expect(await faultOf({ operation: "getPersona_v2", inner, now: new Date("2026-11-25T04:00:00Z") })).toMatch(/^Token vencido/);
  });

  test("the dummy needs none", async () => {
    const answer = await ask({ operation: "dummy", inner: "", ticket: { token: "", sign: "" } });
    expect(textOf(answer, "appserver")).toBe("OK");
  });

  test("an operation that there is not is the client's fault", async () => {
    expect(await faultOf({ operation: "getNada", inner })).toContain("was not recognized");
  });
});
