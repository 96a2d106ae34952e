import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi, expect } from "vitest";
import { openBooks } from "../../workers/issuer/books.ts";
import { openCalls } from "../../workers/issuer/calls.ts";
import { openPruning } from "../../workers/issuer/pruning.ts";

/** The object of a sandbox issuer. */
export const sandboxObject = (organizationId: string, cuit: string) => env.ISSUER.getByName(`sandbox:${organizationId}:${cuit}`);

type Stub = ReturnType<typeof sandboxObject>;

/** Rows of a table of the object. */
export const countIn = (stub: Stub, table: "invoices" | "calls" | "outbox"): Promise<number> =>
  runInDurableObject(stub, (_, { storage }) => storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n);

/** Once Postgres has confirmed everything. */
export const confirmed = (stub: Stub): Promise<void> =>
  vi.waitFor(async () => expect(await countIn(stub, "outbox")).toBe(0), { timeout: 10_000, interval: 50 });

/** As if it were that much later: everything that is over is forgotten. */
export async function forgetAll(stub: Stub, before = Date.now() + 60_000): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    const now = () => new Date();
    while (openPruning(storage, openCalls(storage, now), openBooks(storage, { addOfLane: () => undefined }, now), now).prune(before));
  });
}
