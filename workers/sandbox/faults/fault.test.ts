import { expect, test } from "vitest";
import { chooseFault, type FaultRule } from "./fault.ts";

const NOW = Date.parse("2026-11-24T15:00:00Z");
const rule = (changes: Partial<FaultRule> = {}): FaultRule => ({
  operation: "FECAESolicitar",
  kind: "lost_answer",
  probability: 1,
  left: 1,
  until: null,
  ...changes,
});
const choose = (rules: FaultRule[], operation = "FECAESolicitar", random = 0.5, now = NOW) =>
  chooseFault(rules, operation, now, () => random);

test("nothing that was asked for: nothing happens", () => {
  expect(choose([])).toEqual({ fault: null, rules: [] });
  expect(choose([rule()], "FECompConsultar")).toEqual({ fault: null, rules: [rule()] });
});

test("a fault happens as often as it was asked for, and is gone", () => {
  expect(choose([rule({ left: 2, delayMs: 5 })])).toEqual({
    fault: { kind: "lost_answer", delayMs: 5 },
    rules: [rule({ left: 1, delayMs: 5 })],
  });
  expect(choose([rule()])).toEqual({ fault: { kind: "lost_answer" }, rules: [] });
  expect(choose([rule({ left: null })]).rules).toEqual([rule({ left: null })]);
});

test("the first that strikes wins", () => {
  const [every, second] = [rule({ operation: "*", kind: "delay" }), rule()];
  expect(choose([every, second])).toEqual({ fault: { kind: "delay" }, rules: [second] });
  expect(choose([rule({ probability: 0.5 }), second], undefined, 0.5)).toMatchObject({ rules: [rule({ probability: 0.5 })] });
});

test("probability is the share that it strikes, and a miss costs nothing", () => {
  const seldom = rule({ probability: 0.2 });
  expect(choose([seldom], undefined, 0.19).fault).toEqual({ kind: "lost_answer" });
  expect(choose([seldom], undefined, 0.2)).toEqual({ fault: null, rules: [seldom] });
  expect(choose([rule({ probability: 0 })], undefined, 0).fault).toBeNull();
  expect(choose([rule()], undefined, 0.999_999).fault).not.toBeNull();
});

test("until is the end of it", () => {
  const until = NOW + 1_000;
  expect(choose([rule({ until, left: null })], undefined, 0, until - 1).fault).toEqual({ kind: "lost_answer" });
  expect(choose([rule({ until, left: null })], undefined, 0, until)).toEqual({ fault: null, rules: [] });
});

test("already_authenticated is of the login alone", () => {
  const all = rule({ operation: "*", kind: "already_authenticated" });
  expect(choose([all]).fault).toBeNull();
  expect(choose([all], "LoginCms").fault).toEqual({ kind: "already_authenticated" });
});
