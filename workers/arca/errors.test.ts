import { expect, test } from "vitest";
import { ArcaError, isTicketRefused } from "./errors.ts";

const refused = new ArcaError({
  code: "arca_errors",
  certainty: "not_sent",
  operation: "FECompUltimoAutorizado",
  arcaErrors: [{ code: 600, message: "ValidacionDeToken: Error al verificar hash: " }],
});

test("what a caller decides by survives a copy without its class", () => {
  const copy: unknown = { ...Object.fromEntries(Object.entries(refused)), message: refused.message };
  expect(copy).toMatchObject({ name: "ArcaError", code: "arca_errors", certainty: "not_sent", operation: "FECompUltimoAutorizado" });
  expect(isTicketRefused(copy)).toBe(true);
});

test("the text says which operation and what", () => {
  expect(refused.message).toBe("FECompUltimoAutorizado: 600 ValidacionDeToken: Error al verificar hash: ");
  expect(new ArcaError({ code: "timeout", certainty: "unknown", operation: "FEDummy" }).message).toBe("FEDummy: timeout");
});

test.each([
  ["600 in an answer", [{ code: 600, message: "" }], true],
  ["601 in an answer", [{ code: 601, message: "" }], true],
  ["another error", [{ code: 10016, message: "" }], false],
  ["no error", [], false],
  ["a timeout", new ArcaError({ code: "timeout", certainty: "unknown", operation: "FEDummy" }), false],
  ["nothing", undefined, false],
])("%s", (_, source, expected) => {
  expect(isTicketRefused(source)).toBe(expected);
});
