import { expect, test } from "vitest";
import { afterCall, type Breaker, closedBreaker, permitCall } from "./breaker.ts";

const PAUSES = { first: 1_000, longest: 4_000 };
const failing = (breaker: Breaker, times: number, now: number): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((state) => afterCall(state, false, now, PAUSES), breaker);
const open = failing(closedBreaker(0), 5, 100);

test("four failures in a row do not open it, nor do five with an answer between", () => {
  expect(failing(closedBreaker(0), 4, 10)).toEqual({ status: "closed", since: 0, failures: 4 });
  const interrupted = afterCall(failing(closedBreaker(0), 4, 10), true, 11, PAUSES);
  expect(failing(interrupted, 4, 12).status).toBe("closed");
  expect(permitCall(interrupted, 12).permit).toEqual({ go: "call" });
});

test("the fifth opens it: nobody calls until the pause is over", () => {
  expect(open).toEqual({ status: "open", since: 100, failures: 5, attempt: 0, retryAt: 1_100 });
  expect(permitCall(open, 1_099)).toEqual({ breaker: open, permit: { go: "wait", retryAt: 1_100 } });
});

test("one caller probes, the others wait for it; one that never comes back is replaced", () => {
  const { breaker, permit } = permitCall(open, 1_100);
  expect(permit).toEqual({ go: "probe" });
  expect(breaker).toMatchObject({ status: "half_open", since: 100, failures: 5 });
  expect(permitCall(breaker, 1_101).permit).toEqual({ go: "wait", retryAt: 2_101 });
  expect(permitCall(breaker, 46_000).permit).toEqual({ go: "wait", retryAt: 46_100 });
  expect(permitCall(breaker, 46_100).permit).toEqual({ go: "probe" });
});

test("a probe that is answered closes it", () => {
  expect(afterCall(permitCall(open, 1_100).breaker, true, 1_200, PAUSES)).toEqual({ status: "closed", since: 1_200, failures: 0 });
});

test("one that is not opens it again, each time for twice as long, up to a limit", () => {
  let breaker = open;
  const pauses = [1, 2, 3, 4].map(() => {
    const now = breaker.status === "closed" ? 0 : breaker.status === "open" ? breaker.retryAt : 0;
    breaker = afterCall(permitCall(breaker, now).breaker, false, now, PAUSES);
    return breaker.status === "open" ? breaker.retryAt - now : 0;
  });
  expect(pauses).toEqual([2_000, 4_000, 4_000, 4_000]);
  expect(breaker).toMatchObject({ since: 100, failures: 5 });
});

test("calls that were under way when it opened change nothing if they fail, and close it if ARCA answers", () => {
  expect(afterCall(open, false, 500, PAUSES)).toBe(open);
  expect(afterCall(open, true, 500, PAUSES).status).toBe("closed");
});
