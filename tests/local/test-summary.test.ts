import { expect, test } from "vitest";
import { summarize } from "../../scripts/local/test-summary.ts";

const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
const green = { status: "passed", assertionResults: [{ status: "passed" }] };

test.each([
  { what: "a green run", report: { ...counts, testResults: [green] }, line: "3 passed, 0 failed" },
  {
    what: "what was skipped",
    report: { ...counts, numPendingTests: 2, numTodoTests: 1, testResults: [] },
    line: "3 passed, 0 failed, 3 skipped",
  },
])("$what is summed up", ({ report, line }) => {
  expect(summarize(report, true)).toEqual({ line, failed: 0 });
});

test.each([
  {
    what: "failed tests",
    report: { ...counts, numFailedTests: 2, testResults: [{ status: "failed", assertionResults: [{ status: "failed" }] }] },
    failed: 2,
  },
  { what: "a file that did not load", report: { ...counts, testResults: [green, { status: "failed", assertionResults: [] }] }, failed: 1 },
  { what: "a run that ended badly for another reason", report: { ...counts, testResults: [green] }, failed: 1 },
  { what: "no report at all", report: undefined, failed: 1 },
])("$what is never read as 0 failed", ({ report, failed }) => {
  expect(summarize(report, false)).toMatchObject({ failed, line: expect.stringContaining(`${failed} failed`) });
});
