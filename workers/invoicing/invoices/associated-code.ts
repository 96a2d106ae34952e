import { INVOICE_TYPES } from "../../../shared/catalog.ts";
import type { Invoice } from "../../../shared/schemas/invoice.ts";

/** ARCA's number of an associated comprobante, which need not be of a type that this API issues. */
export const associatedCode = (type: Invoice["associated_documents"][number]["type"]): number =>
  typeof type === "number" ? type : INVOICE_TYPES[type].code;
