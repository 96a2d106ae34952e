import { INVOICE_TYPES, nameOf } from "../../shared/catalog.ts";
import { LEDGER_FINDINGS, type LedgerFindingCode } from "../../shared/ledger-findings.ts";
import type { LaneReport, LedgerFinding, LedgerReportStatus } from "../../shared/schemas/ledger-report.ts";
import type { Checked, LaneAudit } from "../issuer/index.ts";
import { rangesOf } from "./ranges.ts";

/** Whose report it is: an issuer of the object's, which others may share. */
interface Reader {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: string;
}

export interface ReportContent {
  readonly status: Exclude<LedgerReportStatus, "running">;
  readonly lanes: readonly LaneReport[];
}

/** What one issuer is told of an audit. Of others who issue through the same object it learns nothing but that numbers are not its own. */
export function reportOf(audits: readonly LaneAudit[], reader: Reader): ReportContent {
  const mine = audits.filter(({ parts }) => parts.some(({ issuerId }) => issuerId === reader.id));
  const lanes = mine.map((audit) => toLane(audit, reader));
  const isClean = lanes.every(({ findings }) => findings.every(({ severity }) => severity === "info"));
  const isComplete = mine.every((audit) => audit.isComplete || audit.wentBack);
  return { status: isComplete ? (isClean ? "clean" : "findings") : "incomplete", lanes };
}

function toLane(audit: LaneAudit, reader: Reader): LaneReport {
  const isMine = (whose: { organizationId: string; mode: string }) =>
    whose.organizationId === reader.organizationId && whose.mode === reader.mode;
  const checked = audit.checked.filter(isMine);
  const others = audit.ours.filter((known) => !isMine(known)).map(({ number }) => number);
  const last = audit.parts.find(({ issuerId }) => issuerId === reader.id)?.last ?? 0;
  return {
    point_of_sale: audit.pointOfSale,
    type: nameOf(INVOICE_TYPES, audit.typeCode) ?? null,
    type_code: audit.typeCode,
    arca_last: audit.arcaLast ?? audit.wentBack?.last ?? null,
    our_last: last,
    sampled: checked.length,
    findings: [
      ...(audit.wentBack ? [finding("books_went_back", wentBack(audit.wentBack.last, last))] : []),
      ...checked.flatMap(mismatch),
      ...ofNumbers("gap", audit.between),
      ...ofNumbers("foreign_comprobante", audit.beyond),
      ...ofNumbers("not_yours", others),
    ],
    trouble: audit.wentBack ? null : audit.trouble,
  };
}

const mismatch = ({ verdict, number, invoiceId, cae, arcaCae }: Checked): LedgerFinding[] =>
  verdict === "same" ? [] : [{ ...finding(verdict, rangesOf([number])), invoice: invoiceId, cae, arca_cae: arcaCae }];

const ofNumbers = (code: LedgerFindingCode, numbers: readonly number[]): LedgerFinding[] =>
  numbers.length === 0 ? [] : [finding(code, rangesOf(numbers))];

/** The issuer's own numbers of which ARCA knows nothing any more. */
const wentBack = (arcaLast: number, last: number): LedgerFinding["numbers"] => (arcaLast < last ? [{ from: arcaLast + 1, to: last }] : []);

function finding(code: LedgerFindingCode, numbers: LedgerFinding["numbers"]): LedgerFinding {
  const { severity, en, es } = LEDGER_FINDINGS[code];
  return { code, severity, numbers, invoice: null, cae: null, arca_cae: null, message: en, message_es: es };
}
