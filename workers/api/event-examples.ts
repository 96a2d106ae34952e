import type { Event } from "../../shared/schemas/event.ts";
import { INVOICE } from "./examples.ts";

const { id, status, issuer, type, point_of_sale, number, date, total, currency, cae, external_id } = INVOICE;

/** For the OpenAPI document. */
export const EVENT = {
  id: "evt_01kaf3v9qcf6tt7y4z9b1m2n3p",
  object: "event",
  type: "invoice.approved",
  mode: "test",
  target: id,
  data: { invoice: { id, status, issuer, type, point_of_sale, number, date, total, currency, cae, external_id } },
  created_at: "2026-11-24T13:42:03.161Z",
} satisfies Event;
