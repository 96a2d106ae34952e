import type { z } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { Email, Instant, IsoDate, Name } from "./fields.ts";

const outcome = (schema: z.ZodType<string>, text: unknown) => {
  const { data, error } = schema.safeParse(text);
  return data ?? error?.issues.map((issue) => (issue.code === "custom" ? String(issue.params?.["code"]) : issue.code));
};

test.each([
  ["2026-12-01T09:00:00-03:00", "2026-12-01T12:00:00.000Z"],
  ["2026-12-01T09:00:00.123456Z", "2026-12-01T09:00:00.123Z"],
  ["2024-02-29T23:59:59+14:00", "2024-02-29T09:59:59.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
])("the instant %s is %s", (text, written) => expect(outcome(Instant, text)).toBe(written));

test.each([
  "9999-12-31T23:59:59-14:00",
  "0001-01-01T00:00:00+14:00",
  "0000-01-01T00:00:00Z",
  "2026-01-01T00:00:00+23:00",
  "2026-01-01T00:00:00-14:01",
  "2026-02-30T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:00:00",
  "+012026-01-01T00:00:00Z",
  "2026-01-01T09:00Z",
  "2026-01-01",
  "2026-01-01T00:00:00Z\n",
  "yesterday",
  "",
])("%j is no instant", (text) => expect(outcome(Instant, text)).toEqual(["instant"]));

test("a day is of the years 1 to 9999", () => {
  expect([outcome(IsoDate, "0001-01-01"), outcome(IsoDate, "9999-12-31")]).toEqual(["0001-01-01", "9999-12-31"]);
  expect(outcome(IsoDate, "0000-01-01")).toEqual(["calendar_date"]);
});

test.each([
  [" Ana.Pérez@X.TEST ", ["email_invalid"]],
  [" Ana.Perez+arca@La-Espiga.TEST ", "ana.perez+arca@la-espiga.test"],
  ["o'brien_1@a.b.test", "o'brien_1@a.b.test"],
  ["ñandú@people.test", ["email_invalid"]],
  ["a@panadería.test", ["email_invalid"]],
  ["a/b@people.test", ["email_invalid"]],
  ["a!b@people.test", ["email_invalid"]],
  ["a@b@people.test", ["email_invalid"]],
  ["a..b@people.test", ["email_invalid"]],
  ["a@localhost", ["email_invalid"]],
  ["a@people.test\u0000", ["email_invalid"]],
])("of the address %j: %j", (text, expected) => {
  expect(outcome(Email, text)).toEqual(expected);
});

test.each([
  [" Panadería «La Ñandú» & Hijos S.R.L. 🍞\n", "Panadería «La Ñandú» & Hijos S.R.L. 🍞"],
  ["Ana\n\nhttps://evil.example", ["control_character"]],
  ["Ana\u0000", ["control_character"]],
  ["Ana\u001B[31m", ["control_character"]],
  ["Ana\u0085Pérez", ["control_character"]],
  ["Ana\u2028Pérez", ["control_character"]],
  ["Banco\u202E elbaifnoc", ["control_character"]],
  ["Ana\u2066Pérez", ["control_character"]],
  ["Ana\u200BPérez", ["control_character"]],
  [" ", ["too_small"]],
  ["x".repeat(201), ["too_big"]],
])("of the name %j: %j", (text, expected) => {
  expect(outcome(Name(), text)).toEqual(expected);
});
