import { type Content, contentOf, type LaneName } from "./ledgers.ts";
import type { Random } from "./random.ts";

export interface Lane {
  readonly name: LaneName;
  readonly issuer: string;
  readonly pointOfSale: number;
  readonly type: "factura_a" | "factura_b";
}

/** What a client means to do. */
export interface PlannedSale {
  /** Its Idempotency-Key, and what its metadata call it. */
  readonly key: string;
  readonly content: Content;
  readonly body: Readonly<Record<string, unknown>>;
  /** By `Prefer: respond-async`. */
  readonly detached: boolean;
  /** Right after it was accepted. */
  readonly cancels: boolean;
}

/** Prices and buyers of a shop where everybody buys the same. */
const USUAL_PRICES = ["1500.00", "2500.00", "990.50"] as const;
const USUAL_BUYERS = ["20111111112", "30500010912"] as const;
/** Documents that the second ARCA refuses: see tests/chaos/books.ts. */
const REFUSED = 66_600_000;

const SHARES = { identical: 0.45, refused: 0.02, detached: 0.25, cancels: 0.02 };

export function planSale(random: Random, lane: Lane, serial: number): PlannedSale {
  const key = `sale-${serial}`;
  const identical = random.chance(SHARES.identical);
  const buyer = buyerOf(random, lane, serial, identical);
  const price = identical ? random.pick(USUAL_PRICES) : (100 + serial / 100).toFixed(2);
  const detached = random.chance(SHARES.detached);
  return saleOf({ key, lane, buyer, price, detached, cancels: detached && random.chance(SHARES.cancels / SHARES.detached) });
}

interface Wanted extends Pick<PlannedSale, "key" | "detached" | "cancels"> {
  readonly lane: Lane;
  readonly buyer: { readonly document: string | null; readonly customer: unknown };
  readonly price: string;
}

export function saleOf({ key, lane, buyer, price, detached, cancels }: Wanted): PlannedSale {
  const body = {
    issuer: lane.issuer,
    type: lane.type,
    point_of_sale: lane.pointOfSale,
    items: [{ description: "Docena de facturas", unit_price: price }],
    ...(buyer.customer !== undefined && { customer: buyer.customer }),
    metadata: { sale: key },
  };
  return { key, content: contentOf(lane.name, buyer.document, price), body, detached, cancels };
}

export const NOBODY = { document: null, customer: undefined };

function buyerOf(random: Random, { type }: Lane, serial: number, identical: boolean): Wanted["buyer"] {
  if (type === "factura_a") {
    const document = random.pick(USUAL_BUYERS);
    return { document, customer: { document_type: "cuit", document_number: document, iva_condition: "responsable_inscripto" } };
  }
  if (identical) return NOBODY;
  const document = String((random.chance(SHARES.refused) ? REFUSED : 20_000_000) + (serial % 100_000));
  return { document, customer: { document_type: "dni", document_number: document } };
}
