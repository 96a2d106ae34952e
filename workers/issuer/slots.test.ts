import { expect, test } from "vitest";
import { slots } from "./slots.ts";

test("never more than that many at once, all of them in the end, in the order of asking", async () => {
  const limited = slots(4);
  let running = 0;
  let most = 0;
  const ended: number[] = [];
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      limited(async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        ended.push(i);
      }),
    ),
  );
  expect(most).toBe(4);
  expect(ended).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

test("one that fails gives its place back", async () => {
  const limited = slots(1);
  await expect(limited(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await limited(async () => "yes")).toBe("yes");
});
