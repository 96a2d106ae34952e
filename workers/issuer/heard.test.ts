import { expect, test } from "vitest";
import { heard } from "./heard.ts";

test.each([
  [[502], "not_sent"],
  [[600], "not_sent"],
  [[601], "not_sent"],
  [[500], "unknown"],
  [[501], "unknown"],
  [[600, 501], "unknown"],
] as const)("of errors %j alone the fate is %s", (codes, certainty) => {
  const errors = codes.map((code) => ({ code, message: "" }));
  expect(() => heard("FECAESolicitar", [], errors)).toThrow(expect.objectContaining({ code: "arca_errors", certainty }));
});

test("an answer that says nothing leaves all in doubt", () => {
  expect(() => heard("FECAESolicitar", [], [])).toThrow(expect.objectContaining({ code: "unexpected_answer", certainty: "unknown" }));
});

test("what it says of some is heard, whatever errors it has", () => {
  const verdicts = [{ number: 1, result: "not_processed" as const }];
  expect(heard("FECAESolicitar", verdicts, [{ code: 501, message: "" }])).toBe(verdicts);
});
