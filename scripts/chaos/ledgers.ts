/** A lane of one CUIT: `cuit/PtoVta-CbteTipo`. */
export type LaneName = string;

/** What of a sale ARCA can see, in one comparable text; sales of equal content are told apart by us alone. */
export type Content = string;

export function contentOf(lane: LaneName, document: string | null, total: string): Content {
  return `${lane} ${(document ?? "0").replace(/^0+(?=\d)/, "")} ${Math.round(Number(total) * 100)}`;
}

/** A comprobante in ARCA's own books, with what ARCA tells nobody: whose request it came with. */
export interface Comprobante {
  readonly lane: LaneName;
  readonly number: number;
  readonly cae: string;
  readonly content: Content;
  /** `yyyymmdd` */
  readonly date: string;
  /** One of ours, or null: another system's. */
  readonly request: number | null;
}

/** A row of `invoices`, and how often its events and its audit entries tell of its beginning and its end. */
export interface Row {
  readonly id: string;
  /** The sale that it is for, as its metadata name it. */
  readonly sale: string;
  readonly status: string;
  readonly lane: LaneName;
  readonly number: number | null;
  readonly cae: string | null;
  readonly content: Content;
  readonly date: string;
  /** Number at ARCA that awaits a person, where one does. */
  readonly evidence: number | null;
  readonly told: Told;
}

/** Entries about one invoice: of its creation, and of its end. */
export interface Told {
  readonly events: readonly [created: number, final: number];
  readonly audit: readonly [created: number, final: number];
}

/** One answer that a client got about a sale. */
export interface Answer {
  readonly invoice: string;
  readonly status: string;
  readonly number: number | null;
  readonly cae: string | null;
  /** Of the whole body, of a final answer to the sale's own request. */
  readonly digest: string | null;
}

/** A sale as its client knows it. */
export interface Sale {
  readonly key: string;
  readonly content: Content;
  readonly answers: readonly Answer[];
  /** The client heard a 4xx that no client should hear. */
  readonly refusal: string | null;
}

export interface Ledgers {
  readonly arca: readonly Comprobante[];
  readonly rows: readonly Row[];
  readonly sales: readonly Sale[];
}

const FINAL: ReadonlySet<string> = new Set(["authorized", "rejected", "cancelled"]);

export const isFinal = (status: string): boolean => FINAL.has(status);
