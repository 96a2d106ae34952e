import { describe, expect, test } from "vitest";
import { isArcaError, openWsfe } from "../../workers/arca/index.ts";
import { login } from "../../workers/arca/wsaa/login.ts";
import { textOf } from "../../workers/platform/xml.ts";
import { all, number, numbers, outcome, recorded, type Recording, recordings, replaying } from "./support/recordings.ts";

const clientOf = (recording: Recording) => openWsfe(replaying(recording));
const laneOf = ({ request }: Recording) => ({ PtoVta: number(request, "PtoVta"), CbteTipo: number(request, "CbteTipo") });
describe.skipIf(!recorded)("recorded answers", () => {
  test.each([
    ["wsfev1", "FEDummy"],
    ["wsfev1", "FECompUltimoAutorizado"],
    ["wsfev1", "FECAESolicitar"],
    ["wsfev1", "FECompConsultar"],
    ["wsaa", "loginCms"],
  ])("there are some of %s %s", (service, operation) => {
    expect(recordings(service, operation).length).toBeGreaterThan(0);
  });

  test.each(recordings("wsfev1", "FEDummy"))("$name", async (recording) => {
    expect(await clientOf(recording).dummy()).toEqual({ appServer: "OK", dbServer: "OK", authServer: "OK" });
  });

  test.each(recordings("wsfev1", "FECompUltimoAutorizado"))("$name", async (recording) => {
    const codes = numbers(recording.response, "Code");
    const expected = codes.length > 0 ? codes : number(recording.response, "CbteNro");
    expect(await outcome(clientOf(recording).lastAuthorized(laneOf(recording)))).toEqual(expected);
  });

  test.each(recordings("wsfev1", "FECAESolicitar"))("$name", async (recording) => {
    const details = numbers(recording.request, "CbteDesde").map((CbteDesde) => ({ ...DETAIL, CbteDesde, CbteHasta: CbteDesde }));
    const answer = await clientOf(recording).authorize(laneOf(recording), details);
    const expected = all(recording.response, "FECAEDetResponse");
    expect(answer.details.map(({ number: at, result, cae }) => [at, result, cae])).toEqual(
      expected.map((detail) => [number(detail, "CbteDesde"), textOf(detail, "Resultado"), textOf(detail, "CAE") ?? null]),
    );
    expect(answer.details.map(({ observations }) => observations.map(({ code }) => code))).toEqual(
      expected.map((detail) => all(detail, "Obs").map((observation) => number(observation, "Code"))),
    );
    expect(answer.errors.map(({ code }) => code)).toEqual(all(recording.response, "Err").map((error) => number(error, "Code")));
  });

  test.each(recordings("wsfev1", "FECompConsultar"))("$name", async (recording) => {
    const found = await clientOf(recording).consult(laneOf(recording), number(recording.request, "CbteNro"));
    expect(found?.CodAutorizacion).toBe(all(recording.response, "CodAutorizacion")[0]?.text);
    expect(found === undefined).toBe(numbers(recording.response, "Code").includes(602));
  });

  test.each(recordings("wsaa", "loginCms"))("$name", async ({ response, send }) => {
    const call = login({ send, url: "https://arca.example/", timeoutMs: 5_000, cms: "x" });
    const brought = await call.then(
      ({ generatedAt, expiresAt }) => expiresAt.getTime() - generatedAt.getTime(),
      (error: unknown) => isArcaError(error) && error.fault?.code,
    );
    expect(brought).toBe(all(response, "Fault").length > 0 ? "coe.alreadyAuthenticated" : 12 * 3_600_000);
  });
});

const DETAIL = {
  Concepto: 1,
  DocTipo: 99,
  DocNro: "0",
  CbteFch: "20210701",
  ImpTotal: "0",
  ImpTotConc: "0",
  ImpNeto: "0",
  ImpOpEx: "0",
  ImpTrib: "0",
  ImpIVA: "0",
  MonId: "PES",
  MonCotiz: "1",
} as const;
