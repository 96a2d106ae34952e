import { expect, test } from "vitest";
import type { ApiKey } from "../../../db/api-keys.ts";
import { isNewer, vouched } from "./key-copy.ts";

const HOUR = 3_600_000;
const key = (expiresAt: number | null = null): ApiKey => ({
  id: "key_1",
  organizationId: "org_1",
  mode: "test",
  scopes: [],
  ipAllow: [],
  limits: { reads: 1000, issuing: 1000, lookups: 1000 },
  expiresAt,
});

test("a copy vouches for a day after it was confirmed, and not a moment longer", () => {
  const copy = { key: key(), at: 0 };
  expect(vouched(copy, 24 * HOUR)).toEqual(key());
  expect(vouched(copy, 24 * HOUR + 1)).toBeUndefined();
});

test("it does not outlive its key", () => {
  const copy = { key: key(2 * HOUR), at: 0 };
  expect(vouched(copy, 2 * HOUR - 1)).toEqual(copy.key);
  expect(vouched(copy, 2 * HOUR)).toBeUndefined();
});

test("a refused key has no copy, and no copy vouches for nothing", () => {
  expect(vouched({ key: null, at: 0 }, 0)).toBeUndefined();
  expect(vouched(undefined, 0)).toBeUndefined();
});

test("the younger answer counts, in whatever order they arrive; of one moment the refusal", () => {
  const confirmed = (at: number) => ({ key: key(), at });
  const refused = (at: number) => ({ key: null, at });
  expect(isNewer(confirmed(1), undefined)).toBe(true);
  expect(isNewer(confirmed(1), refused(2))).toBe(false);
  expect(isNewer(confirmed(2), refused(2))).toBe(false);
  expect(isNewer(refused(2), confirmed(2))).toBe(true);
  expect(isNewer(confirmed(3), refused(2))).toBe(true);
});
