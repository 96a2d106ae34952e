import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { hashToken, openCookie } from "./session-token.ts";

const SECRET = "a secret of the test";
const sign = (token: string, secret = SECRET): string => `${token}.${createHmac("sha256", secret).update(token).digest("base64")}`;

test("a cookie that we signed opens to the hash of its token", () => {
  expect(openCookie(sign("t0ken"), SECRET)).toBe(hashToken("t0ken"));
  expect(hashToken(hashToken("t0ken"))).toBe(hashToken("t0ken"));
});

test.each([
  sign("t0ken", "another"),
  sign(""),
  "t0ken",
  "t0ken.",
  `${sign("t0ken")}x.`,
  sign("t0ken").replace("t0ken", "token"),
  sign(hashToken("t0ken")),
])("%s does not open", (cookie) => {
  expect(openCookie(cookie, SECRET)).toBeUndefined();
});
