import type { Figure } from "../report.ts";
import type { Counts } from "./counts.ts";
import { OBJECT_GB, PLAN_PRICE, PRICES, PRICES_AS_OF } from "./prices.data.ts";

export interface Measured {
  readonly invoices: number;
  readonly counts: Counts;
  /** Of the process of the Workers. */
  readonly cpuMs: number;
  readonly postgresBytes: number;
}

const INVOICES_A_DAY = 100_000;
const DAYS = 30;
/** How long an issuer's object keeps an invoice that is over: see workers/issuer/pruning.ts. */
const DAYS_IN_OBJECT = 35;
/** Neon's smallest compute, never at rest. */
const NEON_CU_HOURS = 0.25 * 730;
const GB = 1e9;

/** What one invoice takes of each. */
export function countFigures({ invoices, counts, cpuMs, postgresBytes }: Measured): Figure[] {
  const each = (name: string, value: number, unit = "", digits = 2): Figure => ({ name, value: value / invoices, unit, digits });
  return [
    each("Worker requests", counts.requests),
    ...Object.entries(counts.objects).map(([name, times]) => each(`Durable Object requests: ${name}`, times, "", 3)),
    each("alarm runs (among them)", counts.alarms, "", 3),
    each("alarms set", counts.alarmsSet, "", 3),
    each("object-seconds awake", counts.awakeSeconds, "s"),
    each("SQLite rows read", counts.rowsRead, "", 1),
    each("SQLite rows written", counts.rowsWritten, "", 1),
    each("SQLite storage of the issuer's object", counts.issuerBytes / 1_000, "kB", 1),
    each("Neon round trips", counts.neonRoundTrips, "", 3),
    each("sent to Neon", counts.neonBytesSent / 1_000, "kB", 1),
    each("received from Neon", counts.neonBytesReceived / 1_000, "kB", 1),
    each("Postgres storage", postgresBytes / 1_000, "kB", 1),
    each("SOAP calls", counts.soap, "", 3),
    each("queue messages", counts.queueMessages, "", 3),
    each("CPU of the Workers' process", cpuMs, "ms", 1),
  ];
}

/** A month at 100,000 invoices a day, were all of them as those measured. R2 takes no part in issuing. */
export function printEstimate(cases: readonly { readonly name: string; readonly measured: Measured }[]): void {
  console.log(`\n${INVOICES_A_DAY.toLocaleString("en")} invoices a day: US dollars a month, prices of ${PRICES_AS_OF}`);
  console.log(`  ${"".padEnd(38)}${cases.map(({ name }) => name.padStart(26)).join("")}`);
  const bills = cases.map(({ measured }) => billOf(measured));
  for (const key of Object.keys(PRICES) as (keyof typeof PRICES)[]) {
    const cells = bills.map((bill) => `${amount(bill[key].units).padStart(16)} ${bill[key].dollars.toFixed(2).padStart(9)}`);
    console.log(`  ${PRICES[key].what.padEnd(38)}${cells.join("")}`);
  }
  const totals = bills.map((bill) => PLAN_PRICE + Object.values(bill).reduce((sum, { dollars }) => sum + dollars, 0));
  console.log(`  ${"Workers Paid".padEnd(38)}${bills.map(() => PLAN_PRICE.toFixed(2).padStart(26)).join("")}`);
  console.log(`  ${"all".padEnd(38)}${totals.map((total) => total.toFixed(2).padStart(26)).join("")}`);
  console.log(`  an invoice, in hundredths of a dollar ${totals.map((total) => cents(total).padStart(26)).join("")}`);
}

type Bill = Readonly<Record<keyof typeof PRICES, { readonly units: number; readonly dollars: number }>>;

function billOf({ invoices, counts, cpuMs, postgresBytes }: Measured): Bill {
  const month = (INVOICES_A_DAY * DAYS) / invoices;
  const objectRequests = Object.values(counts.objects).reduce((sum, one) => sum + one, 0);
  const units: Record<keyof typeof PRICES, number> = {
    workerRequests: counts.requests * month,
    workerCpuMs: (Number.isNaN(cpuMs) ? 0 : cpuMs) * month,
    objectRequests: objectRequests * month,
    objectGbSeconds: counts.awakeSeconds * OBJECT_GB * month,
    rowsRead: counts.rowsRead * month,
    rowsWritten: (counts.rowsWritten + counts.alarmsSet) * month,
    objectStorageGb: ((counts.issuerBytes / invoices) * INVOICES_A_DAY * DAYS_IN_OBJECT) / GB,
    neonCuHours: NEON_CU_HOURS,
    // At the end of the first year.
    neonStorageGb: ((postgresBytes / invoices) * INVOICES_A_DAY * 365) / GB,
    neonTransferGb: (counts.neonBytesReceived * month) / GB,
  };
  const price = ([key, used]: [string, number]) => {
    const { price: each, per, included } = PRICES[key as keyof typeof PRICES];
    return [key, { units: used, dollars: (Math.max(0, used - included) / per) * each }];
  };
  return Object.fromEntries(Object.entries(units).map(price)) as Bill;
}

const cents = (dollars: number): string => ((dollars / (INVOICES_A_DAY * DAYS)) * 100).toFixed(4);

const amount = (value: number): string => (value >= 1e6 ? `${(value / 1e6).toFixed(1)} M` : value.toFixed(value < 100 ? 1 : 0));
