export { createInvoice, type IssueResult } from "./invoices/create-invoice.ts";
export { getInvoice } from "./invoices/get-invoice.ts";
export { listInvoices } from "./invoices/list-invoices.ts";
