import { expect, test } from "vitest";
import { hashPassword, isOutdated, verifyPassword } from "./hash.ts";

const PASSWORD = "cuatro panes en la vereda";

test("a password fits its own hash alone, and no two hashes are equal", () => {
  const stored = hashPassword(PASSWORD);
  expect(stored).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(verifyPassword(PASSWORD, stored)).toBe(true);
  expect(verifyPassword(`${PASSWORD} `, stored)).toBe(false);
  expect(hashPassword(PASSWORD)).not.toBe(stored);
  expect(isOutdated(stored)).toBe(false);
});

test("characters that look the same are the same", () => {
  expect(verifyPassword("ñandú en la pampa".normalize("NFD"), hashPassword("ñandú en la pampa".normalize("NFC")))).toBe(true);
});

test.each(["", "x", "scrypt$15$8$3$aa$bb", "scrypt$99$8$3$c2FsdA$", "bcrypt$15$8$3$c2FsdHNhbHRzYWx0c2FsdA$x"])(
  "%j fits nothing",
  (stored) => {
    expect(verifyPassword(PASSWORD, stored)).toBe(false);
    expect(isOutdated(stored)).toBe(true);
  },
);
