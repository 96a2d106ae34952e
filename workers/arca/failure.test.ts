import { expect, test } from "vitest";
import { certaintyOfFault, failureOfStatus, failureOfThrown } from "./failure.ts";

test.each([
  [200, "malformed_answer", "unknown"],
  [302, "http_error", "unknown"],
  [400, "http_error", "not_sent"],
  [403, "http_error", "unknown"],
  [404, "http_error", "not_sent"],
  [408, "http_error", "unknown"],
  [429, "http_error", "not_sent"],
  [500, "http_error", "unknown"],
  [502, "http_error", "unknown"],
  [503, "http_error", "unknown"],
  [520, "http_error", "unknown"],
  [521, "unreachable", "not_sent"],
  [522, "http_error", "unknown"],
  [524, "http_error", "unknown"],
  [525, "unreachable", "not_sent"],
  [526, "unreachable", "not_sent"],
])("status %i without an envelope is %s, %s", (status, code, certainty) => {
  expect(failureOfStatus(status)).toEqual({ code, certainty });
});

test.each([
  ["a timeout", new DOMException("late", "TimeoutError"), "timeout", "unknown"],
  ["a refused connection", new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }), "unreachable", "not_sent"],
  ["an unknown host", new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } }), "unreachable", "not_sent"],
  ["a reset", new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }), "connection_lost", "unknown"],
  ["a lost connection", new Error("Network connection lost."), "connection_lost", "unknown"],
  ["an error of the runtime", new Error("internal error; reference = abc"), "connection_lost", "unknown"],
  ["a thrown text", "no", "connection_lost", "unknown"],
])("%s", (_, error, code, certainty) => {
  expect(failureOfThrown(error)).toEqual({ code, certainty });
});

test.each([
  ["Client", "not_sent"],
  ["Client.NoSOAPAction", "not_sent"],
  ["Sender", "not_sent"],
  ["Server", "unknown"],
  ["Server.userException", "unknown"],
  ["Clientele", "unknown"],
])("fault %s is %s", (code, certainty) => {
  expect(certaintyOfFault(code)).toBe(certainty);
});
