import { describe, expect, test, vi } from "vitest";
import { addDays, endOfFiscalDay, fiscalDate } from "../../shared/dates.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const SALE = { items: [{ description: "Pan de campo", unit_price: "2000.00" }] };
const SERVICE = { ...SALE, concept: "services" };
const ASYNC = { Prefer: "respond-async" };
const DAY_SECONDS = 86_400;

const today = (): string => fiscalDate(new Date());

async function seller() {
  const api = await organization();
  await api.createIssuer();
  const later = async (days: number) =>
    expect((await api.put("/v1/sandbox/clock", { advance_seconds: days * DAY_SECONDS })).status).toBe(200);
  return {
    ...api,
    later,
    away: () => api.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 1_000 }] }),
    back: () => api.remove("/v1/sandbox/faults"),
    /** Once it waits no more. */
    ended: async (id: string) => {
      await vi.waitFor(async () => expect((await api.get(`/v1/invoices/${id}`)).body).not.toHaveProperty("next_attempt_at"), 25_000);
      return (await api.get(`/v1/invoices/${id}`)).body;
    },
  };
}

describe.concurrent("an invoice whose date passes while ARCA is away", () => {
  test("is dated anew where it allows it, its own dates with it, and the audit log and an event tell", async () => {
    const { post, get, away, back, later, ended, id: organizationId } = await seller();
    await away();
    const given = addDays(today(), 20);
    const sale = { ...SERVICE, allow_redate: true, payment_due_on: given };
    const { body } = await post("/v1/invoices", sale, ASYNC);
    expect(body).toMatchObject({ status: "queued", date: today(), service_from: today(), payment_due_on: given });
    expect(body.last_safe_moment).toBe(endOfFiscalDay(addDays(today(), 10)).toISOString());
    await later(11);
    await back();
    const date = addDays(today(), 11);
    expect(await ended(body.id)).toMatchObject({
      status: "authorized",
      date,
      service_from: date,
      service_to: date,
      payment_due_on: given,
    });
    const { entries } = (await get(`/v1/invoices/${body.id}/timeline`)).body;
    expect(entries).toContainEqual({ kind: "redated", at: expect.any(String), date, date_before: today() });
    await vi.waitFor(async () => {
      const events = await asOwner()`select type from events where organization_id = ${organizationId} and target = ${body.id}`;
      expect(events.map(({ type }) => type)).toContain("invoice.redated");
      const log = await asOwner()`select action from audit_log where organization_id = ${organizationId} and target = ${body.id}`;
      expect(log.map(({ action }) => action)).toContain("invoice.redated");
    }, 5_000);
  }, 45_000);

  test("is refused with 10016 where it does not, and never sent", async () => {
    const { post, get, away, back, later, ended } = await seller();
    await away();
    const { body } = await post("/v1/invoices", SALE, { ...ASYNC, "idempotency-key": "k" });
    await later(6);
    await back();
    expect(await ended(body.id)).toMatchObject({ status: "rejected", date: today(), number: null });
    expect(await post("/v1/invoices", SALE, { "idempotency-key": "k" })).toMatchObject({
      status: 422,
      body: {
        error: {
          code: "rejected_by_arca",
          message: expect.not.stringContaining("refused"),
          arca: [{ arca_code: 10016, message: expect.stringMatching(/^Not sent to ARCA/) }],
        },
      },
    });
    const { entries } = (await get(`/v1/invoices/${body.id}/timeline`)).body;
    expect(entries.filter((entry: { operation?: string }) => entry.operation === "FECAESolicitar")).toEqual([]);
  }, 45_000);
});

describe.concurrent("an invoice dated before the last one of its point of sale and type", () => {
  test("is refused; or dated anew, where it allows it", async () => {
    const { post } = await seller();
    await post("/v1/invoices", SERVICE);
    const earlier = { ...SERVICE, date: addDays(today(), -3) };
    expect(await post("/v1/invoices", earlier)).toMatchObject({
      status: 422,
      body: { error: { code: "invalid_invoice", errors: [{ param: "date", arca_code: 10016 }] } },
    });
    expect(await post("/v1/invoices", { ...earlier, allow_redate: true })).toMatchObject({
      status: 201,
      body: { date: today(), service_from: today(), number: 2 },
    });
  });

  test("gets the date of the last one, where that lies after today", async () => {
    const { post } = await seller();
    const tomorrow = addDays(today(), 1);
    await post("/v1/invoices", { ...SERVICE, date: tomorrow });
    expect(await post("/v1/invoices", { ...SERVICE, allow_redate: true })).toMatchObject({ status: 201, body: { date: tomorrow } });
  });

  test("validate says so, too", async () => {
    const { post } = await seller();
    await post("/v1/invoices", SERVICE);
    const earlier = { ...SERVICE, date: addDays(today(), -3) };
    const { body } = await post("/v1/invoices/validate", earlier);
    expect(body).toMatchObject({ valid: false, findings: [{ param: "date", code: "arca_10016", severity: "reject" }] });
    expect((await post("/v1/invoices/validate", { ...earlier, allow_redate: true })).body).toMatchObject({ valid: true, findings: [] });
    expect((await post("/v1/invoices/validate", { ...earlier, point_of_sale: 2 })).body).toMatchObject({ valid: true, findings: [] });
  });
});

describe.concurrent("an invoice that locks others out", () => {
  test("dated after today: validate observes it, and the invoice keeps the warning", async () => {
    const { post, get } = await seller();
    const ahead = { ...SERVICE, date: addDays(today(), 2) };
    const { body: checked } = await post("/v1/invoices/validate", ahead);
    expect(checked).toMatchObject({ valid: true, findings: [{ param: "date", code: "date_after_today", severity: "observe" }] });
    const { status, body } = await post("/v1/invoices", ahead);
    expect([status, body.warnings]).toMatchObject([201, [{ param: "date", code: "date_after_today" }]]);
    expect((await get(`/v1/invoices/${body.id}`)).body.warnings).toEqual(body.warnings);
    expect((await post("/v1/invoices", { ...SERVICE, point_of_sale: 2 })).body.warnings).toEqual([]);
  });

  test("behind others that wait with an earlier date: told, and they go first", async () => {
    const { post, away, back, ended } = await seller();
    await away();
    const sales = [{ ...SERVICE, date: addDays(today(), -1) }, SERVICE, { ...SERVICE, date: addDays(today(), -2) }];
    const sent = [];
    for (const sale of sales) sent.push((await post("/v1/invoices", sale, ASYNC)).body);
    expect(sent.map(({ warnings }) => warnings.map(({ code }: { code: string }) => code))).toEqual([[], ["earlier_dates_waiting"], []]);
    expect((await post("/v1/invoices/validate", SERVICE)).body.findings).toMatchObject([
      { code: "earlier_dates_waiting", severity: "observe" },
    ]);
    await back();
    const ends = await Promise.all(sent.map(({ id }) => ended(id)));
    expect(ends.map(({ number }) => number)).toEqual([2, 3, 1]);
  }, 45_000);
});
