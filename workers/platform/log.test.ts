import { DrizzleQueryError } from "drizzle-orm/errors";
import { afterEach, expect, test, vi } from "vitest";
import { log } from "./log.ts";

const SECRET = "scrypt$s3cret";
const failed = (cause?: Error) => new DrizzleQueryError("select sign_up($1)", [SECRET, "ana@people.test"], cause);
const remote = () => Object.assign(new Error(failed().message), { remote: true });

afterEach(() => vi.restoreAllMocks());

function logged(error: unknown): Record<string, unknown> {
  const spy = vi.spyOn(console, "error").mockReturnValue();
  log("error", "thing.do.failed", { error });
  return JSON.parse(String(spy.mock.lastCall?.[0]));
}

test.each([
  ["a statement", failed(new Error("relation does not exist")), "relation does not exist"],
  ["a statement of which nothing is known", failed(), '"query failed"'],
  ["a statement under a statement", failed(failed(new Error("gone"))), "gone"],
  ["what lies over a statement", new Error("no sign-up", { cause: failed(new Error("gone")) }), "no sign-up"],
  ["what repeats a statement's text", new Error(`no sign-up: ${failed().message}`), "no sign-up: query failed"],
  ["a statement in another object", remote(), "query failed"],
  ["no error, with a statement in it", { cause: failed() }, '{"cause":"query failed"}'],
])("of %s the parameters are not told", (_, error, told) => {
  const line = logged(error);
  expect(line).toMatchObject({ event: "thing.do.failed", error: told });
  expect(JSON.stringify(line)).not.toMatch(/s3cret|ana@people/);
});

test("any other error is told with its stack", () => {
  const error = new TypeError("odd");
  expect(logged(error)).toEqual({ event: "thing.do.failed", error: "odd", stack: error.stack });
  expect(logged("odd")).toEqual({ event: "thing.do.failed", error: '"odd"' });
  expect(logged(undefined)).toEqual({ event: "thing.do.failed" });
});
