import { z } from "@hono/zod-openapi";
import { LEDGER_FINDING_CODES, LEDGER_FINDINGS } from "../ledger-findings.ts";
import { Problem } from "./error.ts";
import { IsoDate, SearchText } from "./fields.ts";
import { PageQuery } from "./page.ts";

const LedgerReportStatus = z.enum(["running", "clean", "findings", "incomplete"]).openapi({
  description: "`clean`: nothing but `info`. `findings`: something to look at. `incomplete`: ARCA could not be asked about all of it.",
});
export type LedgerReportStatus = z.infer<typeof LedgerReportStatus>;

/** Consecutive numbers. */
const NumberRange = z.object({ from: z.int(), to: z.int() });

export const LedgerFinding = z
  .object({
    code: z.enum(LEDGER_FINDING_CODES).openapi({
      description: LEDGER_FINDING_CODES.map((code) => `\`${code}\` (${LEDGER_FINDINGS[code].severity}): ${LEDGER_FINDINGS[code].en}`).join(
        " ",
      ),
    }),
    severity: z.enum(["info", "warning", "error"]),
    numbers: z.array(NumberRange),
    invoice: z.string().nullable().openapi({ description: "Yours that has the number." }),
    cae: z.string().nullable().openapi({ description: "Of that invoice." }),
    arca_cae: z.string().nullable().openapi({ description: "The one that ARCA holds." }),
    message: z.string(),
    message_es: z.string(),
  })
  .openapi("LedgerFinding");
export type LedgerFinding = z.infer<typeof LedgerFinding>;

export const LaneReport = z
  .object({
    point_of_sale: z.int(),
    type: z.string().nullable().openapi({ example: "factura_b" }),
    type_code: z.int().openapi({ example: 6 }),
    arca_last: z.int().nullable().openapi({ description: "ARCA's last number; null where it could not be asked." }),
    our_last: z.int().openapi({ description: "The last number that you have issued here." }),
    sampled: z
      .int()
      .openapi({ description: "Comprobantes of yours that were read back and compared: the last one, and others by chance." }),
    findings: z.array(LedgerFinding),
    trouble: z.union([Problem, z.null()]).openapi({ description: "Why ARCA could not be asked, or not to the end." }),
  })
  .openapi("LaneReport");
export type LaneReport = z.infer<typeof LaneReport>;

/** ARCA's books of an issuer, held against ours. */
export const LedgerReport = z
  .object({
    id: z.string().openapi({ example: "rep_01kaf3v9qcf6tt7y4z9b1m2n3p" }),
    object: z.literal("ledger_report"),
    mode: z.enum(["test", "live"]),
    issuer: z.string(),
    status: LedgerReportStatus,
    trigger: z.enum(["nightly", "request"]),
    lanes: z.array(LaneReport).openapi({ description: "Each point of sale and type that you have issued with." }),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    acknowledged_at: z.iso.datetime().nullable().openapi({ description: "When a person said that they know, and that it goes on." }),
  })
  .openapi("LedgerReport");
export type LedgerReport = z.infer<typeof LedgerReport>;

export const LedgerReportInput = z
  .strictObject({ issuer: z.string().min(1).max(64).openapi({ example: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d" }) })
  .openapi("LedgerReportInput");
export type LedgerReportInput = z.infer<typeof LedgerReportInput>;

/** Filters of the list of reports. */
export const LedgerReportQuery = PageQuery.extend({
  issuer: SearchText(64).optional().openapi({ example: "iss_01kaf3rk4ke6w8k9b6n2m5xq7d" }),
  status: LedgerReportStatus.optional(),
  date_from: IsoDate.optional(),
  date_to: IsoDate.optional(),
}).openapi("LedgerReportQuery");
export type LedgerReportQuery = z.infer<typeof LedgerReportQuery>;
