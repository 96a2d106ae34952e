export { createInvoice, type IssueResult } from "./invoices/create-invoice.ts";
export { getInvoice } from "./invoices/get-invoice.ts";
export { idempotencyKeyProblems } from "./invoices/idempotency-key.ts";
export { resetSandbox } from "./invoices/reset-sandbox.ts";
export { listInvoices } from "./invoices/list-invoices.ts";
export { validateInvoice } from "./invoices/validate-invoice.ts";
export { getTaxpayer } from "./taxpayers/get-taxpayer.ts";
