import { describe, expect, test } from "vitest";
import { addDays, fiscalDate } from "../../shared/dates.ts";
import { organization } from "../support/organization.ts";
import { SALE, seller } from "./support.ts";

const PATH = "/v1/sandbox/clock";
/** Milliseconds between the two. */
const between = (text: string, time: number) => Math.abs(Date.parse(text) - time);
const DAY_S = 86_400;

describe("the clock", () => {
  test("shows the real time until it is set", async () => {
    const { get } = await organization();
    const { status, body } = await get(PATH);
    expect([status, body.object, body.offset_seconds]).toEqual([200, "sandbox_clock", 0]);
    expect(between(body.now, Date.now())).toBeLessThan(5000);
  });

  test("is set, runs on, is advanced, and goes back", async () => {
    const { put, get, remove } = await organization();
    const set = await put(PATH, { now: "2027-03-01T09:00:00-03:00" });
    expect(set.body.now).toBe("2027-03-01T12:00:00.000Z");
    expect(between((await get(PATH)).body.now, Date.parse("2027-03-01T12:00:00Z"))).toBeLessThan(5000);
    expect(between((await put(PATH, { advance_seconds: DAY_S })).body.now, Date.parse("2027-03-02T12:00:00Z"))).toBeLessThan(5000);
    expect(between((await put(PATH, { advance_seconds: -3600 })).body.now, Date.parse("2027-03-02T11:00:00Z"))).toBeLessThan(5000);
    const back = await remove(PATH);
    expect(back.body.offset_seconds).toBe(0);
    expect(between((await get(PATH)).body.now, Date.now())).toBeLessThan(5000);
  });

  test.each([
    [{}, [null]],
    [{ now: "yesterday" }, ["now"]],
    [{ now: "1999-12-31T23:59:59Z" }, ["now"]],
    [{ advance_seconds: 1.5 }, ["advance_seconds"]],
    [{ advance_seconds: 1e12 }, ["advance_seconds"]],
    [{ advance: 1 }, null],
  ])("%j is refused", async (body, params) => {
    const { put } = await organization();
    const { status, body: answer } = await put(PATH, body);
    expect([status, answer.error.code]).toEqual([422, "invalid_request"]);
    if (params)
      expect(answer.error.errors.map(({ param }: { param: string | null }) => param?.replace(/\..*/, "") ?? null)).toContain(
        params[0] ?? answer.error.errors[0].param,
      );
  });

  test("does not leave its range by degrees", async () => {
    const { put } = await organization();
    await put(PATH, { now: "2099-12-31T00:00:00Z" });
    expect(await put(PATH, { advance_seconds: 2 * DAY_S })).toMatchObject({
      status: 422,
      body: { error: { errors: [{ param: "advance_seconds", code: "clock_range" }] } },
    });
  });
});

describe("dates go by it", () => {
  test("an invoice is dated by the test clock, and the next day numbers on", async () => {
    const { put, post } = await seller();
    const today = fiscalDate(new Date());
    const numbers: [string, number][] = [];
    for (const days of [0, 1, 20]) {
      await put(PATH, { advance_seconds: days * DAY_S });
      const { status, body } = await post("/v1/invoices", SALE);
      expect(status).toBe(201);
      numbers.push([body.date, body.number]);
    }
    expect(numbers).toEqual([
      [today, 1],
      [addDays(today, 1), 2],
      [addDays(today, 21), 3],
    ]);
  });

  test("a date that was good is refused once the clock has left it behind", async () => {
    const { put, post } = await seller();
    const today = fiscalDate(new Date());
    await put(PATH, { advance_seconds: 10 * DAY_S });
    expect(await post("/v1/invoices", { ...SALE, date: today })).toMatchObject({
      status: 422,
      body: { error: { code: "invalid_invoice", errors: [{ param: "date", arca_code: 10016 }] } },
    });
    expect(await post("/v1/invoices", { ...SALE, date: addDays(today, 10) })).toMatchObject({ status: 201 });
  });

  test("back in time too, with tickets that are older than today", async () => {
    const { put, post, lastAuthorized } = await seller();
    await put(PATH, { now: "2026-06-15T12:00:00Z" });
    expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { date: "2026-06-15", number: 1 } });
    await put(PATH, { now: "2030-06-15T12:00:00Z" });
    expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { date: "2030-06-15", number: 2 } });
    expect(await lastAuthorized()).toBe(2);
  });

  test("a ticket expires by it: it is renewed, and nobody notices", async () => {
    const { put, post } = await seller();
    await post("/v1/invoices", SALE);
    await put(PATH, { advance_seconds: 13 * 3600 });
    expect(await post("/v1/invoices", SALE)).toMatchObject({ status: 201, body: { number: 2 } });
  });

  test("another organization's clock is its own", async () => {
    const [mine, theirs] = [await seller(), await seller()];
    await mine.put(PATH, { advance_seconds: 40 * DAY_S });
    expect((await theirs.get(PATH)).body.offset_seconds).toBe(0);
    expect((await theirs.post("/v1/invoices", SALE)).body.date).toBe(fiscalDate(new Date()));
  });

  test("when an invoice was made is told by the real one", async () => {
    const { put, post } = await seller();
    await put(PATH, { advance_seconds: 40 * DAY_S });
    const { body } = await post("/v1/invoices", SALE);
    expect(between(body.created_at, Date.now())).toBeLessThan(5000);
    expect(between(body.authorized_at, Date.now())).toBeLessThan(5000);
  });
});
