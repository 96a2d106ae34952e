import { z } from "@hono/zod-openapi";
import { InvoiceStatus } from "./invoice.ts";

const at = z.iso.datetime();

const Call = z
  .object({
    kind: z.literal("call"),
    at,
    operation: z.string().openapi({ description: "Of ARCA's service.", example: "FECAESolicitar" }),
    ms: z.number().openapi({ example: 684 }),
    outcome: z.string().openapi({ description: "`ok`: ARCA answered. Else why it brought nothing: `timeout`, `connection_lost`, …" }),
    arca_codes: z.array(z.int()).openapi({ description: "Of the errors in ARCA's answer." }),
    ticket: z
      .string()
      .nullable()
      .openapi({ description: "Names the login ticket: the first 8 hexadecimal digits of its token's SHA-256.", example: "9b2e51c0" }),
    number: z.int().nullable().openapi({ description: "With which the invoice was sent, or that was asked for." }),
    comprobantes: z.int().nullable().openapi({ description: "How many went in the call." }),
  })
  .openapi("TimelineCall");

/** One thing that happened to an invoice. */
const TimelineEntry = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("accepted"), at, request_id: z.string(), rules_version: z.string() }),
    z.object({ kind: z.literal("numbered"), at, number: z.int() }),
    Call,
    z.object({ kind: z.literal("omitted"), at, count: z.int() }),
    z.object({ kind: z.literal("redated"), at, date: z.iso.date(), date_before: z.iso.date() }),
    z.object({ kind: z.literal("needs_attention"), at }),
    z.object({ kind: z.literal("resolved"), at, resolution: z.enum(["adopted", "released"]) }),
    z.object({ kind: z.literal("authorized"), at, number: z.int(), cae: z.string() }),
    z.object({ kind: z.literal("rejected"), at, arca_codes: z.array(z.int()) }),
    z.object({ kind: z.literal("cancelled"), at }),
    z.object({ kind: z.literal("published"), at }),
  ])
  .openapi("TimelineEntry");
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** The case file of an invoice: what was done for it, without amounts, texts, tickets or messages. */
export const Timeline = z
  .object({
    object: z.literal("timeline"),
    invoice: z.string(),
    status: InvoiceStatus,
    entries: z.array(TimelineEntry).openapi({
      description: [
        "In order. `accepted`: checked by that version of ARCA's rules, and kept. `numbered`: the number was written down for it before it",
        "was sent. `call`: a call to ARCA that it took part in, or that found out what became of it. `omitted`: that many calls are left",
        "out, of very many. `redated`: it waited too long for its date, and allowed another. `resolved`: a person said whether the",
        "comprobante that ARCA holds is it. `published`: final, and in the lists.",
      ].join(" "),
    }),
  })
  .openapi("Timeline");
export type Timeline = z.infer<typeof Timeline>;
