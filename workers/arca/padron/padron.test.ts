import { describe, expect, test } from "vitest";
import { isTicketRefused } from "../errors.ts";
import { openConstancia, openPadronA13 } from "./client.ts";

const CUIT = "20111111112";

function options(status: number, body: string) {
  const bodies: string[] = [];
  return {
    bodies,
    endpoint: "https://padron.example/",
    send: async (request: Request) => {
      bodies.push(await request.text());
      return new Response(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`, {
        status,
      });
    },
    timeoutMs: 1_000,
    auth: async () => ({ token: "token", sign: "sign" }),
    cuit: "30500010912",
  };
}

const answer = (operation: string, inner: string, service = "a5"): string =>
  `<ns2:${operation}Response xmlns:ns2="http://${service}.soap.ws.server.puc.sr/"><personaReturn>${inner}</personaReturn></ns2:${operation}Response>`;
const fault = (text: string): string => `<s:Fault><faultcode>s:Server</faultcode><faultstring>${text}</faultstring></s:Fault>`;
const GENERAL = `<datosGenerales><apellido>PEREZ</apellido><domicilioFiscal><codPostal>1414</codPostal><descripcionProvincia>CIUDAD AUTONOMA BUENOS AIRES</descripcionProvincia><direccion>CORRIENTES 1</direccion></domicilioFiscal><estadoClave>ACTIVO</estadoClave><idPersona>${CUIT}</idPersona><nombre>JUAN</nombre><tipoPersona>FISICA</tipoPersona></datosGenerales>`;
const tax = (id: number, state?: string): string =>
  `<impuesto><idImpuesto>${id}</idImpuesto>${state === undefined ? "" : `<estadoImpuesto>${state}</estadoImpuesto>`}</impuesto>`;
const regime = (inner: string): string => `<datosRegimenGeneral>${inner}</datosRegimenGeneral>`;
const monotributo = (inner: string): string => `<datosMonotributo>${inner}</datosMonotributo>`;
const look = (inner: string) => openConstancia(options(200, answer("getPersona_v2", GENERAL + inner))).find(CUIT);

describe("constancia de inscripción", () => {
  test("asks in the service's own way, and reads who it is", async () => {
    const from = options(
      200,
      answer(
        "getPersona_v2",
        GENERAL +
          regime(
            `<actividad><descripcionActividad>PAN</descripcionActividad><idActividad>107121</idActividad><orden>1</orden></actividad>${tax(30, "AC")}`,
          ),
      ),
    );
    expect(await openConstancia(from).find(CUIT)).toEqual({
      cuit: CUIT,
      name: "PEREZ JUAN",
      kind: "person",
      state: "active",
      is_deceased: false,
      iva_condition: "responsable_inscripto",
      address: { street: "CORRIENTES 1", city: null, province: "CIUDAD AUTONOMA BUENOS AIRES", postal_code: "1414" },
      activities: [{ code: "107121", description: "PAN" }],
      remarks: [],
    });
    expect(from.bodies[0]).toContain(
      `<ns2:getPersona_v2 xmlns:ns2="http://a5.soap.ws.server.puc.sr/"><token>token</token><sign>sign</sign><cuitRepresentada>30500010912</cuitRepresentada><idPersona>${CUIT}</idPersona></ns2:getPersona_v2>`,
    );
  });

  test.each([
    ["IVA", regime(tax(30, "AC")), "responsable_inscripto"],
    ["IVA, in an answer without states", regime(tax(30)), "responsable_inscripto"],
    ["IVA, exempt", regime(tax(30, "EX")), "exento"],
    ["IVA exento", regime(tax(32, "AC")), "exento"],
    ["IVA, not reached", regime(tax(30, "NA")), "iva_no_alcanzado"],
    ["IVA that has ended", regime(tax(30, "BD")), null],
    ["monotributo", monotributo(tax(20, "AC")), "monotributo"],
    [
      "monotributo, by its category alone",
      monotributo("<categoriaMonotributo><descripcionCategoria>B VENTAS</descripcionCategoria></categoriaMonotributo>"),
      "monotributo",
    ],
    ["monotributo social", monotributo(tax(23, "AC")), "monotributo_social"],
    [
      "promovido",
      monotributo(
        `<categoriaMonotributo><descripcionCategoria>TRABAJADOR PROMOVIDO</descripcionCategoria></categoriaMonotributo>${tax(20, "AC")}`,
      ),
      "monotributo_promovido",
    ],
    ["IVA after monotributo", monotributo(tax(20, "AC")) + regime(tax(30, "AC")), "responsable_inscripto"],
    ["Ganancias only", regime(tax(11, "AC")), null],
    ["nothing", "", null],
  ])("%s", async (_, inner, condition) => {
    expect((await look(inner))?.iva_condition).toBe(condition);
  });

  test("reasons in place of data", async () => {
    const from = options(
      200,
      answer("getPersona_v2", "<errorConstancia><apellido>GOMEZ</apellido><error>CUIT INACTIVA</error></errorConstancia>"),
    );
    expect(await openConstancia(from).find(CUIT)).toMatchObject({
      cuit: CUIT,
      name: "GOMEZ",
      state: "unknown",
      remarks: ["CUIT INACTIVA"],
    });
  });

  test("a CUIT that nobody has; a ticket that is refused", async () => {
    expect(await openConstancia(options(500, fault("No existe persona con ese Id"))).find(CUIT)).toBeUndefined();
    const error: unknown = await openConstancia(options(500, fault("Token malformado")))
      .find(CUIT)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "soap_fault" });
    expect(isTicketRefused(error)).toBe(true);
  });

  test("several at once", async () => {
    const list = `<ns2:getPersonaList_v2Response xmlns:ns2="http://a5.soap.ws.server.puc.sr/"><personaListReturn><persona>${GENERAL}</persona><persona>${GENERAL}</persona></personaListReturn></ns2:getPersonaList_v2Response>`;
    const from = options(200, list);
    expect(await openConstancia(from).findMany([CUIT, "30500010912"])).toHaveLength(2);
    expect(from.bodies[0]).toContain(`<idPersona>${CUIT}</idPersona><idPersona>30500010912</idPersona>`);
  });
});

describe("padrón A13", () => {
  test("who it is, without condition", async () => {
    const person = `<persona><domicilio><direccion>RIVADAVIA 2</direccion><codigoPostal>1000</codigoPostal><tipoDomicilio>FISCAL</tipoDomicilio></domicilio><estadoClave>INACTIVO</estadoClave><fechaFallecimiento>2020-01-01T00:00:00-03:00</fechaFallecimiento><idPersona>${CUIT}</idPersona><razonSocial>ACME SA</razonSocial><tipoPersona>JURIDICA</tipoPersona></persona>`;
    expect(await openPadronA13(options(200, answer("getPersona", person, "a13"))).find(CUIT)).toMatchObject({
      name: "ACME SA",
      kind: "company",
      state: "inactive",
      is_deceased: true,
      iva_condition: null,
      address: { street: "RIVADAVIA 2", postal_code: "1000" },
    });
  });

  test("whose a document is", async () => {
    const list = (inner: string): string =>
      `<ns2:getIdPersonaListByDocumentoResponse xmlns:ns2="http://a13.soap.ws.server.puc.sr/"><idPersonaListReturn>${inner}</idPersonaListReturn></ns2:getIdPersonaListByDocumentoResponse>`;
    const found = list(`<idPersona>${CUIT}</idPersona><idPersona>23111111114</idPersona>`);
    expect(await openPadronA13(options(200, found)).cuitsOf("11111111")).toEqual([CUIT, "23111111114"]);
    expect(await openPadronA13(options(200, list(""))).cuitsOf("11111111")).toEqual([]);
  });
});
