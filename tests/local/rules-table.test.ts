import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderReport, shareDecided } from "../../scripts/rules/render-report.ts";
import { testOf } from "../../scripts/rules/tests-of.ts";
import { BOOK } from "../../workers/invoicing/rules/book/index.ts";
import { CALL_CHECKS } from "../../workers/invoicing/rules/check-call.ts";
import { HEADER_CHECKS } from "../../workers/invoicing/rules/check-header.ts";
import { informedCheck } from "../../workers/invoicing/rules/check-informed.ts";
import { CHECKS } from "../../workers/invoicing/rules/checks/index.ts";
import type { Row } from "../../workers/invoicing/rules/rule.ts";

/** ARCA's table as published. It is no part of the repository: without it there is nothing to compare. */
const OFFICIAL = join(import.meta.dirname, "../../../shared/arca/rules/validations-wsfev1.json");
const present = existsSync(OFFICIAL);
if (!present) console.log("skipped: no table of ARCA's validations beside the repository");

interface OfficialRow {
  readonly op: string;
  readonly code: number;
  readonly kind: string;
}

const keyOf = (operation: string, code: number, kind: string): string => `${operation} ${code} ${kind}`;
const kinds: Record<string, string> = { excluyente: "rejects", no_excluyente: "observes" };

function official(): string[] {
  const { rules, rules_after_v4_2: later } = JSON.parse(readFileSync(OFFICIAL, "utf8")) as Record<string, OfficialRow[]>;
  return [...(rules ?? []), ...(later ?? [])].map(({ op, code, kind }) => keyOf(op, code, kinds[kind] ?? kind)).toSorted();
}

function checkOf(row: Row): unknown {
  if (row.header) return HEADER_CHECKS[row.as ?? row.code];
  if (row.operation === "FECAESolicitar") return CHECKS[row.code];
  return row.operation === "FECAEARegInformativo" ? informedCheck(row) : CALL_CHECKS[`${row.operation}/${row.code}`];
}

describe("the rule book", () => {
  test.skipIf(!present)("has every row of ARCA's table, and no other", () => {
    expect(official()).toHaveLength(497);
    expect(BOOK.map(({ operation, code, kind }) => keyOf(operation, code, kind)).toSorted()).toEqual(official());
  });

  test("names each row once", () => {
    const keys = BOOK.map(({ operation, code, variant }) => `${operation} ${code} ${variant}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("decides at least 85 % of the rows of FECAESolicitar", () => {
    const { decided, all } = shareDecided("FECAESolicitar");
    expect(all).toBe(240);
    expect(decided / all).toBeGreaterThanOrEqual(0.85);
  });

  test("has code and a test for each row that is decided here", () => {
    const decided = BOOK.filter((row) => row.class === "decided");
    expect(decided.filter((row) => !checkOf(row) || !testOf(row))).toEqual([]);
  });

  test("has a test for each row of a register that the sandbox can ask", () => {
    const asked = BOOK.filter((row) => row.class === "register" && !row.header && checkOf(row));
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((row) => !testOf(row))).toEqual([]);
  });

  test("says why a row does not apply", () => {
    const unused = BOOK.filter((row) => row.class === "not_applicable");
    expect(unused.length).toBeGreaterThan(0);
    expect(unused.filter(({ note }) => !note)).toEqual([]);
  });

  test("says everything in both languages and as ARCA does, without accents of its own invention", () => {
    const told = BOOK.filter((row) => row.class !== "not_applicable");
    expect(told.filter(({ wire, es, en }) => !wire || !es || !en || wire.length > 255)).toEqual([]);
  });
});

test("docs/rules.md is current: `npm run rules`", () => {
  expect(readFileSync(join(import.meta.dirname, "../../docs/rules.md"), "utf8")).toBe(renderReport());
});
