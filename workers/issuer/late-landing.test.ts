import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { homologationIssuer } from "../../tests/support/submission.ts";
import { ArcaError } from "../arca/index.ts";
import type { Authority } from "./authority.ts";
import { heldSubmitters } from "./held-submitters.ts";
import type { Verdict } from "./lane.ts";
import { openOutbox } from "./outbox.ts";
import { pauses } from "./pauses.ts";
import { pump } from "./pump.ts";
import { openStore } from "./store.ts";

const LANE = "3-6";
const TIMEOUT_MS = 30_000;
type Request = readonly { readonly id: string; readonly number: number; readonly fingerprint: string }[];

/**
 * Sales of which the first call is not answered in our time, or is cut; asked again, ARCA refuses the first of them in passing. Runs
 * the lane as long as it takes. @param landsAfterMs the first call is applied so long after that refusal; null: never
 * @returns what became of each sale, and whose each of ARCA's numbers is
 */
async function refusedMeanwhile(code: "timeout" | "connection_lost", sales: number, landsAfterMs: number | null) {
  let now = Date.parse("2026-11-24T15:00:00Z");
  const books: { readonly by: string; readonly fingerprint: string; readonly at: number }[] = [];
  let [calls, refusals] = [0, 0];
  let first: { readonly request: Request; at: number } | undefined;

  const apply = (request: Request): Verdict[] => {
    let stopped = false;
    return request.map(({ id, number, fingerprint }): Verdict => {
      stopped ||= number !== books.length + 1;
      if (stopped) return { number, result: "out_of_sequence" };
      books.push({ by: id, fingerprint, at: now });
      return { number, result: "approved", ...caeOf(number) };
    });
  };
  const land = () => {
    if (!first || now < first.at) return;
    apply(first.request);
    first = undefined;
  };
  const authority: Authority = {
    ready: async () => () => now,
    lastAuthorized: async () => (land(), books.length),
    find: async (_, number) => {
      land();
      const found = books[number - 1];
      return found && { fingerprint: found.fingerprint, date: "20261124", processedAt: found.at, ...caeOf(number) };
    },
    authorize: async (_, batch) => {
      land();
      calls += 1;
      const request = batch as unknown as Request;
      if (calls === 1) {
        first = { request, at: Infinity };
        if (code === "timeout") now += TIMEOUT_MS;
        throw new ArcaError({ code, certainty: "unknown", operation: "FECAESolicitar" });
      }
      // As long as its register is away.
      if (calls === 2 || landsAfterMs === null) {
        refusals += 1;
        if (first && landsAfterMs !== null) first.at = now + landsAfterMs;
        return request.map(({ number }, i) =>
          i === 0 ? { number, result: "rejected", findings: [{ code: 10015, message: "" }] } : { number, result: "not_processed" },
        );
      }
      return apply(request);
    },
  };
  const issuer = await homologationIssuer();
  return runInDurableObject(issuer.stub(), async (_, { storage }) => {
    const clock = () => new Date(now);
    const store = openStore(storage, openOutbox(storage, newId, clock), clock);
    const submissions = Array.from({ length: sales }, (__, i) => issuer.submission(`${i}`, "121.00", "2026-11-24"));
    for (const submission of submissions) store.accept(submission);
    const held = heldSubmitters({ pauses: pauses(), now: () => now, noted: () => undefined });
    const skew = () => ({ low: -200, high: 999 });
    for (let run = 0; run < 30 && !store.isIdle(LANE); run++) {
      await pump(LANE, { store, authority, held, timeoutMs: TIMEOUT_MS, skew, settled: () => undefined }).catch(() => undefined);
      now += 10_000;
    }
    const ends = submissions.map(({ owner, invoice: { id } }) => {
      const { status, number, attention } = store.byId(owner, id)?.invoice ?? {};
      return { id, status, number: attention?.number ?? number };
    });
    return { ends, owners: books.map(({ by }) => by), refusals };
  });
}

const caeOf = (number: number) => ({ cae: String(97_000_000_000_000 + number), caeExpiresOn: "2026-12-04", observations: [] });

const CODES = ["timeout", "connection_lost"] as const;

test.each(CODES.flatMap((code) => [1, 2].map((sales) => ({ code, sales }))))(
  "$code, of $sales: what ARCA refuses while an earlier call may land is not refused yet",
  async ({ code, sales }) => {
    const { ends, owners } = await refusedMeanwhile(code, sales, 20_000);
    expect(ends).toEqual(owners.map((id, i) => ({ id, status: "authorized", number: i + 1 })));
    expect(ends).toHaveLength(sales);
  },
);

test.each([
  ["timeout", "authorized"],
  // A gateway gave up, ARCA did not. What is so late may be somebody else's as well: a person says whose it is.
  ["connection_lost", "needs_attention"],
] as const)("%s: where that call lands after the refusal, ARCA's books tell, and nobody gets another number", async (code, status) => {
  const { ends, owners } = await refusedMeanwhile(code, 2, 5_000);
  expect(ends).toEqual(owners.map((id, i) => ({ id, status, number: i + 1 })));
  expect(ends).toHaveLength(2);
});

test.each(CODES)("%s: once no earlier call can land any more, its refusal counts", async (code) => {
  const { ends, owners, refusals } = await refusedMeanwhile(code, 1, null);
  expect(ends).toMatchObject([{ status: "rejected", number: null }]);
  expect(owners).toEqual([]);
  expect(refusals).toBeGreaterThan(1);
});
