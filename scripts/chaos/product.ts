/**
 * The local product, by the very start of `npm start`, in a process of its own that can be killed; the one difference is that its
 * database is away when the parent says so.
 */
import type { EndpointFaults } from "../neon/endpoint.ts";
import { build } from "../build.ts";
import { startInstance } from "../local/instance.ts";
import { runScript } from "../local/refusal.ts";
import { readSettings } from "../local/settings.ts";
import { aborted, stopSignal } from "../local/stop-signal.ts";
import type { Outage } from "./outages.ts";

let outage: Outage | undefined;
let over = Promise.withResolvers<void>();

process.on("message", (told: { outage?: Outage }) => {
  outage = told.outage;
  over.resolve();
  over = Promise.withResolvers();
});

/** Of the Worker alone: whoever looks in as the owner sees the truth. */
const faults: EndpointFaults = {
  async before(_, role) {
    if (role !== "app") return undefined;
    if (outage === "hang") await over.promise;
    return outage === "cut" ? "cut" : undefined;
  },
  after: (_, role) => (role === "app" && outage === "lost" ? "cut" : undefined),
};

await runScript(async () => {
  const signal = stopSignal();
  await using resources = new AsyncDisposableStack();
  build();
  process.umask(0o077);
  const { url, apiKey } = await startInstance(readSettings(), { step: () => {}, resources, signal, faults });
  process.send?.({ url, apiKey });
  await aborted(signal);
  return 0;
});
process.exit();
