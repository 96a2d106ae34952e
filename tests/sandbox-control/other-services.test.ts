import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { FaultKind } from "../../shared/schemas/sandbox.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { authXml, CUIT, newTenantFor, NOW, post, type Ticket, WSCDC, WSFEX } from "../sandbox/support.ts";

const DAY_MS = 86_400_000;

/** One operation of each of the services beside WSFEv1. */
const CALLS = {
  wsfex: ["FEXGetLast_ID", (ticket: Ticket) => post("FEXGetLast_ID", authXml(ticket), NOW, WSFEX)],
  wscdc: ["ComprobantesTipoConsultar", (ticket: Ticket) => post("ComprobantesTipoConsultar", authXml(ticket), NOW, WSCDC)],
  ws_sr_constancia_inscripcion: ["getPersona_v2", (ticket: Ticket) => person("A5", "a5", "getPersona_v2", ticket)],
  ws_sr_padron_a13: ["getPersona", (ticket: Ticket) => person("A13", "a13", "getPersona", ticket)],
} as const;
const SERVICES = Object.keys(CALLS) as (keyof typeof CALLS)[];

function person(service: string, prefix: string, operation: string, { token, sign }: Ticket): Promise<Response> {
  const inner = `<token>${token}</token><sign>${sign}</sign><cuitRepresentada>${CUIT}</cuitRepresentada><idPersona>${CUIT}</idPersona>`;
  const body =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    `<p:${operation} xmlns:p="http://${prefix}.soap.ws.server.puc.sr/">${inner}</p:${operation}></s:Body></s:Envelope>`;
  const url = `https://sandbox.test/sandbox/arca/sr-padron/webservices/personaService${service}`;
  return handleSandbox(new Request(url, { method: "POST", headers: { "content-type": "text/xml", soapaction: '""' }, body }), env, NOW);
}

describe.each(SERVICES)("%s", (service) => {
  const [operation, ask] = CALLS[service];

  async function withFault(kind: FaultKind) {
    const tenant = `org_${crypto.randomUUID()}`;
    const tickets = await newTenantFor([service], { tenant });
    const rule = { operation, kind, probability: 1, left: 1, until: null };
    await env.SANDBOX.getByName(tenant).setFaultPlan({ rules: [rule], reloginWindowMs: 0 });
    return { tenant, ticket: tickets[service] };
  }

  test("goes wrong once, as it was asked to", async () => {
    const { ticket } = await withFault("http_503_html");
    expect((await ask(ticket)).status).toBe(503);
    expect((await ask(ticket)).status).toBe(200);
  });

  test("refuses the ticket in its own form", async () => {
    const { ticket } = await withFault("arca_600");
    const [refused, fine] = [await (await ask(ticket)).text(), await (await ask(ticket)).text()];
    expect(refused).toContain("ValidacionDeToken: Error al verificar hash");
    expect(fine).not.toContain("ValidacionDeToken");
  });

  test("goes by the tenant's clock", async () => {
    const { tenant, ticket } = await withFault("delay");
    const sandbox = env.SANDBOX.getByName(tenant);
    await sandbox.setFaultPlan({ rules: [], reloginWindowMs: 0 });
    await sandbox.moveClock({ by: DAY_MS }, NOW.getTime());
    const expired = await (await ask(ticket)).text();
    await sandbox.moveClock({ to: NOW.getTime() }, NOW.getTime());
    const fine = await (await ask(ticket)).text();
    expect([/ExpTime|vencido/i.test(expired), /ExpTime|vencido/i.test(fine)]).toEqual([true, false]);
  });
});
