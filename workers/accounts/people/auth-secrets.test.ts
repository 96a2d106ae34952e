import { expect, test } from "vitest";
import { firstOf, parseAuthSecrets } from "./auth-secrets.ts";

test("secrets are one, or several with commas between, the newest first", () => {
  expect(parseAuthSecrets("one=")).toEqual(["one="]);
  expect(parseAuthSecrets("new=, old=,\nolder=\n")).toEqual(["new=", "old=", "older="]);
});

test.each(["", " ", "new,", ",old", "new,,old"])("%j has an empty part", (text) => {
  expect(() => parseAuthSecrets(text)).toThrow("AUTH_SECRET has an empty part.");
});

test("the first that has something to say is heard, and none after it", () => {
  const asked: string[] = [];
  const ask = (secret: string) => {
    asked.push(secret);
    return secret === "new" ? undefined : secret;
  };
  expect(firstOf(["new", "old", "older"], ask)).toBe("old");
  expect(asked).toEqual(["new", "old"]);
  expect(firstOf(["new"], ask)).toBeUndefined();
});
