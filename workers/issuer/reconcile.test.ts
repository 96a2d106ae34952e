import { expect, test } from "vitest";
import type { Sent } from "./lane.ts";
import { type Found, reconcile } from "./reconcile.ts";
import type { Skew } from "./skew.ts";

const START = 1_000_000_000;
const MINUTE = 60_000;
const TODAY = "20261124";
const KNOWN: Skew = { low: 0, high: 1_000 };
/** It was not answered in our time: it may be on its way still. */
const HUNG = { unheard: 1, from: START, until: START + 30_000, landsBy: START + 150_000 };

const sent = (number: number, more: Partial<Sent> = {}): Sent => ({
  id: `i${number}`,
  submitter: "org test iss",
  number,
  date: TODAY,
  lastDay: "20261129",
  isRedatable: false,
  fingerprint: "same",
  attempts: { unheard: 1, from: START, until: START + 30_000, landsBy: START + 30_000 },
  ...more,
});
const found = (processedAt: number | null, more: Partial<Found> = {}): Found => ({
  fingerprint: "same",
  processedAt,
  cae: "1",
  caeExpiresOn: "2026-12-04",
  observations: [],
  ...more,
});

interface Asked {
  readonly last: number;
  readonly lastDate?: string;
  readonly isShared?: boolean;
  readonly today?: string;
  readonly skew?: Skew | undefined;
  readonly now?: number;
}

const fates = (numbers: readonly Sent[], there: Record<number, Found>, asked: Asked): string[] => {
  const ledger = {
    lastDate: "",
    isShared: false,
    today: TODAY,
    skew: KNOWN,
    now: START + 60_000,
    ...asked,
    found: new Map(Object.entries(there).map(([n, one]) => [Number(n), one])),
  };
  const { outcomes, foreign } = reconcile(numbers, ledger);
  return [...outcomes.map(({ id, status }) => `${id} ${status}`), ...foreign.map(({ id }) => `${id} foreign`)];
};

const ATTENTION = ["i1 needs_attention", "i1 foreign"];

test.each([
  ["while we asked", START + 10_000, "authorized"],
  ["in the second before", START - 1_000, "authorized"],
  ["a minute before", START - MINUTE, "needs_attention"],
  ["seconds after the call was cut", START + 33_000, "authorized"],
  ["a minute after the call was cut", START + 90_000, "needs_attention"],
  ["at a time that ARCA does not tell", null, "needs_attention"],
] as const)("the same content, processed %s", (_, at, fate) => {
  for (const isShared of [false, true])
    expect(fates([sent(1)], { 1: found(at) }, { last: 1, isShared })).toEqual(fate === "authorized" ? ["i1 authorized"] : ATTENTION);
});

test("a call that hung may land late, but not for ever, and not where others issue", () => {
  const hung = sent(1, { attempts: HUNG });
  const late = { 1: found(START + 140_000) };
  expect(fates([hung], late, { last: 1 })).toEqual(["i1 authorized"]);
  expect(fates([hung], late, { last: 1, isShared: true })).toEqual(ATTENTION);
  expect(fates([hung], { 1: found(START + 3 * MINUTE) }, { last: 1 })).toEqual(ATTENTION);
});

test("it is ARCA's clock that counts, as it was heard", () => {
  const skew = { low: 10 * MINUTE, high: 10 * MINUTE + 500 };
  expect(fates([sent(1)], { 1: found(START + 10 * MINUTE) }, { last: 1, skew })).toEqual(["i1 authorized"]);
  expect(fates([sent(1)], { 1: found(START) }, { last: 1, skew })).toEqual(ATTENTION);
});

test("while its clock is not known it may be two minutes off; on a shared lane nothing is presumed", () => {
  const before = { 1: found(START - MINUTE) };
  expect(fates([sent(1)], before, { last: 1, skew: undefined })).toEqual(["i1 authorized"]);
  expect(fates([sent(1)], before, { last: 1, skew: undefined, isShared: true })).toEqual(ATTENTION);
  expect(fates([sent(1)], { 1: found(START - 3 * MINUTE) }, { last: 1, skew: undefined })).toEqual(ATTENTION);
});

test("numbers above a hole are given up once nothing of them can land any more", () => {
  const numbers = [sent(5, { attempts: HUNG }), sent(6, { attempts: HUNG })];
  const at = (last: number, now: number) => fates(numbers, {}, { last, now });
  expect(at(3, START + 140_000)).toEqual([]);
  expect(at(3, START + 160_000)).toEqual(["i5 queued", "i6 queued"]);
  expect(at(4, START + 160_000)).toEqual([]);
  const answered = sent(5, { attempts: { unheard: 0, from: 0, until: 0, landsBy: 0 } });
  expect(fates([answered], {}, { last: 3, now: START })).toEqual(["i5 queued"]);
});

test("what ARCA has refused each time is not ours, whatever its content", () => {
  const untouched = sent(1, { attempts: { unheard: 0, from: 0, until: 0, landsBy: 0 } });
  expect(fates([untouched], { 1: found(START) }, { last: 1 })).toEqual(["i1 queued", "i1 foreign"]);
});

test("other content is somebody else's; and so is all that follows it in the call, even where it looks the same", () => {
  const numbers = [sent(1), sent(2), sent(3), sent(4)];
  const there = { 1: found(START), 2: found(START, { fingerprint: "other" }), 3: found(START) };
  expect(fates(numbers, there, { last: 3 })).toEqual(["i1 authorized", "i2 queued", "i3 queued", "i4 queued", "i2 foreign", "i3 foreign"]);
});

test("after one that is unclear none is taken for ours", () => {
  const there = { 1: found(START - 3_600_000), 2: found(START) };
  expect(fates([sent(1), sent(2), sent(3)], there, { last: 2 })).toEqual([
    "i1 needs_attention",
    "i2 needs_attention",
    "i1 foreign",
    "i2 foreign",
  ]);
});

test("what the service itself knows as ours, or not, needs no guess", () => {
  expect(fates([sent(1)], { 1: found(null, { isOurs: true, fingerprint: "as ARCA writes it" }) }, { last: 1 })).toEqual(["i1 authorized"]);
  expect(fates([sent(1)], { 1: found(START, { isOurs: false }) }, { last: 1 })).toEqual(["i1 queued", "i1 foreign"]);
});

test("above ARCA's last number there is nothing yet: no outcome", () => {
  expect(fates([sent(2), sent(3)], {}, { last: 1, lastDate: TODAY })).toEqual([]);
});

test("unless ARCA can never take it for its date; then those that follow it are free as well", () => {
  const numbers = [sent(2), sent(3, { date: "20261123" }), sent(4)];
  expect(fates(numbers, {}, { last: 1, lastDate: TODAY })).toEqual(["i3 queued", "i4 queued"]);
  expect(fates([sent(2)], {}, { last: 1, lastDate: TODAY, today: "20261130" })).toEqual(["i2 queued"]);
});

test("a number that was not looked at stays in doubt", () => {
  expect(fates([sent(1), sent(2)], { 1: found(START) }, { last: 2 })).toEqual(["i1 authorized"]);
});
