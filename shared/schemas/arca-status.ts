import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";

const ARCA_SERVICES = ["wsaa", "wsfe", "wsfex", "constancia", "padron_a13", "wscdc"] as const;

export const ArcaStatusQuery = z.strictObject({
  environment: z.enum(ENVIRONMENTS).optional().openapi({ description: "Only this one; left out, those of the key's mode." }),
});
export type ArcaStatusQuery = z.infer<typeof ArcaStatusQuery>;

const milliseconds = z.int().nullable();
const figures = {
  calls: z.int(),
  failures: z
    .int()
    .openapi({ description: "Calls that brought no answer of ARCA's: timeouts, resets, HTML in place of SOAP. Refusals are answers." }),
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  p99_ms: milliseconds,
};

const Operation = z.object({ operation: z.string().openapi({ example: "FECAESolicitar" }), ...figures });

const Hour = z.object({ hour: z.iso.datetime().openapi({ description: "Its beginning." }), ...figures });

const Service = z
  .object({
    service: z.enum(ARCA_SERVICES),
    state: z.enum(["closed", "open", "half_open"]).openapi({
      description:
        "Of the circuit breaker. `closed`: calls pass. `open`: after five failures in a row none is made until `next_probe_at`. `half_open`: one call of Dummy is finding out. Of `wsaa` it only tells: logins have pauses of their own.",
    }),
    since: z.iso
      .datetime()
      .nullable()
      .openapi({ description: "When it came to be so; of `half_open`, when it opened; `null` of a service that was never called." }),
    consecutive_failures: z.int().openapi({ description: "In a row; of a breaker that is not `closed`, those that opened it." }),
    next_probe_at: z.iso.datetime().nullable(),
    last_failure: z.string().nullable().openapi({ description: "What the last call without an answer ended with.", example: "timeout" }),
    operations: z.array(Operation).openapi({ description: "Each operation called in the last 24 hours." }),
    history: z.array(Hour).openapi({ description: "The hours of the last seven days in which there were calls, oldest first." }),
  })
  .openapi("ArcaServiceStatus");
export type ArcaServiceStatus = z.infer<typeof Service>;

export const ArcaStatus = z
  .object({
    object: z.literal("arca_status"),
    environments: z.array(z.object({ environment: z.enum(ENVIRONMENTS), services: z.array(Service) })),
  })
  .openapi("ArcaStatus");
export type ArcaStatus = z.infer<typeof ArcaStatus>;
