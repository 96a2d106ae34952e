import { expect, test } from "vitest";
import { compareLedgers } from "../../scripts/chaos/compare-ledgers.ts";
import { type Answer, type Comprobante, contentOf, type Ledgers, type Row, type Sale } from "../../scripts/chaos/ledgers.ts";

const LANE = "30710000006/1-6";
/** Everybody buys the same. */
const CONTENT = contentOf(LANE, null, "1500.00");
const DATE = "20261124";

const comprobante = (number: number, request: number | null = 1): Comprobante => ({
  lane: LANE,
  number,
  cae: `9700000000000${number}`,
  content: CONTENT,
  date: DATE,
  request,
});

const row = (number: number): Row => ({
  id: `inv_${number}`,
  sale: `sale-${number}`,
  status: "authorized",
  lane: LANE,
  number,
  cae: `9700000000000${number}`,
  content: CONTENT,
  date: DATE,
  evidence: null,
  told: { events: [1, 1], audit: [1, 1] },
});

const answer = (number: number): Answer => ({
  invoice: `inv_${number}`,
  status: "authorized",
  number,
  cae: `9700000000000${number}`,
  digest: `body ${number}`,
});
const accepted = (number: number): Answer => ({ ...answer(number), status: "queued", number: null, cae: null, digest: null });

const sale = (number: number): Sale => ({
  key: `sale-${number}`,
  content: CONTENT,
  answers: [accepted(number), answer(number), answer(number)],
  refusal: null,
});

/** Four sales of the same content in a lane whose third number is another system's. */
const whole = (): { arca: Comprobante[]; rows: Row[]; sales: Sale[] } => ({
  arca: [comprobante(1), comprobante(2), comprobante(3, null), comprobante(4), comprobante(5)],
  rows: [1, 2, 4, 5].map(row),
  sales: [1, 2, 4, 5].map(sale),
});

const kindsIn = (ledgers: Ledgers): string[] => [...new Set(compareLedgers(ledgers).map(({ kind }) => kind))].toSorted();

/** The whole ledgers with one thing in them otherwise. */
function planted(change: (ledgers: ReturnType<typeof whole>) => void): string[] {
  const ledgers = whole();
  change(ledgers);
  return kindsIn(ledgers);
}

const replace = <T>(values: T[], index: number, change: Partial<T>): void => {
  values.splice(index, 1, { ...values[index], ...change } as T);
};

test("ledgers that agree have no finding", () => {
  expect(compareLedgers(whole())).toEqual([]);
});

test("what is waiting, rejected or cancelled needs no comprobante", () => {
  const ledgers = whole();
  const unfinished = { number: null, cae: null, told: { events: [1, 0], audit: [1, 0] } } as const;
  ledgers.rows.push({ ...row(6), status: "queued", ...unfinished }, { ...row(7), status: "rejected", number: null, cae: null });
  ledgers.rows.push({ ...row(8), status: "cancelled", number: null, cae: null });
  expect(compareLedgers(ledgers)).toEqual([]);
});

test("the number that awaits a person is nobody's yet", () => {
  const ledgers = whole();
  ledgers.arca.push(comprobante(6));
  ledgers.rows.push({
    ...row(6),
    status: "needs_attention",
    number: null,
    cae: null,
    evidence: 6,
    told: { events: [1, 0], audit: [1, 0] },
  });
  expect(compareLedgers(ledgers)).toEqual([]);
});

test.each<[what: string, change: (ledgers: ReturnType<typeof whole>) => void, kinds: string[]]>([
  ["an invoice that its client knows of and Postgres does not", ({ rows, arca }) => void (rows.pop(), arca.pop()), ["lost"]],
  [
    "a comprobante whose invoice still waits",
    ({ rows, sales }) => {
      replace(rows, 3, { status: "sent", number: null, cae: null, told: { events: [1, 0], audit: [1, 0] } });
      replace(sales, 3, { answers: [accepted(5)] });
    },
    ["lost"],
  ],
  ["a comprobante of ours that no invoice has", ({ arca }) => void arca.push(comprobante(6)), ["duplicated"]],
  [
    "two invoices for one sale",
    ({ rows, arca }) => void (rows.push({ ...row(6), sale: "sale-5" }), arca.push(comprobante(6))),
    ["duplicated"],
  ],
  ["two invoices with one comprobante", ({ rows }) => void rows.push({ ...row(5), id: "inv_6", sale: "sale-6" }), ["duplicated"]],
  ["a number that ARCA does not have", ({ arca }) => void arca.splice(1, 1), ["gap", "misattributed"]],
  ["a number that the lane skips", ({ arca }) => replace(arca, 4, { number: 6 }), ["duplicated", "gap", "misattributed"]],
  ["another system's comprobante of the same content", ({ arca }) => replace(arca, 1, { request: null }), ["misattributed"]],
  [
    "a comprobante of another content",
    ({ arca }) => replace(arca, 1, { content: contentOf(LANE, "30111222", "1500.00") }),
    ["misattributed"],
  ],
  ["a comprobante of another date", ({ arca }) => replace(arca, 1, { date: "20261125" }), ["misattributed"]],
  [
    "two invoices of the same content with each other's CAE",
    ({ rows }) => {
      replace(rows, 0, { cae: row(2).cae });
      replace(rows, 1, { cae: row(1).cae });
    },
    ["changed", "misattributed"],
  ],
  [
    "a second answer with another invoice",
    ({ sales }) => replace(sales, 0, { answers: [accepted(1), answer(1), { ...answer(1), invoice: "inv_2" }] }),
    ["changed"],
  ],
  [
    "a second answer with another body",
    ({ sales }) => replace(sales, 0, { answers: [answer(1), { ...answer(1), digest: "other" }] }),
    ["changed"],
  ],
  ["an end that is taken back", ({ sales }) => replace(sales, 0, { answers: [answer(1), accepted(1)] }), ["changed"]],
  [
    "an end that Postgres does not have",
    ({ sales }) => replace(sales, 0, { answers: [{ ...answer(1), status: "rejected" }] }),
    ["changed"],
  ],
  ["a refusal that nobody deserved", ({ sales }) => replace(sales, 0, { refusal: "409" }), ["refused"]],
  [
    "a person who is asked where nobody else issues",
    ({ rows, sales }) => {
      replace(rows, 1, { status: "needs_attention", number: null, cae: null, evidence: 2, told: { events: [1, 0], audit: [1, 0] } });
      replace(sales, 1, { answers: [accepted(2)] });
    },
    ["alarmed"],
  ],
  ["an end that is told twice", ({ rows }) => replace(rows, 0, { told: { events: [1, 2], audit: [1, 1] } }), ["untold"]],
  ["a beginning that is not told", ({ rows }) => replace(rows, 0, { told: { events: [1, 1], audit: [0, 1] } }), ["untold"]],
])("%s is found", (_, change, kinds) => {
  expect(planted(change)).toEqual(kinds);
});
