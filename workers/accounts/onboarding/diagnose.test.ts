import { describe, expect, test } from "vitest";
import { ENVIRONMENTS } from "../../../shared/catalog.ts";
import type { Probe } from "../../issuer/index.ts";
import { WSAA_TROUBLES } from "../../arca/trouble.data.ts";
import { diagnose } from "./diagnose.ts";
import { findingsOf } from "./findings.ts";
import { GUIDES, LOGIN_FAULTS } from "./guides.data.ts";

const VALUES = {
  issuer: "iss_1",
  cuit: "30500010912",
  holder: "20999999000",
  alias: "panaderia",
  pending: "crt_1",
  expires_on: "2028-11-23",
  representative_issuer: "iss_2",
};
const ON = "2026-11-24";
const OPEN: Probe = {
  checkedAt: "2026-11-24T13:00:00.000Z",
  service: { ok: true, value: true },
  login: { ok: true, value: true },
  access: { ok: true, value: 0 },
  pointsOfSale: { ok: true, value: [{ number: 1, kind: "CAE", blocked: false, closedOn: null }] },
  loginAgainAt: null,
};
const unheard = (code: string, fault: string | null = null, arca: readonly { code: number; message: string }[] = []) =>
  ({ ok: false, code, fault: fault === null ? null : { code: fault, text: "dijo" }, arca, retryAfterSeconds: null }) as const;
const asked = { pointOfSale: 1, isRepresented: false };
const steps = (probe: Partial<Probe>, environment: (typeof ENVIRONMENTS)[number] = "production", more: Partial<typeof asked> = {}) =>
  diagnose(findingsOf({ ...OPEN, ...probe }, { ...asked, ...more }), { environment, on: ON, values: VALUES });
const statuses = (list: ReturnType<typeof steps>) => list.map(({ id, status }) => `${id} ${status}`);

test("everything in place: the first invoice is next", () => {
  const list = steps({});
  expect(statuses(list)).toEqual([
    "certificate done",
    "service done",
    "authorization done",
    "relation done",
    "point_of_sale done",
    "first_invoice now",
  ]);
  expect(list.at(-1)?.action).toEqual({ method: "POST", path: "/v1/invoices" });
});

test("what comes after the step at hand is later, and says nothing yet", () => {
  const list = steps({
    access: unheard("arca_errors", null, [{ code: 600, message: "ValidacionDeToken: No apareció CUIT en lista de relaciones: 1" }]),
    pointsOfSale: null,
  });
  expect(statuses(list).slice(2)).toEqual(["authorization done", "relation now", "point_of_sale later", "first_invoice later"]);
  expect(list[4]).toMatchObject({ situation: null, detail: null, link: null });
});

describe.each(ENVIRONMENTS)("in %s", (environment) => {
  test.each(Object.keys(WSAA_TROUBLES))("%s of WSAA belongs to a step, which says what to do", (fault) => {
    const list = steps({ login: unheard("ticket_unavailable", fault), access: null, pointsOfSale: null }, environment);
    const [step, situation] = LOGIN_FAULTS[fault] ?? [];
    const now = list.find(({ status }) => status === "now");
    expect(now).toMatchObject({ id: step, situation, fault: { code: fault, message: "dijo" } });
    expect(now?.detail).toMatch(/\S/);
    expect(now?.detail_es).not.toBe(now?.detail);
    expect(`${now?.detail}${now?.detail_es}${now?.action?.path}`).not.toMatch(/[{}]/);
  });

  test.each([
    ["own, 600", 600, "ValidacionDeToken: No apareció CUIT en lista de relaciones: 1", false, "own_missing"],
    ["own, 601", 601, "CUIT REPRESENTADA NO INCLUIDA EN TOKEN", false, "own_missing"],
    ["a representative's", 600, "ValidacionDeToken: No apareció CUIT en lista de relaciones: 1", true, "representative_missing"],
    ["the ticket itself", 600, "ValidacionDeToken: Error al verificar hash: ", false, "ticket_refused"],
    ["ARCA's own failure", 501, "Error interno de base de datos", false, "no_answer"],
    ["another error, from behind the ticket", 11002, "El punto de venta no se encuentra habilitado", false, "related"],
  ] as const)("relation: %s", (_, code, message, isRepresented, situation) => {
    const list = steps({ access: unheard("arca_errors", null, [{ code, message }]) }, environment, { isRepresented });
    const step = list.find(({ id }) => id === "relation");
    expect(step?.situation).toBe(situation);
    expect(step?.detail).toMatch(/\S/);
    expect(step?.fault?.code ?? "none").toBe(situation === "related" ? "none" : String(code));
  });

  test("ARCA away, or out of order by its own word", () => {
    for (const [service, situation] of [
      [unheard("timeout"), "away"],
      [{ ok: true, value: false }, "down"],
    ] as const) {
      const step = steps({ service }, environment)[1];
      expect(step).toMatchObject({ status: "now", situation, action: { method: "GET", path: "/v1/arca/status" } });
    }
  });
});

test.each([
  ["service", { service: unheard("timeout") }, "timeout"],
  ["authorization", { login: unheard("ticket_unavailable"), access: null, pointsOfSale: null }, "ticket_unavailable"],
  ["relation", { access: unheard("circuit_open"), pointsOfSale: null }, "circuit_open"],
  ["point_of_sale", { pointsOfSale: unheard("unreachable") }, "unreachable"],
] as const)("where ARCA says nothing about %s the words are ours, in both languages", (id, probe, code) => {
  const step = steps(probe).find((one) => one.id === id);
  expect(step).toMatchObject({ status: "now", fault: null, trouble: { param: null, code } });
  expect([step?.trouble?.message, step?.trouble?.message_es]).toEqual([
    expect.stringMatching(/ARCA.+\./),
    expect.stringMatching(/ARCA.+\./),
  ]);
  expect(step?.trouble?.message).not.toBe(step?.trouble?.message_es);
});

test("where it says something there is no trouble of ours beside it", () => {
  for (const probe of [
    { login: unheard("ticket_unavailable", "coe.notAuthorized"), access: null, pointsOfSale: null },
    { access: unheard("arca_errors", null, [{ code: 501, message: "Error interno de base de datos" }]), pointsOfSale: null },
  ]) {
    expect(steps(probe).find(({ status }) => status === "now")).toMatchObject({
      fault: { code: expect.stringMatching(/./) },
      trouble: null,
    });
  }
});

describe("points of sale", () => {
  const point = (number: number, kind: string, more: object = {}) => ({ number, kind, blocked: false, closedOn: null, ...more });
  test.each([
    ["CAE", [point(1, "CAE")], "usable", "done"],
    ["CAE - Ri Iva", [point(1, "CAE - Ri Iva")], "usable", "done"],
    ["another one", [point(4, "CAE"), point(7, "CAE - Monotributo")], "another", "now"],
    ["CAEA only", [point(1, "CAEA - Ri Iva")], "none", "now"],
    ["insurers'", [point(1, "CAE - SEGWS")], "none", "now"],
    ["blocked", [point(1, "CAE", { blocked: true })], "none", "now"],
    ["closed", [point(1, "CAE", { closedOn: "2026-01-01" })], "none", "now"],
    ["none at all", [], "unlisted", "now"],
  ] as const)("%s", (_, value, situation, status) => {
    expect(steps({ pointsOfSale: { ok: true, value: [...value] } })[4]).toMatchObject({ situation, status });
  });

  test("homologation lists none, and takes any", () => {
    expect(steps({ pointsOfSale: { ok: true, value: [] } }, "homologation")[4]).toMatchObject({ status: "done" });
  });

  test("names those that would do", () => {
    const step = steps({ pointsOfSale: { ok: true, value: [point(4, "CAE"), point(7, "CAE")] } })[4];
    expect(step?.detail).toBe("Point of sale 1 is none for web services; these are: 4, 7. Make one of them the issuer's default.");
    expect(step?.action).toEqual({ method: "PATCH", path: "/v1/issuers/iss_1" });
  });
});

test("of several rows that hold the newest counts, and none before its day", () => {
  const early = diagnose({ certificate: { situation: "none" } }, { environment: "production", on: "2025-12-31", values: VALUES });
  expect(early[0]).toMatchObject({ status: "now", detail: null });
});

test("no text ever asks for clave fiscal, and none is without its Spanish", () => {
  for (const { en, es, page, done, step } of GUIDES) {
    expect(`${en} ${es}`).not.toMatch(/(your|tu) clave fiscal/i);
    expect(es).not.toBe(en);
    if (!done && page === undefined) expect(`${step}: ${es}`).toMatch(/\S/);
  }
});

test("a step that is not done at ARCA leads to ARCA's page, or to an operation, or says that there is nothing to do", () => {
  const silent = GUIDES.filter(
    ({ done, page, action, en }) => !done && !page && !action && !/by itself|nothing to do|another CUIT/i.test(en),
  );
  expect(silent).toEqual([]);
});
