import { expect, test } from "vitest";
import { groupCommit } from "./group-commit.ts";

const LANE = "1-6";

test("one client alone never waits, however fast it is", async () => {
  let now = 0;
  const group = groupCommit(() => now);
  for (let i = 0; i < 3; i += 1) {
    await group.attend(async () => expect(group.gather(LANE)).toBeUndefined());
    group.settled(LANE, 1);
    now += 1;
  }
});

test("of several that are here, one that finds its lane idle waits a moment", async () => {
  const group = groupCommit(() => 0);
  await group.attend(() => group.attend(async () => expect(group.gather(LANE)).toBeInstanceOf(Promise)));
  expect(group.gather(LANE)).toBeUndefined();
});

test("those that were settled together are waited for, for a while", () => {
  let now = 0;
  const group = groupCommit(() => now);
  group.settled(LANE, 20);
  now += 200;
  expect(group.gather(LANE)).toBeInstanceOf(Promise);
  expect(group.gather("2-6")).toBeUndefined();
  now += 100;
  expect(group.gather(LANE)).toBeUndefined();
});
