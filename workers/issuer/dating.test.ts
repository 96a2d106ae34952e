import { expect, test } from "vitest";
import { dateAnew } from "./dating.ts";
import { nextStep, type Waiting } from "./lane.ts";

const TODAY = "20261124";
const one = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  submitter: "a",
  date: TODAY,
  lastDay: "20261129",
  isRedatable: false,
  fingerprint: "x",
  ...more,
});
const lane = (waiting: readonly Waiting[], lastDate = "") => ({ last: 7, lastDate, sent: [], waiting });
const staleOf = (waiting: readonly Waiting[], lastDate = "", today = TODAY): string[] => {
  const step = nextStep(lane(waiting, lastDate), 250, today);
  return step.do === "date" ? step.stale.map(({ id }) => id) : [];
};

test("a date is good until ARCA takes it no longer, or has a later one", () => {
  expect(staleOf([one("a")])).toEqual([]);
  expect(staleOf([one("a")], "", "20261129")).toEqual([]);
  expect(staleOf([one("a"), one("b", { lastDay: "20261204" })], "", "20261130")).toEqual(["a"]);
  expect(staleOf([one("a", { date: "20261123" }), one("b")], TODAY)).toEqual(["a"]);
  expect(staleOf([one("a", { lastDay: "" })], "", "20301231")).toEqual([]);
});

test("nothing is dated anew that does not allow it", () => {
  const { redatings, refusals } = dateAnew([one("a"), one("b", { isRedatable: true })], "20261120", TODAY);
  expect(redatings).toEqual([{ id: "b", date: TODAY }]);
  expect(refusals).toMatchObject([
    {
      id: "a",
      status: "rejected",
      findings: [{ code: 10016, message: expect.stringContaining("No se envió a ARCA"), en: expect.stringContaining("Not sent to ARCA") }],
    },
  ]);
});

test("the new date is never before the lane's last one", () => {
  expect(dateAnew([one("a", { isRedatable: true })], "20261126", TODAY).redatings).toEqual([{ id: "a", date: "20261126" }]);
});
