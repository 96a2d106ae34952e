import { expect, test } from "vitest";
import { refusalCap } from "./refusals.ts";

const T0 = Date.parse("2026-11-24T12:00:00Z");
const refusal = (operation: string) => ({ operation, code: "forbidden" });

test("the same refusal is told once in ten minutes; another, or to another, at once", () => {
  const tell = refusalCap();
  expect(tell("org_1", "key_1", refusal("createIssuer"), T0)).toBe(true);
  expect(tell("org_1", "key_1", refusal("createIssuer"), T0 + 599_999)).toBe(false);
  expect(tell("org_1", "key_2", refusal("createIssuer"), T0)).toBe(true);
  expect(tell("org_1", "key_1", refusal("getIssuer"), T0)).toBe(true);
  expect(tell("org_1", "key_1", { operation: "createIssuer", code: "step_up_required" }, T0)).toBe(true);
  expect(tell("org_1", "key_1", refusal("createIssuer"), T0 + 600_000)).toBe(true);
});

test("no more than 60 of one organization in an hour; the next hour, and the neighbour, begin anew", () => {
  const tell = refusalCap();
  const told = Array.from({ length: 1000 }, (_, at) => tell("org_1", `key_${at}`, refusal("x"), T0 + at)).filter(Boolean);
  expect(told).toHaveLength(60);
  expect(tell("org_2", "key_1", refusal("x"), T0)).toBe(true);
  expect(tell("org_1", "key_new", refusal("x"), T0 + 3_600_000)).toBe(true);
});
