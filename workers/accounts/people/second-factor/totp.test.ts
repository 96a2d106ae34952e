import { expect, test } from "vitest";
import { base32, matchesTotp, totp, totpUri } from "./totp.ts";

/** Of RFC 6238, appendix B, SHA-1; its codes have eight digits, of which these are the last six. */
const SECRET = "12345678901234567890";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %i the code is %s", (seconds, code) => {
  const now = new Date(seconds * 1000);
  expect(totp(SECRET, now)).toBe(code);
  expect(matchesTotp(SECRET, code, now)).toBe(true);
  expect(matchesTotp(SECRET, code, new Date((seconds + 30) * 1000))).toBe(true);
  expect(matchesTotp(SECRET, code, new Date((seconds + 60) * 1000))).toBe(false);
  expect(matchesTotp(SECRET, totp(SECRET, now, 2), now)).toBe(false);
});

test.each(["", "28708", "2870820", "28708x", "２８７０８２"])("%j is no code", (code) => {
  expect(matchesTotp(SECRET, code, new Date(59_000))).toBe(false);
});

test("base32 is that of RFC 4648", () => {
  expect(["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(base32)).toEqual([
    "",
    "MY",
    "MZXQ",
    "MZXW6",
    "MZXW6YQ",
    "MZXW6YTB",
    "MZXW6YTBOI",
  ]);
  expect(totpUri(SECRET, "a@b.test")).toContain("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&");
});
