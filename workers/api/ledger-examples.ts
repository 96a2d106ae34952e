import { LEDGER_FINDINGS } from "../../shared/ledger-findings.ts";
import type { LedgerReport } from "../../shared/schemas/ledger-report.ts";
import { ISSUER } from "./examples.ts";

const { severity, en, es } = LEDGER_FINDINGS.gap;

/** For the OpenAPI document. */
export const LEDGER_REPORT = {
  id: "rep_01kaf3v9qcf6tt7y4z9b1m2n3p",
  object: "ledger_report",
  mode: "test",
  issuer: ISSUER.id,
  status: "findings",
  trigger: "nightly",
  lanes: [
    {
      point_of_sale: 1,
      type: "factura_b",
      type_code: 6,
      arca_last: 1284,
      our_last: 1284,
      sampled: 20,
      findings: [
        {
          code: "gap",
          severity,
          numbers: [{ from: 1279, to: 1280 }],
          invoice: null,
          cae: null,
          arca_cae: null,
          message: en,
          message_es: es,
        },
      ],
      trouble: null,
    },
  ],
  created_at: "2026-11-24T06:30:04.118Z",
  finished_at: "2026-11-24T06:30:04.118Z",
  acknowledged_at: null,
} satisfies LedgerReport;

export const RUNNING_REPORT = {
  ...LEDGER_REPORT,
  status: "running",
  trigger: "request",
  lanes: [],
  finished_at: null,
} satisfies LedgerReport;
