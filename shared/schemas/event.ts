import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";
import { EVENT_TYPES, EVENTS } from "../events.ts";
import { Problem } from "./error.ts";
import { SearchText } from "./fields.ts";
import { Invoice } from "./invoice.ts";
import { PageQuery } from "./page.ts";

const EventType = z.enum(EVENT_TYPES).openapi({ description: EVENT_TYPES.map((type) => `\`${type}\`: ${EVENTS[type].en}`).join(" ") });

/** What an event tells; a kind of event may tell more than is named here. */
export const EventData = z
  .looseObject({
    invoice: Invoice.pick({
      id: true,
      status: true,
      issuer: true,
      type: true,
      point_of_sale: true,
      number: true,
      date: true,
      total: true,
      currency: true,
      cae: true,
      external_id: true,
    })
      .optional()
      .openapi({ description: "The invoice that it tells of, as it was then." }),
    arca: z.array(Problem).optional().openapi({ description: "ARCA's reasons." }),
    lane: z
      .object({ issuer: z.string(), point_of_sale: z.int(), type_code: z.int() })
      .optional()
      .openapi({ description: "The point of sale and type that it tells of." }),
    count: z.int().optional().openapi({ description: "Of a lane: how many comprobantes are not ours." }),
    numbers: z.array(z.int()).optional().openapi({ description: "And their numbers: of very many the last 100." }),
    certificate: z
      .object({ issuer: z.string(), cuit: z.string(), environment: z.enum(ENVIRONMENTS), days: z.int(), expires_at: z.iso.datetime() })
      .optional()
      .openapi({ description: "Of a certificate that ends: whose it is, and in how many days at most." }),
    api_key: z
      .object({ name: z.string(), hint: z.string(), url: z.string().nullable(), source: z.string().nullable() })
      .optional()
      .openapi({ description: "Of a key that was found: which one, and where, in the words of who found it." }),
  })
  .openapi("EventData");
export type EventData = z.infer<typeof EventData>;

export const Event = z
  .object({
    id: z.string().openapi({ example: "evt_01kaf3v9qcf6tt7y4z9b1m2n3p" }),
    object: z.literal("event"),
    type: EventType,
    mode: z.enum(["test", "live"]),
    target: z
      .string()
      .openapi({ description: "Id of the invoice, the issuer, the certificate, the report or the API key that it happened to." }),
    data: EventData,
    created_at: z.iso.datetime().openapi({ description: "When it happened." }),
  })
  .openapi("Event");
export type Event = z.infer<typeof Event>;

/** Filters of the list of events. */
export const EventQuery = PageQuery.extend({
  type: EventType.optional(),
  target: SearchText(64).optional().openapi({
    description: "Id of an invoice, an issuer, a certificate, a report or an API key.",
    example: "inv_01kaf3v9q0f4trxsv5yy7gjcyb",
  }),
}).openapi("EventQuery");
export type EventQuery = z.infer<typeof EventQuery>;
