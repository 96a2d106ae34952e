import type { Problem } from "../../../shared/errors.ts";
import type { Invoice, PendingInvoice } from "../../../shared/schemas/invoice.ts";
import type { ArcaTime } from "../../issuer/index.ts";

/** What came of a request to issue. */
export interface IssueResult {
  readonly invoice: Invoice | PendingInvoice;
  /** An earlier request with this key brought it. */
  readonly replayed: boolean;
  /** ARCA's part in the answer. */
  readonly arca: ArcaTime;
  /** ARCA's reasons, where it refused; with the id of the request that first brought them. */
  readonly rejection?: { readonly problems: readonly Problem[]; readonly requestId: string };
}
