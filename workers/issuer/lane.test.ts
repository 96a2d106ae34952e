import fc from "fast-check";
import { expect, test } from "vitest";
import {
  DATE_BEFORE_LAST,
  type Found,
  lastAfter,
  nextStep,
  type Numbered,
  type Outcome,
  reconcile,
  settle,
  type Verdict,
  type Waiting,
} from "./lane.ts";

/**
 * What the world does to one call: the answer arrives; is lost after ARCA applied it; the call never arrives; ARCA
 * applies it late, before or after it tells us its last number; someone else takes the number first, dated today or later.
 */
const FATES = ["answered", "lost", "unheard", "late", "later", "foreign", "foreign_ahead"] as const;
type Fate = (typeof FATES)[number];

interface Comprobante extends Found {
  readonly date: string;
}

const AHEAD = "20261231";

test("whatever the world does, each invoice gets one number, and ARCA holds it once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 }),
      fc.array(fc.constantFrom(...FATES), { maxLength: 60 }),
      (arrivals, fates) => {
        const world = simulate(arrivals, fates);
        const ours = world.ledger.map(({ fingerprint }) => fingerprint).filter((content) => content !== "foreign");
        expect(new Set(ours).size).toBe(ours.length);
        expect(ours.length).toBe(world.authorized.size);
        expect(world.authorized.size + world.rejected.size).toBe(arrivals.reduce((total, n) => total + n, 0));
        for (const [id, number] of world.authorized) expect(world.ledger[number - 1]?.fingerprint).toBe(id);
      },
    ),
    { numRuns: 1000 },
  );
});

test("only what ARCA refuses, or can never take, ends as rejected", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FATES), { maxLength: 40 }), (fates) => {
      const { rejected, ledger } = simulate([3, 0, 4, 1, 5, 2], fates);
      for (const [id, findings] of rejected) {
        if (findings[0] === DATE_BEFORE_LAST) expect(ledger.some(({ date }) => date === AHEAD)).toBe(true);
        else expect(isBad(id)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

/** A lane against a model of ARCA, with no clock and no network; ends in calm weather. */
function simulate(arrivals: readonly number[], fates: readonly Fate[]) {
  const ledger: Comprobante[] = [];
  const authorized = new Map<string, number>();
  const rejected = new Map<string, readonly unknown[]>();
  let waiting: Waiting[] = [];
  let sent: Numbered[] = [];
  let last: number | null = null;
  let late: readonly Numbered[] = [];
  let later: readonly Numbered[] = [];
  let turn = 0;

  const push = (fingerprint: string, date: string) =>
    ledger.push({ fingerprint, date, cae: `cae-${ledger.length + 1}`, caeExpiresOn: date, observations: [] });
  const apply = (batch: readonly Numbered[]): Verdict[] => {
    let stopped = false;
    return batch.map(({ number, fingerprint, date }): Verdict => {
      if (stopped) return { number, result: "not_processed" };
      const fits = number === ledger.length + 1 && date >= (ledger.at(-1)?.date ?? "");
      stopped = !fits || isBad(fingerprint);
      if (!fits) return { number, result: "out_of_sequence" };
      if (stopped) return { number, result: "rejected", findings: [{ code: 10048, message: "" }] };
      push(fingerprint, date);
      return { number, result: "approved", cae: `cae-${number}`, caeExpiresOn: date, observations: [] };
    });
  };
  const record = (outcomes: readonly Outcome[]): void => {
    for (const outcome of outcomes) {
      const entry = sent.find(({ id }) => id === outcome.id);
      sent = sent.filter(({ id }) => id !== outcome.id);
      if (outcome.status === "authorized") authorized.set(outcome.id, outcome.number);
      else if (outcome.status === "rejected") rejected.set(outcome.id, outcome.findings);
      else if (entry) waiting = [entry, ...waiting].toSorted((a, b) => Number(a.id) - Number(b.id));
    }
  };

  for (let id = 0; ; turn++) {
    for (let n = arrivals[turn] ?? 0; n > 0; n--) waiting.push({ id: String(id), date: "20261124", fingerprint: String(id++) });
    const step = nextStep({ last, sent, waiting }, 4);
    if (step.do === "rest") {
      if (turn >= arrivals.length) return { ledger, authorized, rejected };
      continue;
    }
    if (step.do === "reconcile") {
      apply(late);
      late = [];
      last = ledger.length;
      const found = new Map(ledger.map((comprobante, i) => [i + 1, comprobante]));
      record(reconcile(step.sent, { last, lastDate: ledger.at(-1)?.date, found }));
      apply(later);
      later = [];
      continue;
    }
    const fate = fates[turn] ?? "answered";
    sent = [...step.batch];
    waiting = waiting.filter((invoice) => !sent.some((one) => one.id === invoice.id));
    last = null;
    if (fate === "foreign") push("foreign", ledger.at(-1)?.date ?? "20261124");
    if (fate === "foreign_ahead") push("foreign", AHEAD);
    if (fate === "late") late = step.batch;
    if (fate === "later") later = step.batch;
    if (fate === "lost") apply(step.batch);
    if (fate === "answered" || fate.startsWith("foreign")) {
      const outcomes = settle(step.batch, apply(step.batch));
      record(outcomes);
      last = lastAfter(step.batch, outcomes);
    }
  }
}

/** Every fifth invoice is one that ARCA refuses. */
function isBad(fingerprint: string): boolean {
  return Number(fingerprint) % 5 === 4;
}
