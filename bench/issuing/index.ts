import { type Figure, percentile, print } from "../report.ts";
import { recoverLostBatch } from "./lost-batch.ts";
import { ARCA, cpuAtRest, fieldsOf, openStage, type Stage, underLoad } from "./stage.ts";

const CLIENTS = 500;
const CURVE = [1, 2, 5, 10, 20] as const;
const CLIENTS_PER_LANE = 3;

/** Issuing against an ARCA with the latency of the real one, measured past wrangler's proxy. */
export async function benchIssuing(): Promise<void> {
  await using stage = await openStage();
  const where = `${stage.database}, ${stage.direct ? "past wrangler's proxy" : "through wrangler's proxy"}, ARCA ${ARCA.callMs} ms + ${ARCA.recordMs} ms a record`;
  print("Issuing, the machine", [{ name: "CPU in use before anything is asked", value: (await cpuAtRest()) * 100, unit: "%" }]);
  print(`Issuing, one client (${where})`, await oneClient(stage));
  print(`Issuing, ${CLIENTS} clients on one lane`, await oneLane(stage));
  print("Issuing, a lost answer", await recoverLostBatch(stage));
  print(`Issuing, CUITs with 3 lanes and ${CLIENTS_PER_LANE} clients a lane`, await curve(stage));
}

async function oneClient(stage: Stage): Promise<Figure[]> {
  const [lane] = await stage.lanes(0);
  if (!lane) return [];
  const load = { url: stage.url, apiKey: stage.apiKey, clients: [fieldsOf(lane)], warmUpMs: 0, measureMs: 120_000 };
  // A lane asks once for its last number.
  await underLoad({ ...load, each: 5 });
  const before = await soapCalls(stage);
  const { samples } = await underLoad({ ...load, each: 30 });
  const calls = (await soapCalls(stage)) - before;
  const own = samples.map(({ clientMs, arcaMs }) => clientMs - arcaMs);
  return [
    { name: "client's time less ARCA's, P50", value: percentile(own, 0.5), unit: "ms", atMost: 25 },
    { name: "client's time less ARCA's, P95", value: percentile(own, 0.95), unit: "ms" },
    { name: "SOAP calls an invoice", value: calls / samples.length, unit: "calls", digits: 3, atMost: 1.02 },
  ];
}

async function oneLane(stage: Stage): Promise<Figure[]> {
  const [lane] = await stage.lanes(0);
  if (!lane) return [];
  const before = await stage.arca.counters();
  const [warmUpMs, measureMs] = [8_000, 30_000];
  const clients = Array.from({ length: CLIENTS }, () => fieldsOf(lane));
  const { samples, cpu } = await underLoad({ url: stage.url, apiKey: stage.apiKey, clients, warmUpMs, measureMs });
  const after = await stage.arca.counters();
  const times = samples.map(({ clientMs }) => clientMs);
  return [
    { name: "invoices a second", value: samples.length / (measureMs / 1_000), unit: "/s", atLeast: 180 },
    { name: "client's time, P50", value: percentile(times, 0.5) / 1_000, unit: "s" },
    { name: "client's time, P95", value: percentile(times, 0.95) / 1_000, unit: "s", atMost: 3.5 },
    {
      name: "SOAP calls an invoice",
      value: (sum(after.calls) - sum(before.calls)) / (after.records - before.records),
      unit: "calls",
      digits: 4,
      atMost: 0.02,
    },
    { name: "CPU in use", value: cpu * 100, unit: "%" },
  ];
}

async function curve(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  const [warmUpMs, measureMs] = [4_000, 12_000];
  for (const cuits of CURVE) {
    const lanes = (await Promise.all(Array.from({ length: cuits }, (_, i) => stage.lanes(i)))).flat();
    const clients = lanes.flatMap((lane) => Array.from({ length: CLIENTS_PER_LANE }, () => fieldsOf(lane)));
    const { samples, cpu } = await underLoad({ url: stage.url, apiKey: stage.apiKey, clients, warmUpMs, measureMs });
    const times = samples.map(({ clientMs }) => clientMs);
    figures.push(
      { name: `${cuits} CUITs: invoices a second`, value: samples.length / (measureMs / 1_000), unit: "/s" },
      { name: `${cuits} CUITs: client's time, P95`, value: percentile(times, 0.95) / 1_000, unit: "s" },
      { name: `${cuits} CUITs: CPU in use`, value: cpu * 100, unit: "%" },
    );
  }
  return figures;
}

const soapCalls = async ({ arca }: Stage): Promise<number> => sum((await arca.counters()).calls);

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, one) => total + one, 0);

if (import.meta.main) await benchIssuing();
