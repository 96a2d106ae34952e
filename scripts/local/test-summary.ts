import * as z from "zod";

/** vitest's JSON report, as far as the summary needs it. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/**
 * The line `N passed, N failed` (`, N skipped`). A file that did not even load counts as one failure, and so does a run that
 * ended badly although each test passed: a failed run never reads "0 failed".
 */
export function summarize(report: unknown, endedWell: boolean): { readonly line: string; readonly failed: number } {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return { line: "0 passed, 1 failed", failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data;
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((one) => one.status !== "failed"),
  );
  const counted = numFailedTests + unloaded.length;
  const failed = counted === 0 && !endedWell ? 1 : counted;
  const skipped = numPendingTests + numTodoTests;
  return { line: `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`, failed };
}
