/**
 * A second ARCA in a process of its own, independent of the sandbox: it numbers lanes, remembers who had each number and when, and
 * misbehaves as it is told. Its one argument is a `Setting` in JSON; it prints one line with its address, and lives until its input
 * ends. SOAP on /wsaa and /wsfe; the rest is for whoever holds the strings.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json, text } from "node:stream/consumers";
import { randomFrom } from "../../scripts/chaos/random.ts";
import { first, loginAnswer, send } from "../support/soap.ts";
import { allLanes, argentineTime, type Comprobante, issue, laneOf } from "./books.ts";
import { ambushes } from "./ambush.ts";
import { foreignFields, type Latency, type Orders, soapDesk } from "./desk.ts";
import type { Fault, Weather } from "./weather.ts";

interface Setting extends Latency {
  readonly seed: number;
  readonly weather: Weather;
}

const setting = JSON.parse(process.argv[2] ?? "{}") as Setting;
const random = randomFrom(setting.seed);
const orders: Orders = { latency: setting, weather: setting.weather, forced: new Map(), ambushes: ambushes() };
const desk = soapDesk({ random, orders });
/** Lanes as FECAESolicitar names them. */
const ROUTES: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
  wsaa: (_, response) => send(response, loginAnswer(desk.newToken())),
  wsfe: desk.answer,
  /** Weather from now on. */
  weather: async (request, response) => {
    orders.weather = (await json(request)) as Weather;
    tell(response, {});
  },
  latency: async (request, response) => {
    orders.latency = (await json(request)) as Latency;
    tell(response, {});
  },
  /** The next FECAESolicitar of a lane meets this fault. */
  force: async (request, response) => {
    const { lane, fault } = (await json(request)) as { lane: string; fault: Fault };
    orders.forced.set(lane, fault);
    tell(response, {});
  },
  /** Another system issues on a lane just now: with the content of its last comprobante, or with one of its own. */
  foreign: async (request, response) => {
    const { lane: key, identical } = (await json(request)) as { lane: string; identical: boolean };
    const lane = laneOf(key);
    const last = lane.comprobantes.at(-1);
    if (!last) return tell(response, { issued: null });
    const { number, cae } = issue(lane, identical ? last.fields : foreignFields(last.fields, desk.serial()), null);
    tell(response, { issued: { number, cae } });
  },
  /** Answers once another system has taken a number of that lane with the very content of ours; see `ambushes`. */
  ambush: async (request, response) => {
    const { lane, waitMs } = (await json(request)) as { lane: string; waitMs: number };
    tell(response, { done: await orders.ambushes.lay(lane, waitMs) });
  },
  /** Whoever kills the product says so before, and waits if he may not; and after. */
  "before-kill": (_, response) => tell(response, { may: orders.ambushes.mayKill() }),
  "after-kill": (_, response) => {
    orders.ambushes.killed();
    tell(response, {});
  },
  /** The whole truth, a line for each comprobante. */
  ledger: (_, response) => {
    response.writeHead(200, { "content-type": "application/jsonl" });
    for (const [lane, { comprobantes }] of allLanes())
      response.write(comprobantes.map((one) => `${JSON.stringify(lineOf(lane, one))}\n`).join(""));
    response.end();
  },
  comprobante: async (request, response) => {
    const { lane, number } = (await json(request)) as { lane: string; number: number };
    const found = laneOf(lane).comprobantes[number - 1];
    tell(response, { line: found ? lineOf(lane, found) : null });
  },
  counters: (_, response) => tell(response, { ...desk.counters(), now: argentineTime(new Date()) }),
};

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const route = ROUTES[request.url?.slice(1) ?? ""];
  if (!route) return void request.resume().on("end", () => send(response, "", 404));
  // A caller that goes away in the middle of its request is nobody's fault but its own.
  Promise.resolve(route(request, response)).catch(() => response.destroy());
});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })));
// Whoever started it holds its input open; when he is gone, so is it.
text(process.stdin).then(
  () => process.exit(),
  () => process.exit(),
);

function lineOf(lane: string, { number, cae, fields, processedAt, request }: Comprobante) {
  const [document, total, date] = ["DocNro", "ImpTotal", "CbteFch"].map((name) => first(fields, name));
  return { lane, number, cae, document, total, date, processedAt, request };
}

function tell(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
