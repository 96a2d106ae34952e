import { expect, test } from "vitest";
import { useCollector } from "./uses.ts";

const T0 = Date.parse("2026-11-24T12:00:00Z");
const use = (id: string, seconds: number, address = "203.0.113.1") => ({
  key: { id, mode: "test" as const },
  address,
  at: T0 + seconds * 1000,
});
const ids = (due: readonly { key: { id: string }; address: string | undefined; at: number }[]) =>
  due.map(({ key, address, at }) => [key.id, address, (at - T0) / 1000]);

test("the first use is written at once, the others once a minute, each key and address once", () => {
  const note = useCollector();
  expect(ids(note(use("key_1", 0)))).toEqual([["key_1", "203.0.113.1", 0]]);
  expect(note(use("key_1", 1))).toEqual([]);
  expect(note(use("key_2", 2))).toEqual([]);
  expect(note(use("key_1", 3))).toEqual([]);
  expect(note(use("key_1", 59, "203.0.113.2"))).toEqual([]);
  expect(ids(note(use("key_2", 60)))).toEqual([
    ["key_1", "203.0.113.1", 3],
    ["key_2", "203.0.113.1", 60],
    ["key_1", "203.0.113.2", 59],
  ]);
  expect(note(use("key_1", 61))).toEqual([]);
});

test("no more are kept than a thousand", () => {
  const note = useCollector();
  note(use("key_0", 0));
  const sizes = Array.from({ length: 1000 }, (_, at) => note(use(`key_${at}`, 1)).length);
  expect(sizes.filter((size) => size > 0)).toEqual([1000]);
});
