import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { Fault } from "../support/arca.ts";
import { homologationIssuer } from "../support/submission.ts";

type Issuer = Awaited<ReturnType<typeof homologationIssuer>>;

const finalOf = async (issuer: Issuer, key: string) => {
  const submitted = await issuer.submit(key, undefined, undefined, 12_000);
  return submitted.outcome === "accepted" ? submitted.entry.invoice : undefined;
};

/** The object is gone at once: nothing that it was about to do is done. Its alarm finds what it left. */
async function die(issuer: Issuer): Promise<void> {
  await abortAllDurableObjects();
  expect(await runDurableObjectAlarm(issuer.stub())).toBe(true);
}

/** Once all that it accepted is over; nobody asks it to go on. */
const over = ({ stub }: Issuer, count: number) =>
  vi.waitFor(
    () =>
      runInDurableObject(stub(), (_, { storage }) => {
        const statuses = storage.sql.exec("SELECT status FROM invoices").toArray();
        expect(statuses).toEqual(Array.from({ length: count }, () => ({ status: "authorized" })));
      }),
    { timeout: 20_000, interval: 100 },
  );

interface Stage {
  readonly faults: readonly Fault[];
  /** After how long it dies, each time. */
  readonly after: readonly number[];
}

/** What ARCA is doing when the object dies. */
const STAGES: Record<string, Stage> = {
  "just accepted": { faults: [], after: [0] },
  "asking for the last number": { faults: ["read_hang"], after: [300] },
  "sent, and ARCA has not begun": { faults: ["late"], after: [150] },
  "sent, and ARCA has applied it": { faults: ["hang"], after: [300] },
  "finding out what became of it, and dying of that as well": { faults: ["hang", "read_hang", "read_hang"], after: [300, 300, 300] },
  "sent again": { faults: ["down", "hang"], after: [300, 300] },
  "sent, and it is somebody else's number": { faults: ["foreign", "hang"], after: [300, 300] },
};

test.each(Object.entries(STAGES))(
  "%s",
  async (_, { faults, after }) => {
    const issuer = await homologationIssuer();
    await issuer.faults(...faults);
    // Alike, all of them: only their keys differ.
    const keys = ["a", "b", "c", "d"];
    const submitted = await Promise.all(keys.map((key) => issuer.submit(key, undefined, undefined, 0)));
    expect(submitted.map(({ outcome }) => outcome)).toEqual(keys.map(() => "accepted"));
    for (const ms of after) {
      await scheduler.wait(ms);
      await die(issuer);
    }
    await over(issuer, keys.length);
    const invoices = await Promise.all(keys.map((key) => finalOf(issuer, key)));
    expect(invoices.map((invoice) => invoice?.status)).toEqual(keys.map(() => "authorized"));
    await scheduler.wait(700);
    const { comprobantes } = await issuer.ledger();
    const theirs = faults.includes("foreign") ? 1 : 0;
    expect(comprobantes).toHaveLength(keys.length + theirs);
    for (const invoice of invoices) expect(comprobantes[(invoice?.number ?? 0) - 1]?.cae).toBe(invoice?.cae);
    expect(new Set(invoices.map((invoice) => invoice?.number)).size).toBe(keys.length);
    // Asked again, each says the same.
    expect(await Promise.all(keys.map((key) => finalOf(issuer, key)))).toEqual(invoices);
  },
  40_000,
);
