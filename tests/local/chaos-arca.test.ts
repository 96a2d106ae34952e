import { afterAll, beforeAll, expect, test } from "vitest";
import { type Arca, runArca } from "../../scripts/chaos/run-arca.ts";
import { type ComprobanteDetail, isArcaError, openWsfe, type Wsfe } from "../../workers/arca/index.ts";
import { login } from "../../workers/arca/wsaa/login.ts";

/** The second ARCA of chaos and benchmark, through the product's own client. */
let arca: Arca;
let auth: { token: string; sign: string };
const CUIT = "30710000006";
const NO_REPORT = { onCall: () => undefined };

beforeAll(async () => {
  arca = await runArca({ seed: 1, callMs: 0, recordMs: 0, weather: {} });
  const url = arca.vars.ARCA_HOMOLOGATION_WSAA_URL;
  auth = await login({ send: fetch, url, timeoutMs: 5_000, cms: "", ...NO_REPORT });
});
afterAll(() => arca.stop());

const wsfe = (): Wsfe =>
  openWsfe({ endpoint: arca.vars.ARCA_HOMOLOGATION_WSFE_URL, send: fetch, timeoutMs: 1_000, auth: async () => auth, cuit: CUIT });

const detail = (number: number, document = "30111222"): ComprobanteDetail => ({
  Concepto: 1,
  DocTipo: 96,
  DocNro: document,
  CbteDesde: number,
  CbteHasta: number,
  CbteFch: "20261124",
  ImpTotal: "121.00",
  ImpTotConc: "0.00",
  ImpNeto: "100.00",
  ImpOpEx: "0.00",
  ImpTrib: "0.00",
  ImpIVA: "21.00",
  MonId: "PES",
  MonCotiz: "1",
});

const results = async (lane: { PtoVta: number; CbteTipo: number }, ...details: ComprobanteDetail[]) => {
  const answer = await wsfe().authorize(lane, details);
  return { results: answer.details.map(({ result }) => result), codes: answer.errors.map(({ code }) => code) };
};

test("numbers in order, refuses what is out of it, and processes nothing after a refusal", async () => {
  const lane = { PtoVta: 1, CbteTipo: 6 };
  expect(await results(lane, detail(1), detail(2, "66611222"), detail(3))).toEqual({ results: ["A", "R", "R"], codes: [] });
  expect(await results(lane, detail(3))).toEqual({ results: ["R"], codes: [10016] });
  expect(await results(lane, detail(2))).toEqual({ results: ["A"], codes: [] });
  expect(await wsfe().lastAuthorized(lane)).toBe(2);
  expect(await wsfe().consult(lane, 2)).toMatchObject({ DocNro: "30111222", CbteDesde: 2, FchProceso: expect.stringMatching(/^\d{14}$/) });
  expect(await wsfe().consult(lane, 3)).toBeUndefined();
});

test("knows whose each comprobante is, and does as it is told once", async () => {
  const lane = { PtoVta: 2, CbteTipo: 6 };
  const key = `${CUIT}/2-6`;
  await arca.force(key, "lost");
  await expect(results(lane, detail(1))).rejects.toSatisfy((error) => isArcaError(error) && error.certainty === "unknown");
  expect(await arca.foreign(key, true)).toMatchObject({ issued: { number: 2 } });
  expect(await results(lane, detail(3))).toMatchObject({ results: ["A"] });
  const own = (await arca.ledger()).filter((one) => one.lane === key);
  expect(own.map(({ number, request }) => [number, request === null])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
  expect(new Set(own.map(({ content }) => content)).size).toBe(1);
  expect(await arca.comprobante(key, 2)).toEqual(own[1]);
});

test("another system strikes only where the refusal of our number is the first thing heard of it", async () => {
  const lane = { PtoVta: 3, CbteTipo: 6 };
  const key = `${CUIT}/3-6`;
  const struck = arca.ambush(key, 10_000);
  await arca.force(key, "cut");
  await expect(results(lane, detail(1))).rejects.toSatisfy(isArcaError);
  expect(await results(lane, detail(1)), "asked for before").toMatchObject({ results: ["A"] });
  expect(await results(lane, detail(2)), "asked for the first time").toEqual({ results: ["R"], codes: [10016] });
  expect(await struck).toBe(true);
  expect(await arca.comprobante(key, 2)).toMatchObject({ request: null });
});
