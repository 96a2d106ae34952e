import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { homologationIssuer } from "../../tests/support/submission.ts";
import { ArcaError } from "../arca/index.ts";
import type { Authority } from "./authority.ts";
import type { Sent, Verdict } from "./lane.ts";
import { heldSubmitters } from "./held-submitters.ts";
import { openOutbox } from "./outbox.ts";
import { pauses } from "./pauses.ts";
import { pump } from "./pump.ts";
import { openStore } from "./store.ts";

const LANE = "3-6";
const NOW = Date.parse("2026-11-24T15:00:00Z");
const approved = ({ number }: Pick<Sent, "number">): Verdict => ({
  number,
  result: "approved",
  cae: `9700000000000${number}`,
  caeExpiresOn: "2026-12-04",
  observations: [],
});

/** Three sales that wait, and an ARCA of which a test says what it does. */
async function working(authority: Partial<Authority>, check: (ends: string[], failure: string) => void) {
  const issuer = await homologationIssuer();
  await runInDurableObject(issuer.stub(), async (_, { storage }) => {
    const now = () => new Date(NOW);
    const store = openStore(storage, openOutbox(storage, newId, now), now);
    const submissions = ["a", "b", "c"].map((key) => issuer.submission(key, undefined, "2026-11-24"));
    for (const submission of submissions) store.accept(submission);
    const quiet: Authority = {
      ready: async () => () => NOW,
      lastAuthorized: async () => 0,
      find: async () => undefined,
      authorize: async () => [],
      ...authority,
    };
    const held = heldSubmitters({ pauses: pauses(), now: () => NOW, noted: () => undefined });
    const work = { store, authority: quiet, held, timeoutMs: 1_000, skew: () => undefined, settled: () => undefined };
    const failure = await pump(LANE, work).then(
      () => "",
      (error: unknown) => String(error),
    );
    check(
      submissions.map(({ owner, invoice: { id } }) => {
        const { invoice, findings } = store.byId(owner, id) ?? {};
        return [invoice?.status, invoice?.number, ...(findings?.map(({ code }) => code) ?? [])].join(" ").trim();
      }),
      failure,
    );
  });
}

test("ARCA's 10016, though the number is the next one and the date is good by our calendar: its word counts in the end", async () => {
  const refused = new Set<string>();
  let last = 0;
  const authorize: Authority["authorize"] = async (_, batch) => {
    const [first] = batch;
    refused.add(first?.id ?? "");
    if (refused.size === 1) return batch.map(({ number }) => ({ number, result: "out_of_sequence" as const }));
    last = batch.at(-1)?.number ?? 0;
    return batch.map(approved);
  };
  await working({ authorize, lastAuthorized: async () => last }, (ends, failure) => {
    expect(failure).toBe("");
    expect(ends).toEqual(["rejected  10016", "authorized 1", "authorized 2"]);
  });
});

test("somebody else who takes each number before us is nobody's fault: the lane rests, and no invoice is refused", async () => {
  let last = 0;
  const authorize: Authority["authorize"] = async (_, batch) => {
    last += 1;
    return batch.map(({ number }) => ({ number, result: "out_of_sequence" as const }));
  };
  const find: Authority["find"] = async () => ({
    fingerprint: "theirs",
    date: "20261124",
    cae: "1",
    caeExpiresOn: "2026-12-04",
    observations: [],
    processedAt: NOW,
  });
  await working({ authorize, find, lastAuthorized: async () => last }, (ends, failure) => {
    expect(failure).toContain("settles nothing");
    for (const end of ends) expect(end).toMatch(/^(queued|sent)$/);
  });
});

test("where ARCA may not be called nothing gets a number", async () => {
  await working({ ready: () => Promise.reject(new Error("not now")) }, (ends, failure) => {
    expect(failure).toContain("not now");
    expect(ends).toEqual(["queued", "queued", "queued"]);
  });
});

test("a call that ARCA cannot read: nothing keeps a number, so that any of them may be withdrawn", async () => {
  const unread = new ArcaError({ code: "http_error", certainty: "not_sent", operation: "FECAESolicitar", detail: "HTTP 400" });
  await working({ authorize: () => Promise.reject(unread) }, (ends, failure) => {
    expect(failure).toContain("FECAESolicitar");
    expect(ends).toEqual(["queued", "queued", "queued"]);
  });
});

test("an answer that speaks of some leaves the others in doubt, under their numbers", async () => {
  let last = 0;
  let asked = 0;
  const authorize: Authority["authorize"] = async (_, batch) => {
    asked += 1;
    if (asked > 1) throw new Error("and then it is gone");
    last = 1;
    return batch.slice(0, 1).map(approved);
  };
  await working({ authorize, lastAuthorized: async () => last }, (ends, failure) => {
    expect(failure).toContain("gone");
    expect(ends).toEqual(["authorized 1", "sent", "sent"]);
  });
});
