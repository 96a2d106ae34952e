import type { Timeline } from "../../shared/schemas/timeline.ts";
import { INVOICE } from "./examples.ts";

/** For the OpenAPI document. */
export const TIMELINE = {
  object: "timeline",
  invoice: INVOICE.id,
  status: "authorized",
  entries: [
    { kind: "accepted", at: INVOICE.created_at, request_id: "req_3f6c1a52b7e94d0c8a1d5e2f90b74c66", rules_version: "v4.7" },
    { kind: "numbered", at: "2026-11-24T13:42:03.129Z", number: INVOICE.number },
    {
      kind: "call",
      at: "2026-11-24T13:42:03.129Z",
      operation: "FECAESolicitar",
      ms: 31,
      outcome: "ok",
      arca_codes: [],
      ticket: "9b2e51c0",
      number: INVOICE.number,
      comprobantes: 1,
    },
    { kind: "authorized", at: INVOICE.authorized_at, number: INVOICE.number, cae: INVOICE.cae },
    { kind: "published", at: "2026-11-24T13:42:03.190Z" },
  ],
} satisfies Timeline;
