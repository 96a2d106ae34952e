import { expect, test } from "vitest";
import { openNews } from "./news.ts";

const HOUR = 3_600_000;

test("a change is news, and so is what was said an hour ago", () => {
  const { isNews } = openNews();
  expect([isNews("a", "x", 0), isNews("a", "x", HOUR - 1), isNews("b", "x", 1)]).toEqual([true, false, true]);
  expect([isNews("a", "y", 2), isNews("a", "x", 3), isNews("a", "x", 4)]).toEqual([true, true, false]);
  expect(isNews("a", "x", 3 + HOUR)).toBe(true);
});

test("what was not heard is news again", () => {
  const { isNews, forget } = openNews();
  isNews("a", "x", 0);
  forget("a");
  expect(isNews("a", "x", 1)).toBe(true);
});

test("full, it forgets the oldest", () => {
  const { isNews } = openNews(2);
  for (const subject of ["a", "b", "c"]) isNews(subject, "x", 0);
  expect([isNews("b", "x", 1), isNews("c", "x", 1), isNews("a", "x", 1)]).toEqual([false, false, true]);
});
