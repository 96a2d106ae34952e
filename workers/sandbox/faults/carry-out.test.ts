import { expect, test } from "vitest";
import type { FaultKind } from "../../../shared/schemas/sandbox.ts";
import { carryOut, pauseFor } from "./carry-out.ts";

/** What a fault does: in which order, and what the caller gets. */
async function happen(kind: FaultKind, delayMs?: number) {
  const log: string[] = [];
  const outcome = await carryOut(
    { kind, ...(delayMs !== undefined && { delayMs }) },
    {
      answer: async () => {
        log.push("applied");
        return new Response("<answer>0123456789</answer>");
      },
      refuse: (refusal) => new Response(refusal),
      applyLater: async (ms) => void log.push(`later ${ms}`),
      pause: async (ms) => void log.push(`paused ${ms}`),
    },
  ).then(
    async (response) => [response.status, await response.text()],
    (error: Error) => [error.message, (error as { code?: string }).code],
  );
  return { log, outcome };
}

const CUT = ["Network connection lost.", undefined];

test.each([
  ["delay", ["applied", "paused 2000"], [200, "<answer>0123456789</answer>"]],
  ["lost_answer", ["applied"], CUT],
  ["unheard", [], CUT],
  ["late_apply", ["later 3000"], CUT],
  ["down", [], ["Connection refused.", "ECONNREFUSED"]],
  ["http_500", [], [500, "Internal Server Error"]],
  ["http_503_html", [], [503, expect.stringMatching(/^<html>/)]],
  ["truncated", ["applied"], [200, "<answer>01234"]],
  ["arca_501", [], [200, "arca_501"]],
  ["already_authenticated", [], [200, "already_authenticated"]],
] as const)("%s", async (kind, log, outcome) => {
  expect(await happen(kind)).toEqual({ log, outcome });
});

test("delay_ms: how late it is applied, or how long the caller waits", async () => {
  expect((await happen("late_apply", 50)).log).toEqual(["later 50"]);
  expect((await happen("lost_answer", 50)).log).toEqual(["applied", "paused 50"]);
  expect((await happen("down", 50)).log).toEqual(["paused 50"]);
});

test("a caller that gives up ends the pause with its own reason", async () => {
  const controller = new AbortController();
  const pause = pauseFor(controller.signal)(60_000);
  controller.abort(new Error("enough"));
  await expect(pause).rejects.toThrow("enough");
  await expect(pauseFor(controller.signal)(60_000)).rejects.toThrow("enough");
});
