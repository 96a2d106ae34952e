import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isArcaError, openWsfe } from "../../workers/arca/index.ts";
import { login } from "../../workers/arca/wsaa/login.ts";
import { parseXml, textOf, type XmlElement } from "../../workers/platform/xml.ts";

/** Pairs recorded against ARCA's test systems. They are not part of the repository: without them there is nothing to check. */
const FOLDER = join(import.meta.dirname, "../../../shared/arca/recordings");
const present = existsSync(FOLDER);
if (!present) console.log("skipped: no recordings of ARCA's answers beside the repository");

interface Recording {
  readonly name: string;
  readonly request: XmlElement;
  readonly response: XmlElement;
  readonly send: () => Promise<Response>;
}

function recordings(service: string, operation: string): Recording[] {
  const folder = join(FOLDER, service);
  const files = present ? readdirSync(folder).filter((name) => name.endsWith(`.${operation}.response.xml`)) : [];
  return files.map((file) => {
    const name = file.replace(/\.response\.xml$/, "");
    const read = (part: string): string => readFileSync(join(folder, `${name}.${part}`), "utf8");
    const { status } = JSON.parse(read("meta.json")) as { status: { code: number } };
    const body = read("response.xml");
    const send = async () => new Response(body, { status: status.code });
    return { name, request: parseXml(read("request.xml")), response: parseXml(body), send };
  });
}

const clientOf = ({ send }: Recording) =>
  openWsfe({
    endpoint: "https://arca.example/",
    send,
    timeoutMs: 5_000,
    auth: async () => ({ token: "t", sign: "s" }),
    cuit: "20267565393",
  });

/** Elements of that name, wherever they are. */
const all = (at: XmlElement, name: string): XmlElement[] => [
  ...(at.name === name ? [at] : []),
  ...at.children.flatMap((child) => all(child, name)),
];
const numbers = (at: XmlElement, name: string): number[] => all(at, name).map(({ text }) => Number(text));
const number = (at: XmlElement, name: string): number => numbers(at, name)[0] ?? Number.NaN;
const laneOf = ({ request }: Recording) => ({ PtoVta: number(request, "PtoVta"), CbteTipo: number(request, "CbteTipo") });
/** What a call brought: its value, or the codes of ARCA's errors. */
const outcome = <T>(call: Promise<T>): Promise<T | number[]> =>
  call.catch((error: unknown) => {
    if (isArcaError(error) && error.code === "arca_errors") return error.arcaErrors.map(({ code }) => code);
    throw error;
  });

describe.skipIf(!present)("recorded answers", () => {
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
