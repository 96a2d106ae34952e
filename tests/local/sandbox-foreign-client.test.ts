import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Arca } from "@arcasdk/core";
import { type LocalInstance, startInstance } from "../../bench/local-instance.ts";
import { fiscalDate, toArcaDate } from "../../shared/dates.ts";

/**
 * A client that others wrote for ARCA (@arcasdk/core), over real HTTP. Its table of addresses says where the sandbox is; nothing else
 * of it is touched. It speaks SOAP 1.2 to the ASP.NET services.
 */
const require = createRequire(import.meta.url);
const { Endpoints } = require("@arcasdk/core/lib/infrastructure/soap/config/endpoints.types.js") as { Endpoints: Record<string, string> };
const CUIT = "20111111112";
/** Named by the register: a monotributista. */
const CUSTOMER = 20999999000;

function pointTo(url: string): void {
  Endpoints["WSAA_TEST"] = `${url}/sandbox/arca/ws/services/LoginCms`;
  Endpoints["WSFEV1_TEST"] = `${url}/sandbox/arca/wsfev1/service.asmx`;
  Endpoints["WSFEX_TEST"] = `${url}/sandbox/arca/wsfexv1/service.asmx`;
  Endpoints["WSSR_INSCRIPTION_PROOF_TEST"] = `${url}/sandbox/arca/sr-padron/webservices/personaServiceA5`;
  Endpoints["WSSR_PADRON_THIRTEEN_TEST"] = `${url}/sandbox/arca/sr-padron/webservices/personaServiceA13`;
}

type IVoucher = Parameters<Arca["electronicBillingService"]["createVoucher"]>[0];

interface Stored {
  ticket: unknown;
}

/** Tickets are kept for the length of a test, not in the client's folder. */
function memory() {
  const tickets = new Map<string, Stored["ticket"]>();
  return {
    get: async (service: string) => tickets.get(service) ?? null,
    save: async (ticket: unknown, service: string) => void tickets.set(service, ticket),
    delete: async (service: string) => void tickets.delete(service),
  };
}

let instance: LocalInstance;
let arca: Arca;

beforeAll(async () => {
  instance = await startInstance();
  pointTo(instance.url);
  const response = await fetch(`${instance.url}/v1/sandbox/certificates`, {
    method: "POST",
    headers: { authorization: `Bearer ${instance.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ cuit: CUIT }),
  });
  const made = await response.json<{ certificate: string; private_key: string }>();
  expect(response.status).toBe(201);
  const client = require("@arcasdk/core") as typeof import("@arcasdk/core");
  const ticketStorage = memory() as never;
  arca = new client.Arca({ cuit: Number(CUIT), cert: made.certificate, key: made.private_key, production: false, ticketStorage });
}, 90_000);
afterAll(() => instance.stop(), 30_000);

const voucher = (number: number, changes: Partial<IVoucher> = {}): IVoucher => ({
  CantReg: 1,
  PtoVta: 77,
  CbteTipo: 1,
  Concepto: 1,
  DocTipo: 80,
  DocNro: CUSTOMER,
  CbteDesde: number,
  CbteHasta: number,
  CbteFch: toArcaDate(fiscalDate(new Date())),
  ImpTotal: 121,
  ImpTotConc: 0,
  ImpNeto: 100,
  ImpOpEx: 0,
  ImpIVA: 21,
  ImpTrib: 0,
  MonId: "PES",
  MonCotiz: 1,
  CondicionIVAReceptorId: 6,
  Iva: [{ Id: 5, BaseImp: 100, Importe: 21 }],
  ...changes,
});

describe("a client that others wrote", () => {
  test("sees that the services are up", async () => {
    expect(await arca.electronicBillingService.getServerStatus()).toMatchObject({ appServer: "OK", dbServer: "OK", authServer: "OK" });
  });

  test("logs in, asks the last number, issues, and consults what it issued", async () => {
    const wsfe = arca.electronicBillingService;
    expect(await wsfe.getLastVoucher(77, 1)).toMatchObject({ cbteNro: 0 });
    const made = await wsfe.createVoucher(voucher(1));
    expect(made.cae).toMatch(/^9\d{13}$/);
    expect(JSON.stringify(made.response)).toContain("10217");
    expect(await wsfe.getLastVoucher(77, 1)).toMatchObject({ cbteNro: 1 });
    const found = await wsfe.getVoucherInfo(1, 77, 1);
    expect(JSON.stringify(found)).toContain(made.cae);
    expect(await wsfe.getVoucherInfo(2, 77, 1)).toBeNull();
    expect((await wsfe.createNextVoucher(voucher(0))).cae).toMatch(/^9\d{13}$/);
  });

  test("is rejected properly", async () => {
    const wsfe = arca.electronicBillingService;
    const wrongTotal = await wsfe.createVoucher(voucher(3, { ImpTotal: 130 }));
    expect(wrongTotal.cae).toBeFalsy();
    expect(JSON.stringify(wrongTotal.response)).toMatch(/"resultado":"R".*10048/i);
    expect(JSON.stringify((await wsfe.createVoucher(voucher(1))).response)).toContain("10016");
    expect(await wsfe.getLastVoucher(77, 1)).toMatchObject({ cbteNro: 2 });
  });

  test("reads parameters, the register of taxpayers, and the export service", async () => {
    expect(JSON.stringify(await arca.electronicBillingService.getVoucherTypes())).toContain("Factura A");
    expect(JSON.stringify(await arca.registerInscriptionProofService.getTaxpayerDetails(CUSTOMER))).toContain("FICTICIO");
    expect(JSON.stringify(await arca.registerScopeThirteenService.getTaxpayerDetails(CUSTOMER))).toContain("99999900");
    expect(JSON.stringify(await arca.registerScopeThirteenService.getTaxIDByDocument("99999900"))).toContain(String(CUSTOMER));
    expect(JSON.stringify(await arca.wsfexService.getParamCtz({ Mon_id: "DOL" } as never))).toContain("1500.5");
  });
});
