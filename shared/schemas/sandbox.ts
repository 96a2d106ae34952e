import { z } from "@hono/zod-openapi";
import { check, Cuit, Instant } from "./fields.ts";

/** What can be made to go wrong in the sandbox. */
const FAULT_KINDS = [
  "delay",
  "lost_answer",
  "unheard",
  "late_apply",
  "http_500",
  "http_503_html",
  "truncated",
  "arca_500",
  "arca_501",
  "arca_502",
  "arca_600",
  "already_authenticated",
  "down",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const MAX_FAULTS = 100;
const MAX_STRIKES = 1_000_000;
/** Longer than any client waits. */
const MAX_DELAY_MS = 120_000;
const DAY_S = 24 * 60 * 60;
const MAX_ADVANCE_S = 20 * 366 * DAY_S;

const operation = z
  .string()
  .min(1)
  .max(64)
  .openapi({ description: "A SOAP operation of ARCA's by its name, `LoginCms` for the login, or `*` for all.", example: "FECAESolicitar" });

const kind = z.enum(FAULT_KINDS).openapi({
  description:
    "`delay`: answered late. `lost_answer`: applied, then the connection is cut. `unheard`: cut before it is applied. `late_apply`: cut, and applied `delay_ms` later. `truncated`: applied, half of the answer. `down`: no connection. `already_authenticated`: of `LoginCms` only. The others are answers that apply nothing.",
});

const probability = z.number().min(0).max(1).openapi({ description: "Share of the requests that it strikes." });
const delayMs = z
  .int()
  .min(0)
  .max(MAX_DELAY_MS)
  .openapi({ description: "Milliseconds; by default 2000 for `delay`, 3000 for `late_apply`." });

const reloginWindow = z
  .int()
  .min(0)
  .max(DAY_S)
  .openapi({ description: "Seconds within which WSAA gives no second ticket for the same certificate and service." });

/** Faults to happen, in the place of those that were set before. */
export const SandboxFaultsInput = z
  .strictObject({
    faults: z
      .array(
        z.strictObject({
          operation,
          kind,
          count: z
            .int()
            .min(1)
            .max(MAX_STRIKES)
            .optional()
            .openapi({ description: "How many requests it strikes: one, or, where `until` is given, all until then." }),
          probability: probability.default(1),
          delay_ms: delayMs.optional(),
          until: Instant.optional().openapi({ description: "Ends then, by the real clock." }),
        }),
      )
      .max(MAX_FAULTS),
    relogin_window_seconds: reloginWindow.default(0),
  })
  .openapi("SandboxFaultsInput");
export type SandboxFaultsInput = z.infer<typeof SandboxFaultsInput>;

/** What is still to happen. */
export const SandboxFaults = z
  .object({
    object: z.literal("sandbox_faults"),
    faults: z.array(
      z.object({
        operation,
        kind,
        count: z.int().nullable().openapi({ description: "How many requests it will strike yet; null: no limit." }),
        probability,
        delay_ms: delayMs.nullable(),
        until: z.iso.datetime().nullable(),
      }),
    ),
    relogin_window_seconds: reloginWindow,
  })
  .openapi("SandboxFaults");
export type SandboxFaults = z.infer<typeof SandboxFaults>;

/** Far enough either way for any rule of ARCA's. */
const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const LATEST = Date.parse("2100-01-01T00:00:00Z");

/** Whether the test clock can show it. @param time milliseconds since 1970 */
export const isClockInstant = (time: number): boolean => time >= EARLIEST && time < LATEST;

/** Where to move the test clock: to an instant, or on from where it is. */
export const SandboxClockInput = z
  .union([
    z.strictObject({
      now: Instant.refine((text) => isClockInstant(Date.parse(text)), check("clock_range")).openapi({
        description: "From 2000 to 2099.",
        example: "2026-12-01T09:00:00-03:00",
      }),
    }),
    z.strictObject({
      advance_seconds: z.int().min(-MAX_ADVANCE_S).max(MAX_ADVANCE_S).openapi({ description: "Below zero: back.", example: DAY_S }),
    }),
  ])
  .openapi("SandboxClockInput");
export type SandboxClockInput = z.infer<typeof SandboxClockInput>;

export const SandboxClock = z
  .object({
    object: z.literal("sandbox_clock"),
    now: z.iso.datetime().openapi({ description: "What the test clock shows; it runs on." }),
    offset_seconds: z.number().openapi({ description: "How far it is ahead of the real one; 0 unless it was set." }),
  })
  .openapi("SandboxClock");
export type SandboxClock = z.infer<typeof SandboxClock>;

const Pem = z.string().max(16_384);

export const SandboxCertificateInput = z
  .strictObject({
    cuit: Cuit.openapi({ example: "30500010912" }),
    csr: Pem.optional().openapi({
      description:
        "PKCS#10 in PEM, with an RSA key of 2048 bits or more. Its CN becomes the alias, where it is 1 to 64 letters, digits, `_`, `.` and `-`; else that is `sandbox`. Without a CSR a key is made and returned.",
    }),
  })
  .openapi("SandboxCertificateInput");
export type SandboxCertificateInput = z.infer<typeof SandboxCertificateInput>;

export const SandboxCertificate = z
  .object({
    object: z.literal("sandbox_certificate"),
    cuit: z.string(),
    certificate: z.string().openapi({ description: "X.509 in PEM, signed by the sandbox's authority." }),
    private_key: z.string().optional().openapi({ description: "PKCS#8 in PEM. Shown this once, and kept nowhere." }),
    expires_at: z.iso.datetime(),
  })
  .openapi("SandboxCertificate");
export type SandboxCertificate = z.infer<typeof SandboxCertificate>;

/** A sandbox that was begun anew. */
export const SandboxReset = z.object({ object: z.literal("sandbox"), begun_at: z.iso.datetime() }).openapi("Sandbox");
export type SandboxReset = z.infer<typeof SandboxReset>;
