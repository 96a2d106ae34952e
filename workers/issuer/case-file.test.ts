import { expect, test } from "vitest";
import type { Called } from "./calls.ts";
import { type Case, caseFile } from "./case-file.ts";

const START = Date.parse("2026-11-24T13:00:00.000Z");
const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

const call = (seconds: number, operation: string, more: Partial<Called> = {}): Called => ({
  at: START + seconds * 1_000,
  key: `${START + seconds * 1_000}.0`,
  operation,
  ms: 600,
  outcome: "ok",
  arcaCodes: [],
  ticket: "9b2e51c0",
  numbers: null,
  ...more,
});

const AUTHORIZED = {
  invoice: { status: "authorized", number: 7, cae: "96478527066267", created_at: at(0) },
  requestId: "req_1",
  rulesVersion: "v4.7",
  attempts: [[START + 2_000, 0, 7]],
  attemptsLetGo: 0,
  steps: [],
  findings: [],
  settledAt: START + 3_000,
} as const satisfies Case;

const kinds = (found: ReturnType<typeof caseFile>) => found.map((entry) => (entry.kind === "call" ? entry.operation : entry.kind));

test("an invoice that ARCA authorized at once", () => {
  const calls = [call(1, "FECompUltimoAutorizado"), call(2, "FECAESolicitar", { numbers: { first: 5, last: 9 } })];
  expect(caseFile(AUTHORIZED, calls)).toEqual([
    { kind: "accepted", at: at(0), request_id: "req_1", rules_version: "v4.7" },
    expect.objectContaining({ kind: "call", operation: "FECompUltimoAutorizado", number: null, comprobantes: null }),
    { kind: "numbered", at: at(2), number: 7 },
    {
      kind: "call",
      at: at(2),
      operation: "FECAESolicitar",
      ms: 600,
      outcome: "ok",
      arca_codes: [],
      ticket: "9b2e51c0",
      number: 7,
      comprobantes: 5,
    },
    { kind: "authorized", at: at(3), number: 7, cae: "96478527066267" },
  ]);
});

test("what came before it, after it, or was about other invoices, is not its own", () => {
  const calls = [
    call(-1, "FECompUltimoAutorizado"),
    call(1, "FECAESolicitar", { numbers: { first: 1, last: 7 } }),
    call(1.5, "FECompConsultar", { numbers: { first: 6, last: 6 } }),
    call(2, "FECAESolicitar", { numbers: { first: 7, last: 7 } }),
    call(4, "FECompConsultar", { numbers: { first: 7, last: 7 } }),
  ];
  expect(kinds(caseFile(AUTHORIZED, calls))).toEqual(["accepted", "numbered", "FECAESolicitar", "authorized"]);
});

test("one whose answer was lost, and that was numbered anew", () => {
  const calls = [
    call(2, "FECAESolicitar", { outcome: "connection_lost", numbers: { first: 7, last: 7 } }),
    call(4, "FECompUltimoAutorizado"),
    call(5, "FECompConsultar", { numbers: { first: 7, last: 7 } }),
    call(6, "FECAESolicitar", { numbers: { first: 8, last: 8 } }),
  ];
  const attempts: Case["attempts"] = [
    [START + 2_000, 0, 7],
    [START + 6_000, 0, 8],
  ];
  const found = caseFile({ ...AUTHORIZED, invoice: { ...AUTHORIZED.invoice, number: 8 }, attempts, settledAt: START + 7_000 }, calls);
  expect(kinds(found)).toEqual([
    "accepted",
    "numbered",
    "FECAESolicitar",
    "FECompUltimoAutorizado",
    "FECompConsultar",
    "numbered",
    "FECAESolicitar",
    "authorized",
  ]);
  expect(found.flatMap((entry) => (entry.kind === "numbered" ? [entry.number] : []))).toEqual([7, 8]);
});

test.each([
  ["queued", null, undefined],
  ["rejected", START + 3_000, { kind: "rejected", at: at(3), arca_codes: [10015] }],
  ["cancelled", START + 3_000, { kind: "cancelled", at: at(3) }],
] as const)("%s", (status, settledAt, end) => {
  const invoice = { ...AUTHORIZED.invoice, status, number: null, cae: null };
  const found = caseFile({ ...AUTHORIZED, invoice, attempts: [], findings: [{ code: 10015, message: "DocNro" }], settledAt }, []);
  expect(found.slice(1)).toEqual(end ? [end] : []);
});

test("of very many calls the middle is counted", () => {
  const calls = Array.from({ length: 2_000 }, (_, i) => call(i, "FECompUltimoAutorizado"));
  const found = caseFile({ ...AUTHORIZED, attempts: [], settledAt: null }, calls);
  expect(found).toHaveLength(102);
  expect(found[41]).toEqual({ kind: "omitted", at: at(40), count: 1_900 });
});

test("attempts that are not remembered are counted where they were", () => {
  const sent = Array.from({ length: 40 }, (_, i) => call(i < 20 ? i : i + 100, "FECAESolicitar", { outcome: "timeout" }));
  const attempts = sent.map((one): Case["attempts"][number] => [one.at, 0, 7]);
  const found = caseFile({ ...AUTHORIZED, attempts, attemptsLetGo: 100, settledAt: null }, sent);
  expect(kinds(found).toSpliced(2, 20)).toEqual(["accepted", "numbered", "omitted", "numbered", ...Array(20).fill("FECAESolicitar")]);
  expect(found[22]).toEqual({ kind: "omitted", at: at(19), count: 100 });
});

test("what people said, and another date, stand where they happened", () => {
  const steps: Case["steps"] = [
    { kind: "redated", at: at(1.5), date: "2026-11-24", date_before: "2026-11-20" },
    { kind: "needs_attention", at: at(5) },
    { kind: "resolved", at: at(60), resolution: "released" },
  ];
  const calls = [
    call(1, "FECompUltimoAutorizado"),
    call(2, "FECAESolicitar", { outcome: "timeout", numbers: { first: 7, last: 7 } }),
    call(4, "FECompConsultar", { numbers: { first: 7, last: 7 } }),
    call(61, "FECAESolicitar", { numbers: { first: 8, last: 8 } }),
  ];
  const attempts: Case["attempts"] = [
    [START + 2_000, 0, 7],
    [START + 61_000, 0, 8],
  ];
  const found = caseFile({ ...AUTHORIZED, attempts, steps, settledAt: START + 62_000 }, calls);
  expect(kinds(found)).toEqual([
    "accepted",
    "FECompUltimoAutorizado",
    "redated",
    "numbered",
    "FECAESolicitar",
    "FECompConsultar",
    "needs_attention",
    "resolved",
    "numbered",
    "FECAESolicitar",
    "authorized",
  ]);
});
