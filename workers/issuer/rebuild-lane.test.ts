import { expect, test, vi } from "vitest";
import { rebuildLane } from "./rebuild-lane.ts";

type Ports = Parameters<typeof rebuildLane>[1];

const CLAIMED = Date.parse("2026-11-24T15:00:00Z");
const WAITING = { id: "inv_1", acceptedAt: CLAIMED - 60_000, wasSent: true } as unknown as ReturnType<Ports["candidates"]>[number];

/** Rebuilds a lane of which ARCA knows nothing. @returns how long it waited before it asked, milliseconds */
async function waitedFor(candidates: readonly (typeof WAITING)[], sinceClaim: number): Promise<number> {
  const waited: number[] = [];
  const wait = vi.spyOn(scheduler, "wait").mockImplementation(async (ms) => void waited.push(ms));
  let waitedBefore = Number.NaN;
  const lastAuthorized = async () => {
    waitedBefore = waited.reduce((all, ms) => all + ms, 0);
    return 0;
  };
  try {
    await rebuildLane("1-6", {
      authority: { ready: async () => Date.now, lastAuthorized } as unknown as Ports["authority"],
      records: { numbers: async () => [] },
      origin: { get: () => ({ claimedAt: CLAIMED, since: 0 }), strays: () => [] } as unknown as Ports["origin"],
      candidates: () => candidates,
      conclude: () => undefined,
      timeoutMs: 30_000,
      lateMs: 120_000,
      isClockOurs: true,
      now: () => CLAIMED + sinceClaim,
    });
  } finally {
    wait.mockRestore();
  }
  return waitedBefore;
}

test("what waits is numbered anew once no call of the lost storage's can land any more", async () => {
  expect(await waitedFor([WAITING], 0)).toBe(150_000);
  expect(await waitedFor([WAITING], 100_000)).toBe(50_000);
  expect(await waitedFor([WAITING], 200_000)).toBe(0);
});

test("a lane in which nothing waits is only read once such a call has been given up", async () => {
  expect(await waitedFor([], 0)).toBe(30_000);
});
