import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "../report.ts";
import { ARCA, fieldsOf, type Stage, underLoad } from "./stage.ts";

const BATCH = 250;
/** How long the call before takes, in which all have to arrive. */
const GATHER_MS = 4_000;
const BEGIN_MS = 300;

/** ARCA authorizes a full batch, and its answer never arrives: how long until each of the 250 has its CAE. */
export async function recoverLostBatch(stage: Stage): Promise<Figure[]> {
  const lane = (await stage.lanes(0))[2];
  if (!lane) return [];
  const load = { url: stage.url, apiKey: stage.apiKey, warmUpMs: 0, measureMs: 60_000, each: 1 };
  const client = () => fieldsOf(lane);
  await underLoad({ ...load, clients: [client()] });
  const before = await stage.arca.counters();
  await stage.arca.setLatency({ callMs: GATHER_MS, recordMs: 0 });
  const first = underLoad({ ...load, clients: [client()] });
  await sleep(BEGIN_MS);
  await stage.arca.setLatency(ARCA);
  const all = underLoad({ ...load, clients: Array.from({ length: BATCH }, client) });
  // The first call has been received: it is the next one that this is about.
  await stage.arca.force(lane.name, "lost");
  await Promise.all([first, all]);
  const answered = Date.now();
  const after = await stage.arca.counters();
  const lostAt = after.lastFault?.atMs ?? Number.NaN;
  return [
    { name: "invoices in the lost call", value: after.lastFault?.records ?? 0, unit: "" },
    { name: "from the lost answer to the last CAE", value: (answered - lostAt) / 1_000, unit: "s" },
    { name: "questions to ARCA", value: questions(after.calls) - questions(before.calls), unit: "calls" },
  ];
}

const questions = (calls: Readonly<Record<string, number>>): number =>
  (calls["FECompConsultar"] ?? 0) + (calls["FECompUltimoAutorizado"] ?? 0);
