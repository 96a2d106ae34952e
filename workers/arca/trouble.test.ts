import { describe, expect, test } from "vitest";
import { ArcaError, type ArcaErrorCode } from "./errors.ts";
import { troubleOf } from "./trouble.ts";
import { CALL_TROUBLES, WSAA_TROUBLES } from "./trouble.data.ts";

const login = (code: string): ArcaError =>
  new ArcaError({ code: "ticket_unavailable", certainty: "not_sent", operation: "loginCms", fault: { code, text: "No" } });
const call = (code: ArcaErrorCode): ArcaError => new ArcaError({ code, certainty: "unknown", operation: "FEDummy" });

describe("WSAA's faults", () => {
  test.each(Object.keys(WSAA_TROUBLES))("%s says what comes next, in two languages", (code) => {
    const trouble = troubleOf(login(code));
    expect(trouble?.code).toMatch(/^wsaa(_[a-z0-9]+)+$/);
    expect(trouble).toMatchObject({ param: null, message: WSAA_TROUBLES[code]?.en, message_es: WSAA_TROUBLES[code]?.es });
  });

  test.each([
    ["coe.notAuthorized", "wsaa_coe_not_authorized", "Administrador de Relaciones"],
    ["cms.cert.expired", "wsaa_cms_cert_expired", "Get a new one"],
    ["coe.alreadyAuthenticated", "wsaa_coe_already_authenticated", "goes on by itself"],
  ])("%s", (fault, code, advice) => {
    expect(troubleOf(login(fault))).toMatchObject({ code, message: expect.stringContaining(advice) });
  });

  test("one that nobody knows keeps its own words", () => {
    expect(troubleOf(login("coe.new"))).toMatchObject({ code: "ticket_unavailable", message_es: expect.stringContaining("(coe.new: No)") });
  });
});

test.each(Object.keys(CALL_TROUBLES) as ArcaErrorCode[])("a call that ended in %s", (code) => {
  expect(troubleOf(call(code))).toEqual({ param: null, code, message: CALL_TROUBLES[code].en, message_es: CALL_TROUBLES[code].es });
});

test("ARCA's code and text are kept", () => {
  const error = new ArcaError({
    code: "arca_errors",
    certainty: "not_sent",
    operation: "FECompConsultar",
    arcaErrors: [{ code: 501, message: "Error interno de base de datos" }],
  });
  expect(troubleOf(error)).toMatchObject({ arca_code: 501, message: expect.stringContaining("(501: Error interno de base de datos)") });
});

test("a fault of our own is none of ARCA's", () => {
  expect(troubleOf(new Error("no"))).toBeNull();
});
