import { expect, test } from "vitest";
import { toVerdicts } from "./verdicts.ts";

const batch = [4, 5, 6].map((number) => ({ id: `i${number}`, number, date: "20261124", fingerprint: "x" }));
const observation = { code: 10048, message: "suma" };
const approved = (number: number) => ({ number, result: "A" as const, cae: `9${number}`, caeExpiresOn: "2026-12-04", observations: [] });
const refused = (number: number, observations = [observation]) => ({
  number,
  result: "R" as const,
  cae: null,
  caeExpiresOn: null,
  observations,
});
const results = (verdicts: ReturnType<typeof toVerdicts>) => verdicts.map(({ number, result }) => [number, result]);

test("the first refusal stops a batch", () => {
  const verdicts = toVerdicts(batch, { details: [approved(4), refused(5), refused(6, [])], errors: [] });
  expect(results(verdicts)).toEqual([
    [4, "approved"],
    [5, "rejected"],
    [6, "not_processed"],
  ]);
});

test("10016 is no verdict on any of them", () => {
  const verdicts = toVerdicts(batch, { details: [4, 5, 6].map((number) => refused(number, [])), errors: [{ code: 10016, message: "" }] });
  expect(new Set(verdicts.map(({ result }) => result))).toEqual(new Set(["out_of_sequence"]));
});

test("a refused header refuses them all, with ARCA's reasons", () => {
  const errors = [{ code: 10005, message: "punto de venta" }];
  expect(toVerdicts(batch, { details: [], errors })).toEqual(batch.map(({ number }) => ({ number, result: "rejected", findings: errors })));
});

test.each([500, 501, 502, 600, 601])("%i says nothing of them", (code) => {
  expect(toVerdicts(batch, { details: [], errors: [{ code, message: "" }] })).toEqual([]);
  expect(toVerdicts(batch, { details: [refused(4, [])], errors: [{ code, message: "" }] })).toEqual([]);
});

test("so does one that lists them without a word on any", () => {
  const errors = [{ code: 10000, message: "no autorizado" }];
  const verdicts = toVerdicts(batch, { details: [4, 5, 6].map((number) => refused(number, [])), errors });
  expect(verdicts).toEqual(batch.map(({ number }) => ({ number, result: "rejected", findings: errors })));
});

test.each([599, 9_999, 10_300, 99_999])("an error that nobody knows, %i, says nothing of them either", (code) => {
  const details = [4, 5, 6].map((number) => refused(number, []));
  expect(toVerdicts(batch, { details, errors: [{ code, message: "" }] })).toEqual([]);
  expect(toVerdicts(batch, { details: [], errors: [{ code, message: "" }] })).toEqual([]);
});

test("a refusal without any reason leaves its number in doubt", () => {
  expect(toVerdicts(batch, { details: [approved(4), refused(5, [])], errors: [] }).map(({ number }) => number)).toEqual([4]);
});
