import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "../report.ts";
import { fieldsOf, type Stage, underLoad } from "./stage.ts";

const BATCH = 250;
/** Long enough for all to arrive while the first call is under way. */
const GATHER_MS = 350;

/** ARCA authorizes a full batch, and its answer never arrives: how long until each of the 250 has its CAE. */
export async function recoverLostBatch(stage: Stage): Promise<Figure[]> {
  const lane = (await stage.lanes(0))[2];
  if (!lane) return [];
  const load = { url: stage.url, apiKey: stage.apiKey, warmUpMs: 0, measureMs: 60_000, each: 1 };
  const client = () => fieldsOf(lane);
  await underLoad({ ...load, clients: [client()] });
  const before = await stage.arca.counters();
  const first = underLoad({ ...load, clients: [client()] });
  await sleep(GATHER_MS / 2);
  const all = underLoad({ ...load, clients: Array.from({ length: BATCH }, client) });
  await first;
  await stage.arca.force(lane.name, "lost");
  await all;
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
