import fc from "fast-check";
import { expect, test } from "vitest";
import type { ComprobanteDetail } from "../arca/wsfe/detail.ts";
import { type Judging, judgeBatch } from "./judge.ts";

const detail = (CbteDesde: number, changes: Partial<ComprobanteDetail> = {}): ComprobanteDetail => ({
  Concepto: 1,
  DocTipo: 99,
  DocNro: "0",
  CbteDesde,
  CbteHasta: CbteDesde,
  CbteFch: "20261124",
  ImpTotal: "1",
  ImpTotConc: "0",
  ImpNeto: "1",
  ImpOpEx: "0",
  ImpTrib: "0",
  ImpIVA: "0",
  MonId: "PES",
  MonCotiz: "1",
  ...changes,
});
const judging = (changes: Partial<Judging> = {}): Judging => ({
  before: { number: 0, date: "" },
  check: () => [],
  ...changes,
});
const finding = (code: number, rejects: boolean) => ({ code, rejects, wire: `texto ${code}` });
const statuses = (...args: Parameters<typeof judgeBatch>) => judgeBatch(...args).map(({ status }) => status);

test("numbers follow the last one, and each other", () => {
  const before = { number: 7, date: "20261120" };
  expect(statuses([detail(8), detail(9)], judging({ before }))).toEqual(["approved", "approved"]);
  expect(statuses([detail(7)], judging({ before }))).toEqual(["out_of_sequence"]);
  expect(statuses([detail(8), detail(10), detail(11)], judging({ before }))).toEqual(["approved", "out_of_sequence", "not_processed"]);
});

test("a date may repeat, and may not go back", () => {
  const before = { number: 7, date: "20261124" };
  expect(statuses([detail(8)], judging({ before }))).toEqual(["approved"]);
  expect(statuses([detail(8, { CbteFch: "20261123" })], judging({ before }))).toEqual(["out_of_sequence"]);
  expect(statuses([detail(1), detail(2, { CbteFch: "20261123" })], judging())).toEqual(["approved", "out_of_sequence"]);
});

test("a date that is none is left to the rules of dates", () => {
  const before = { number: 7, date: "20261124" };
  const check = () => [finding(10016, true)];
  expect(judgeBatch([detail(8, { CbteFch: "2026" })], judging({ before, check }))).toMatchObject([
    { status: "rejected", observations: [{ code: 10016, message: "texto 10016" }] },
  ]);
});

test("all that is found is told, of a refused one too", () => {
  const both = [finding(10217, false), finding(10048, true), finding(10051, true)];
  const [rejected] = judgeBatch([detail(1)], judging({ check: () => both }));
  expect(rejected).toMatchObject({ status: "rejected", observations: [{ code: 10217 }, { code: 10048 }, { code: 10051 }] });
  const [approved] = judgeBatch([detail(1)], judging({ check: () => [finding(10217, false)] }));
  expect(approved).toMatchObject({ status: "approved", observations: [{ code: 10217, message: "texto 10217" }] });
});

test("a record may take several numbers, and the next follows its last", () => {
  expect(statuses([detail(1, { CbteHasta: 5 }), detail(6)], judging())).toEqual(["approved", "approved"]);
});

test.each([10008, 10010, 10011, 10012])("of numbers that are none (%i) the sequence is not asked", (code) => {
  const [judgement] = judgeBatch([detail(99)], judging({ check: () => [finding(code, true)] }));
  expect(judgement).toMatchObject({ status: "rejected", observations: [{ code }] });
});

test("whatever comes, what is approved is numbered without gap, and nothing is approved after a refusal", () => {
  const numbers = fc.array(fc.tuple(fc.integer({ min: -1, max: 2 }), fc.boolean()), { maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.nat(1000), (steps, last) => {
      const details = steps.map(([offset], i) => detail(last + i + (offset === 1 || offset === 2 ? 1 : offset)));
      const check = ({ CbteDesde }: ComprobanteDetail) => (steps[CbteDesde - last - 1]?.[1] ? [] : [finding(10048, true)]);
      const judgements = judgeBatch(details, judging({ before: { number: last, date: "" }, check }));
      const approved = judgements.filter(({ status }) => status === "approved");
      expect(approved.map((judgement) => judgement.detail.CbteDesde)).toEqual(approved.map((_, i) => last + i + 1));
      expect(judgements.slice(0, approved.length)).toEqual(approved);
      expect(judgements.slice(approved.length + 1).every(({ status }) => status === "not_processed")).toBe(true);
    }),
  );
});
