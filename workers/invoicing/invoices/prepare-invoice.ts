import { INVOICE_TYPES } from "../../../shared/catalog.ts";
import { fiscalDate, type IsoDate } from "../../../shared/dates.ts";
import { AppError, type Problem } from "../../../shared/errors.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";
import type { InvoiceInput } from "../../../shared/schemas/invoice-input.ts";
import type { DefaultedDate, Unnumbered, UnnumberedExport } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { exportProblems } from "../exports/check-export.ts";
import { toExportRequest } from "../exports/to-export-request.ts";
import { checkDetail, findingProblem, type Known, versionOn } from "../rules/index.ts";
import { bodyProblems, isAbroad } from "./body-problems.ts";
import { resolveCustomer } from "./customer.ts";
import { dateWarnings } from "./date-order.ts";
import { datesOf, defaultedDatesOf } from "./dating.ts";
import { headerProblems, typeFor } from "./letter.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";
import { mirrored } from "./mirrored.ts";
import { toDetail } from "./to-detail.ts";
import { totalsOf, treatmentOf } from "./totals.ts";

/** Something that ARCA would say of the invoice: a refusal, or a remark with its CAE. */
type InvoiceFinding = Problem & { readonly severity: "reject" | "observe" };

export interface Prepared {
  readonly invoice: Invoice;
  readonly detail: Unnumbered | UnnumberedExport;
  readonly findings: readonly InvoiceFinding[];
  readonly defaultedDates: readonly DefaultedDate[];
  /** Of ARCA's rules, by which it was checked. */
  readonly rulesVersion: string;
}

/**
 * @param now the time at the issuer's ARCA
 * @param asOf the day whose rules are asked; today, if left out
 * @param known what ARCA is known to have
 */
export interface Moment {
  readonly now: Date;
  readonly asOf?: IsoDate | undefined;
  readonly known: Known;
}

/**
 * From what the caller wrote to what ARCA gets, with every default filled in and every rule asked. Nothing is stored or sent.
 * @throws AppError `invalid_request` for what cannot be read as an invoice
 */
export function prepareInvoice(ctx: Ctx, input: InvoiceInput, issuer: InvoicingIssuer, { now, asOf, known }: Moment): Prepared {
  const { customer } = resolveCustomer(input.customer, isAbroad(input));
  const problems = bodyProblems(input);
  if (!customer || problems.length > 0) throw new AppError("invalid_request", { problems });

  const type = typeFor(input.type, issuer.ivaCondition, customer.iva_condition);
  const today = fiscalDate(now);
  const dates = datesOf(input, type, today);
  const warnings = dateWarnings(dates.date, today);
  const invoice: Invoice = {
    id: ctx.newId("inv"),
    object: "invoice",
    status: "queued",
    mode: ctx.mode,
    environment: issuer.environment,
    issuer: issuer.id,
    type,
    type_code: INVOICE_TYPES[type].code,
    point_of_sale: input.point_of_sale ?? issuer.defaultPointOfSale,
    number: null,
    ...dates,
    cae: null,
    cae_expires_on: null,
    customer,
    prices_include_tax: input.prices_include_tax,
    ...totals(input, type, issuer),
    ...mirrored(input, type, issuer.cuit),
    observations: [],
    warnings,
    attention: null,
    created_at: ctx.now().toISOString(),
    authorized_at: null,
  };
  const checked = invoice.export ? forExport(invoice, invoice.export, today) : forArgentina(invoice, issuer, { today, asOf, ...known });
  const findings = [...checked.findings, ...warnings.map(observing)];
  return {
    invoice,
    rulesVersion: versionOn(asOf ?? today),
    defaultedDates: defaultedDatesOf(input, dates),
    detail: checked.detail,
    findings,
  };
}

const totals = (input: InvoiceInput, type: Invoice["type"], { ivaCondition }: InvoicingIssuer) =>
  totalsOf(input.items, {
    treatment: treatmentOf(type, ivaCondition),
    pricesIncludeTax: input.prices_include_tax,
    otherTaxes: input.other_taxes ?? [],
  });

type Facts = Known & { readonly today: IsoDate; readonly asOf: IsoDate | undefined };
type Checked = Pick<Prepared, "detail" | "findings">;

function forArgentina(invoice: Invoice, issuer: InvoicingIssuer, facts: Facts): Checked {
  const detail = toDetail(invoice);
  const known = { issuerCuit: issuer.cuit, issuerCondition: issuer.ivaCondition, ...facts };
  const header = headerProblems({
    type: invoice.type,
    pointOfSale: invoice.point_of_sale,
    pointsOfSale: facts.parameters.pointsOfSale,
    ...known,
  });
  const found = checkDetail({
    CbteTipo: invoice.type_code,
    PtoVta: invoice.point_of_sale,
    detail: { ...detail, CbteDesde: 1, CbteHasta: 1 },
    ...known,
  });
  return { detail, findings: [...header.map(rejecting), ...found.map((one) => ({ ...findingProblem(one), severity: severityOf(one) }))] };
}

function forExport(invoice: Invoice, abroad: NonNullable<Invoice["export"]>, today: IsoDate): Checked {
  return { detail: toExportRequest(invoice, abroad), findings: exportProblems(invoice, abroad, today).map(rejecting) };
}

const observing = (problem: Problem): InvoiceFinding => ({ ...problem, severity: "observe" });
const rejecting = (problem: Problem): InvoiceFinding => ({ ...problem, severity: "reject" });
const severityOf = ({ rejects }: { readonly rejects: boolean }): InvoiceFinding["severity"] => (rejects ? "reject" : "observe");
