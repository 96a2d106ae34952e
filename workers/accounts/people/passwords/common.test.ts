import { expect, test } from "vitest";
import { COMMON_PASSWORDS } from "./common.data.ts";
import { isCommonPassword } from "./common.ts";

test("the list has the commonest three thousand, and more", () => {
  expect(new Set(COMMON_PASSWORDS.split(/\s+/)).size).toBeGreaterThan(4000);
});

test.each([
  "password",
  "PASSWORD",
  "Passw0rd2024!",
  "P@ssw0rd....",
  "contraseña12",
  "Argentina2026",
  "!!bocajuniors!!",
  "123456789012",
  "098765432109",
  "987654321098",
  "qwertyuiopas",
  "zyxwvutsrqpo",
  "aaaaaaaaaaaaaaaa",
  "abcdabcdabcd",
  "dragondragon",
  "1qaz2wsx3edc",
  "dragon1dragon1",
])("%s is common", (password) => expect(isCommonPassword(password)).toBe(true));

test.each([
  "cuatro panes en la vereda",
  "dragon en la vereda",
  "correct horse battery staple",
  "hT7#kq9!vLm2",
  "mi perro se llama Messi 10",
  "ñandúñandúes",
])("%s is not", (password) => expect(isCommonPassword(password)).toBe(false));
