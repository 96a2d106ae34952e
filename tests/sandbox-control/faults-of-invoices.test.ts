import { describe, expect, test, vi } from "vitest";
import { SALE, seller } from "./support.ts";

const ON_SOLICITAR = { operation: "FECAESolicitar" };

describe.concurrent("an invoice is authorized once, whatever goes wrong on the way", () => {
  test.each([
    [{ ...ON_SOLICITAR, kind: "delay", delay_ms: 200 }],
    [{ ...ON_SOLICITAR, kind: "delay", delay_ms: 1500 }],
    [{ ...ON_SOLICITAR, kind: "lost_answer" }],
    [{ ...ON_SOLICITAR, kind: "unheard" }],
    [{ ...ON_SOLICITAR, kind: "late_apply", delay_ms: 100 }],
    [{ ...ON_SOLICITAR, kind: "late_apply", delay_ms: 4000 }],
    [{ ...ON_SOLICITAR, kind: "http_500" }],
    [{ ...ON_SOLICITAR, kind: "http_503_html" }],
    [{ ...ON_SOLICITAR, kind: "truncated" }],
    [{ ...ON_SOLICITAR, kind: "arca_500" }],
    [{ ...ON_SOLICITAR, kind: "arca_501" }],
    [{ ...ON_SOLICITAR, kind: "arca_502" }],
    [{ ...ON_SOLICITAR, kind: "arca_600" }],
    [{ ...ON_SOLICITAR, kind: "down" }],
    [{ operation: "LoginCms", kind: "already_authenticated" }],
    [{ operation: "LoginCms", kind: "unheard" }],
    [{ operation: "LoginCms", kind: "http_503_html" }],
    [{ operation: "LoginCms", kind: "arca_501" }],
    [{ operation: "FECompUltimoAutorizado", kind: "truncated" }],
    [{ operation: "FECompUltimoAutorizado", kind: "arca_600" }],
  ])("%j", async (fault) => {
    const { post, get, setFaults, lastAuthorized } = await seller();
    expect(await setFaults(fault)).toMatchObject({ status: 200, body: { faults: [{ ...fault, count: 1 }] } });
    expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { status: "authorized", number: 1 } });
    expect((await get("/v1/sandbox/faults")).body.faults).toEqual([]);
    expect(await lastAuthorized()).toBe(1);
    expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 2 } });
    expect(await lastAuthorized()).toBe(2);
  });

  test("ARCA is away for a while: accepted, and drained when it is back", async () => {
    const { post, get, setFaults, lastAuthorized } = await seller();
    await setFaults({ operation: "*", kind: "down", until: new Date(Date.now() + 3_000).toISOString() });
    const sent = await Promise.all([1, 2, 3].map(() => post("/v1/invoices", SALE, { Prefer: "respond-async" })));
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect((await get("/v1/sandbox/faults")).body.faults).toMatchObject([{ kind: "down", count: null }]);
    const numbers = async () =>
      Promise.all(sent.map(async ({ body }) => (await get(`/v1/invoices/${body.id}`)).body.number as number | null));
    // Not expect.poll: it asks which test is running, and beside others that is anybody's guess.
    await vi.waitFor(async () => expect(new Set(await numbers())).toEqual(new Set([1, 2, 3])), { timeout: 18_000, interval: 500 });
    expect(await lastAuthorized()).toBe(3);
  }, 30_000);

  test("two answers lost in a row", async () => {
    const { post, setFaults, lastAuthorized } = await seller();
    await setFaults({ ...ON_SOLICITAR, kind: "lost_answer" }, { operation: "FECompConsultar", kind: "lost_answer" });
    expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 1 } });
    expect(await lastAuthorized()).toBe(1);
  });
});

describe.concurrent("a fault that the invoice itself asks for", () => {
  const to = (document_number: string) => ({ ...SALE, customer: { document_type: "dni", document_number } });
  const of = (total: string) => ({ items: [{ description: "Pan de campo", unit_price: total }] });

  test.each([
    ["by its customer's document", to("99900002")],
    ["by its total", of("90901.03")],
    ["by its total: ARCA's own error", of("90901.10")],
    ["by its customer's document: down", to("99900012")],
  ])("happens once: %s", async (_, sale) => {
    const { post, lastAuthorized } = await seller();
    expect(await post("/v1/invoices", sale)).toMatchObject({ status: 201, body: { number: 1 } });
    expect(await lastAuthorized()).toBe(1);
  });

  test("and happens again to the next such invoice", async () => {
    const { post } = await seller();
    const attempts = await Promise.all([to("99900003"), to("99900003")].map((sale) => post("/v1/invoices", sale)));
    expect(new Set(attempts.map(({ body }) => body.number))).toEqual(new Set([1, 2]));
  });
});
