import { expect, test } from "vitest";
import type { Invoice } from "../../shared/schemas/invoice.ts";
import { onDay } from "./redating.ts";
import type { Unnumbered, UnnumberedExport } from "./submission.ts";

const invoice = { date: "2026-11-20", service_from: "2026-11-20", service_to: "2026-11-30", payment_due_on: null } as Invoice;

test("only the dates that were left to us follow", () => {
  const detail = { CbteFch: "20261120", FchServDesde: "20261120", FchServHasta: "20261130" } as Unnumbered;
  expect(onDay({ invoice, detail }, "2026-11-24", ["service_from", "payment_due_on"])).toEqual({
    invoice: { ...invoice, date: "2026-11-24", service_from: "2026-11-24" },
    detail: { CbteFch: "20261124", FchServDesde: "20261124", FchServHasta: "20261130" },
  });
});

test("an export has its date, and its date of payment", () => {
  const abroad = { ...invoice, payment_due_on: "2026-11-20" };
  const detail = { Cbte_Tipo: 19, Fecha_cbte: "20261120", Fecha_pago: "20261120" } as UnnumberedExport;
  expect(onDay({ invoice: abroad, detail }, "2026-11-24", ["payment_due_on"]).detail).toMatchObject({
    Fecha_cbte: "20261124",
    Fecha_pago: "20261124",
  });
  expect(onDay({ invoice: abroad, detail }, "2026-11-24", []).detail).toMatchObject({ Fecha_pago: "20261120" });
});
