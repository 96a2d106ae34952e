import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../scripts/chaos/random.ts";
import { envelope, first, send } from "../support/soap.ts";
import type { Ambushes } from "./ambush.ts";
import { authorized, consulted, errors, lastNumber } from "./answers.ts";
import { type Answer, apply, argentineTime, issue, laneOf, type Lane, recordsOf } from "./books.ts";
import { type Exchange, spoil } from "./spoil.ts";
import { draw, type Fault, type Weather } from "./weather.ts";

/** What every call takes, and what each record of a FECAESolicitar takes beside it. */
export interface Latency {
  readonly callMs: number;
  readonly recordMs: number;
}

export interface Orders {
  latency: Latency;
  weather: Weather;
  /** By lane: what its next FECAESolicitar meets. */
  readonly forced: Map<string, Fault>;
  readonly ambushes: Ambushes;
}

interface DeskOptions {
  readonly random: Random;
  readonly orders: Orders;
}

const UP = "<AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer>";
/** Somewhere within twice this time. */
const LATE_MS = 4_000;
/** Faults of the answer to something that was done. */
const AFTER: ReadonlySet<Fault> = new Set(["lost", "lost_silence", "truncated", "lost_501"]);

/** Other content than ours: another buyer. */
export const foreignFields = (fields: string, serial: number): string =>
  fields
    .replace(/<DocTipo>.*?<\/DocTipo>/s, "<DocTipo>96</DocTipo>")
    .replace(/<DocNro>.*?<\/DocNro>/s, `<DocNro>${77_000_000 + serial}</DocNro>`);

/** WSFEv1: what each operation answers, and what goes wrong with it. */
export function soapDesk({ random, orders }: DeskOptions) {
  const calls: Record<string, number> = {};
  const faults: Record<string, number> = {};
  const tokens = new Set<string>();
  let records = 0;
  let requests = 0;
  let serial = 0;
  /** The newest fault of a FECAESolicitar, when it struck (milliseconds since the epoch), and how many records it had. */
  let lastFault: { readonly atMs: number; readonly records: number } | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const operation = /<(FE\w+) xmlns/.exec(body)?.[1] ?? "";
    calls[operation] = (calls[operation] ?? 0) + 1;
    const exchange = { operation, request, response };
    const key = `${first(body, "Cuit")}/${first(body, "PtoVta")}-${first(body, "CbteTipo")}`;
    const reply = (result: string) => void send(response, envelope(operation, result));
    if (operation === "FEDummy") return reply(UP);
    if (!tokens.has(first(body, "Token"))) return reply(errors(600));
    if (operation === "FECAESolicitar") return authorize(key, body, exchange);
    await sleep(orders.latency.callMs);
    const fault = draw(orders.weather, random, operation);
    if (fault) return meet(fault, exchange, "");
    const lane = laneOf(key);
    if (operation === "FECompUltimoAutorizado") return reply(lastNumber(body, lane));
    if (operation === "FECompConsultar") return reply(consulted(body, lane.comprobantes[Number(first(body, "CbteNro")) - 1]));
    send(response, "", 404);
  }

  async function authorize(key: string, body: string, exchange: Exchange): Promise<void> {
    const lane = laneOf(key);
    const id = ++requests;
    const kills = orders.ambushes.kills();
    const sent = recordsOf(body);
    const fault = orders.forced.get(key) ?? draw(orders.weather, random, "FECAESolicitar");
    orders.forced.delete(key);
    if (lane.busy) return meet("arca_502", exchange, "");
    if (fault && fault !== "foreign" && !AFTER.has(fault)) {
      noteAsked(lane, sent);
      if (fault === "late") setTimeout(() => put(lane, sent, id), LATE_MS * 2 * random.next());
      return meet(fault, exchange, "");
    }
    lane.busy = true;
    await sleep(orders.latency.callMs + orders.latency.recordMs * sent.length);
    lane.busy = false;
    const ambushed = orders.ambushes.spring(key, lane, sent);
    if (ambushed) count("foreign_identical");
    else if (fault === "foreign") {
      count(fault);
      issue(lane, foreignFields(sent[0] ?? "", ++serial), null);
    }
    const outcome = put(lane, sent, id);
    const whole = authorized(body, outcome, argentineTime(new Date()));
    if (fault && fault !== "foreign" && !ambushed) {
      lastFault = { atMs: Date.now(), records: sent.length };
      return meet(fault, exchange, whole);
    }
    send(exchange.response, envelope("FECAESolicitar", whole));
    orders.ambushes.heard(key, outcome, kills);
  }

  function put(lane: Lane, sent: readonly string[], id: number): Answer {
    const outcome = apply(lane, sent, id);
    records += outcome.records.filter(({ comprobante }) => comprobante).length;
    return outcome;
  }

  /** A ticket that ARCA no longer takes is gone for every caller. */
  function meet(fault: Fault, exchange: Exchange, whole: string): void {
    count(exchange.operation === "FECAESolicitar" ? fault : `${fault} of a question`);
    if (fault === "arca_600") tokens.clear();
    spoil(fault, exchange, whole);
  }

  function count(what: string): void {
    faults[what] = (faults[what] ?? 0) + 1;
  }

  return {
    answer,
    newToken(): string {
      const token = crypto.randomUUID();
      tokens.add(token);
      return token;
    },
    serial: () => ++serial,
    counters: () => ({ calls, faults, records, lastFault }),
  };
}

function noteAsked(lane: Lane, sent: readonly string[]): void {
  const last = sent.at(-1);
  if (last) lane.asked = Math.max(lane.asked, Number(first(last, "CbteDesde")));
}
