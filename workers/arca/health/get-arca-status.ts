import type { ArcaServiceStatus, ArcaStatus, ArcaStatusQuery } from "../../../shared/schemas/arca-status.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { environmentsOf } from "../environments-of.ts";
import type { ServiceHealth } from "./arca-health.ts";
import { mergeLatencies, percentile } from "./latency.ts";
import { healthName, type WatchedService } from "./report.ts";
import type { HourOfOperation } from "./store.ts";

const DAY_MS = 86_400_000;
const NAMES: Record<WatchedService, ArcaServiceStatus["service"]> = {
  wsaa: "wsaa",
  wsfe: "wsfe",
  wsfex: "wsfex",
  constancia: "constancia",
  padronA13: "padron_a13",
  wscdc: "wscdc",
};

/** How ARCA's services do, as our calls find it. In the sandbox they are the organization's own. */
export async function getArcaStatus(ctx: Ctx, { environment }: ArcaStatusQuery): Promise<ArcaStatus> {
  requireScope(ctx, "invoices:read");
  const environments = environmentsOf(ctx.mode, environment).map(async (one) => {
    const { services, hours } = await ctx.arcaHealth
      .getByName(healthName(one, ctx.organizationId))
      .health(Object.keys(NAMES) as WatchedService[]);
    const now = ctx.now().getTime();
    return {
      environment: one,
      services: services.map((service) =>
        toStatus(
          service,
          hours.filter((hour) => hour.service === service.service),
          now,
        ),
      ),
    };
  });
  return { object: "arca_status", environments: await Promise.all(environments) };
}

function toStatus({ service, breaker, lastFailure }: ServiceHealth, hours: readonly HourOfOperation[], now: number): ArcaServiceStatus {
  const lastDay = hours.filter(({ hour }) => hour > now - DAY_MS);
  return {
    service: NAMES[service],
    state: breaker?.status ?? "closed",
    since: breaker && iso(breaker.since),
    consecutive_failures: breaker?.failures ?? 0,
    next_probe_at: !breaker || breaker.status === "closed" ? null : iso(breaker.retryAt),
    last_failure: lastFailure,
    operations: [...Map.groupBy(lastDay, ({ operation }) => operation)].map(([operation, group]) => ({ operation, ...figures(group) })),
    history: [...Map.groupBy(hours, ({ hour }) => hour)].map(([hour, group]) => ({ hour: iso(hour), ...figures(group) })),
  };
}

function figures(group: readonly HourOfOperation[]) {
  const latencies = mergeLatencies(group.map((hour) => hour.latencies));
  return {
    calls: group.reduce((sum, { calls }) => sum + calls, 0),
    failures: group.reduce((sum, { failures }) => sum + failures, 0),
    p50_ms: percentile(latencies, 0.5),
    p95_ms: percentile(latencies, 0.95),
    p99_ms: percentile(latencies, 0.99),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
