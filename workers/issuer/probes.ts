import type { Environment } from "../../shared/catalog.ts";
import { endpointsOf, type Lane } from "../arca/index.ts";
import type { arcaConnections } from "./arca-connections.ts";
import { type Probe, probe } from "./probe.ts";
import type { IssuerIdentity } from "./submission.ts";

/** How long an answer serves whoever asks again: whoever waits for a click of his own asks often. Milliseconds. */
const MEMORY_MS: Record<Environment, number> = { sandbox: 1_000, homologation: 10_000, production: 10_000 };

interface Means {
  readonly arca: ReturnType<typeof arcaConnections>;
  readonly env: Env;
  readonly now: () => Date;
}

/** What ARCA says to those who try its door through this object. */
export function openProbes({ arca, env, now }: Means) {
  const memory = probeMemory(now);
  return {
    of(issuer: IssuerIdentity, lane: Lane): Promise<Probe> {
      const { auth: _, ...options } = arca.options(issuer, "wsfe");
      const { wsaa } = endpointsOf(issuer.environment, env);
      const knocking = { issuer, lane, tickets: env.TICKETS, options, wsaa, health: arca.health, now };
      return memory.once(JSON.stringify([issuer.certificate.pem, lane]), issuer.environment, () => probe(knocking));
    },
  };
}

/** Probes under way and of late, by certificate and lane: those who ask at the same time ask once. */
function probeMemory(now: () => Date) {
  const held = new Map<string, { readonly asked: number; readonly probe: Promise<Probe> }>();

  return {
    async once(key: string, environment: Environment, ask: () => Promise<Probe>): Promise<Probe> {
      const at = now().getTime();
      const known = held.get(key);
      if (known && at - known.asked < MEMORY_MS[environment]) return known.probe;
      for (const [old, { asked }] of held) if (at - asked >= MEMORY_MS[environment]) held.delete(old);
      const asking = ask();
      held.set(key, { asked: at, probe: asking });
      // What failed on our side is nobody's answer.
      asking.catch(() => held.delete(key));
      return asking;
    },
  };
}
