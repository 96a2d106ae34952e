import { generateKeyPairSync } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fiscalDate, toArcaDate } from "../../shared/dates.ts";
import type { ComprobanteDetail, Lane } from "../../workers/arca/wsfe/detail.ts";
import { find, parseXml, textOf, type XmlElement } from "../../workers/platform/xml.ts";
import { openAuthority } from "../../workers/sandbox/ca/authority.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { openStore } from "../../workers/sandbox/store.ts";
import { grantTicket } from "../../workers/sandbox/ticket.ts";
import { readDetail } from "../../workers/sandbox/wsfe/detail-fields.ts";
import { memoryStorage, sandboxEnv } from "./support/sandbox-env.ts";

/** Conversations recorded with ARCA's test systems. They are not part of the repository: without them there is nothing to check. */
const FOLDER = join(import.meta.dirname, "../../../shared/arca/recordings/wsfev1");
const present = existsSync(FOLDER);
if (!present) console.log("skipped: no recordings of ARCA's answers beside the repository, so the sandbox is not compared with them");

const OPERATIONS = ["FEDummy", "FECompUltimoAutorizado", "FECAESolicitar", "FECompConsultar"];
const CUIT = "20267565393";
const WSFE_URL = "https://sandbox.test/sandbox/arca/wsfev1/service.asmx";
const caKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();

interface Exchange {
  readonly file: string;
  readonly operation: string;
  readonly request: string;
  readonly response: string;
  /** When ARCA answered. */
  readonly at: Date;
}

/** In the order in which they took place; of the operations that the sandbox has. */
function conversations(): { name: string; exchanges: Exchange[] }[] {
  const files = present ? readdirSync(FOLDER).filter((name) => name.endsWith(".response.xml")) : [];
  const byName = Map.groupBy(files.toSorted(), (name) => name.split(".").slice(0, 2).join("."));
  return [...byName]
    .map(([name, parts]) => ({ name, exchanges: parts.map(exchangeIn).filter(({ operation }) => OPERATIONS.includes(operation)) }))
    .filter(({ exchanges }) => exchanges.length > 0);
}

function exchangeIn(file: string): Exchange {
  const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");
  const response = read(file);
  const at = new Date(/<fecha>([^<]*)<\/fecha>/.exec(response)?.[1] ?? "");
  return { file, operation: file.split(".").at(-3) ?? "", request: read(file.replace(".response.", ".request.")), response, at };
}

const resultIn = ({ operation, response }: Exchange): XmlElement | undefined =>
  find(parseXml(response), "Body", `${operation}Response`, `${operation}Result`);

/** What ARCA must have held before, as far as its answers tell: a comprobante it gave back, or one up to its last number. */
function seed(storage: DurableObjectStorage, exchanges: readonly Exchange[]): void {
  const results = exchanges.map(resultIn);
  const isNew = results.some((result) => textOf(find(result, "FeCabResp"), "Resultado") === "A");
  const given = results.map((result) => find(result, "ResultGet")).find((found) => found && !isNew);
  const last = results.find((result) => Number(textOf(result, "CbteNro")) > 0);
  const at = exchanges[0]?.at ?? new Date();
  const today = fiscalDate(at);
  if (given) add(storage, laneIn(given), readDetail(given, today), given);
  else if (last) {
    const number = Number(textOf(last, "CbteNro"));
    const detail = { ...readDetail(parseXml("<d/>"), today), CbteDesde: number, CbteHasta: number, CbteFch: toArcaDate(today) };
    add(storage, laneIn(last), detail);
  } else seedBehindFirstRequest(storage, exchanges, today);
}

/** Of a conversation that only asks for a CAE: the one before, later than the one asked for where ARCA refused it. */
function seedBehindFirstRequest(storage: DurableObjectStorage, exchanges: readonly Exchange[], today: string): void {
  const first = exchanges.find(({ operation }) => operation === "FECAESolicitar");
  const header = first && find(resultIn(first), "FeCabResp");
  const number = Number(textOf(find(first && resultIn(first), "FeDetResp", "FECAEDetResponse"), "CbteDesde")) - 1;
  if (!header) return;
  add(storage, laneIn(header), { ...readDetail(parseXml("<d/>"), today), CbteDesde: number, CbteHasta: number });
}

function add(storage: DurableObjectStorage, lane: Lane, detail: ComprobanteDetail, given?: XmlElement): void {
  openStore(storage).add(1, CUIT, lane, {
    detail,
    observations: given ? [{ code: 10217, message: "texto" }] : [],
    cae: "71263951828643",
    caeExpiresOn: textOf(given, "FchVto") ?? "",
    processedAt: textOf(given, "FchProceso") ?? "",
  });
}

const laneIn = (element: XmlElement | undefined): Lane => ({
  PtoVta: Number(textOf(element, "PtoVta")),
  CbteTipo: Number(textOf(element, "CbteTipo")),
});

/** The recorded request, with a ticket that was good then; or with the one that had expired, where ARCA said so. */
async function withTicket({ request, response, at }: Exchange): Promise<string> {
  const [, generated] = /GenTime, ExpTime, NowUTC: (\d+) /.exec(response) ?? [];
  const now = generated ? new Date((Number(generated) + 60) * 1000) : at;
  const holder = { name: "SERIALNUMBER=CUIT 20267565393, CN=prueba", cuit: CUIT, tenant: "org_local" };
  const { token, sign } = await grantTicket(await openAuthority(caKey), { holder, service: "wsfe", now, uniqueId: 1 });
  return request.replace(/<Token>.*<\/Sign>/s, `<Token>${token}</Token><Sign>${sign}</Sign>`);
}

/** What cannot be the same: who answers, the CAE, and what the rules of 2021 observed. Element by element it must be. */
const comparable = (text: string): string =>
  text
    .replace(/<FEHeaderInfo .*<\/FEHeaderInfo>/s, "<FEHeaderInfo/>")
    .replaceAll(/(<(?:CAE|CodAutorizacion)>)\d{14}</g, "$1…<")
    .replaceAll(/<Obs><Code>\d+<\/Code><Msg>[^<]*<\/Msg><\/Obs>/g, "<Obs/>")
    .trim();

/** ARCA had forgotten a comprobante that its count still knew of: no books of the sandbox's ever say so. */
const FORGOTTEN = "test_wsfev1.test_main_prueba_get.1.FECompConsultar.response.xml";

describe.skipIf(!present)("the sandbox answers as ARCA did", () => {
  test("there is something of each operation", () => {
    const seen = new Set(conversations().flatMap(({ exchanges }) => exchanges.map(({ operation }) => operation)));
    expect([...seen].toSorted()).toEqual(OPERATIONS.toSorted());
  });

  test.each(conversations())("$name", async ({ exchanges }) => {
    const storage = memoryStorage();
    const env = sandboxEnv(caKey, storage);
    seed(storage, exchanges);
    for (const exchange of exchanges.filter(({ file }) => file !== FORGOTTEN)) {
      const headers = { soapaction: `"http://ar.gov.afip.dif.FEV1/${exchange.operation}"` };
      const request = new Request(WSFE_URL, { method: "POST", headers, body: await withTicket(exchange) });
      const response = await handleSandbox(request, env, exchange.at);
      expect(response.status).toBe(200);
      expect(comparable(await response.text())).toBe(comparable(exchange.response));
    }
  });
});
