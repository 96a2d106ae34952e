/** US dollars. `included` a month of the paid plan; `per` so many of the unit. */
interface Price {
  readonly what: string;
  readonly price: number;
  readonly per: number;
  readonly included: number;
}

/** Sources: Cloudflare's pages on the prices of Workers and of Durable Objects, Neon's on its plans, as they stood then. */
export const PRICES_AS_OF = "2026-11";

export const PRICES = {
  workerRequests: { what: "Worker requests", price: 0.3, per: 1e6, included: 10e6 },
  workerCpuMs: { what: "Worker CPU milliseconds", price: 0.02, per: 1e6, included: 30e6 },
  objectRequests: { what: "Durable Object requests", price: 0.15, per: 1e6, included: 1e6 },
  objectGbSeconds: { what: "Durable Object GB-seconds", price: 12.5, per: 1e6, included: 400e3 },
  rowsRead: { what: "SQLite rows read", price: 0.001, per: 1e6, included: 25e9 },
  rowsWritten: { what: "SQLite rows written", price: 1, per: 1e6, included: 50e6 },
  objectStorageGb: { what: "SQLite storage, GB", price: 0.2, per: 1, included: 5 },
  neonCuHours: { what: "Neon CU-hours (Launch)", price: 0.14, per: 1, included: 0 },
  neonStorageGb: { what: "Neon storage, GB", price: 0.35, per: 1, included: 0 },
  neonTransferGb: { what: "Neon transfer to the Internet, GB", price: 0.1, per: 1, included: 100 },
} as const satisfies Record<string, Price>;

/** The plans' own price: Workers Paid. Neon's minimum is less than what is used. */
export const PLAN_PRICE = 5;
/** Memory that an object is charged for while it is awake. */
export const OBJECT_GB = 0.128;
