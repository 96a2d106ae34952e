import { beforeAll, describe, expect, test, vi } from "vitest";
import { Event } from "../../shared/schemas/event.ts";
import { EXPORT_INPUT } from "../../workers/api/invoice-examples.ts";
import { organization } from "../support/organization.ts";

type Api = Awaited<ReturnType<typeof organization>>;

const items = [{ description: "Pan", unit_price: "10.00" }];
const MISSING = "evt_01kaf3v9qcf6tt7y4z9b1m2n3p";

describe("events", () => {
  let api: Api;
  let sale: string;
  let refused: string;

  beforeAll(async () => {
    api = await organization();
    await api.createIssuer();
    sale = (await api.post("/v1/invoices", { items, external_id: "order-1" })).body.id;
    refused = (await api.post("/v1/invoices", { ...EXPORT_INPUT, exchange_rate: "1" })).body.invoice.id;
    await vi.waitFor(async () => expect((await api.get("/v1/events")).body.data).toHaveLength(4), 10_000);
  });

  test("tell what happened, newest first", async () => {
    const { data } = (await api.get("/v1/events")).body;
    expect(data.map(({ type, target }: Event) => [type, target])).toEqual([
      ["invoice.failed", refused],
      ["invoice.created", refused],
      ["invoice.approved", sale],
      ["invoice.created", sale],
    ]);
    for (const event of data) expect(Event.parse(event)).toEqual(event);
  });

  test("show the invoice as it was then", async () => {
    const invoice = (await api.get(`/v1/invoices/${sale}`)).body;
    const { data } = (await api.get(`/v1/events?target=${sale}`)).body;
    const [approved, created] = data.map((event: Event) => event.data.invoice);
    expect(approved).toMatchObject({ id: sale, status: "authorized", number: 1, cae: invoice.cae, total: "10.00", external_id: "order-1" });
    expect(created).toEqual({ ...approved, status: "queued", number: null, cae: null });
  });

  test("tell ARCA's reasons", async () => {
    const { data } = (await api.get(`/v1/events?type=invoice.failed`)).body;
    expect(data).toMatchObject([{ target: refused, data: { arca: [{ arca_code: 2053 }] } }]);
  });

  test("by id", async () => {
    const [event] = (await api.get("/v1/events?limit=1")).body.data;
    expect(await api.get(`/v1/events/${event.id}`)).toMatchObject({ status: 200, body: event });
  });

  test("page by page", async () => {
    const first = (await api.get("/v1/events?limit=3")).body;
    const second = (await api.get(`/v1/events?limit=3&cursor=${first.next_cursor}`)).body;
    expect([first.has_more, second.has_more, second.next_cursor]).toEqual([true, false, null]);
    const ids = [...first.data, ...second.data].map(({ id }: Event) => id);
    expect(ids).toHaveLength(4);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  test("by type and by target together", async () => {
    const both = (await api.get(`/v1/events?type=invoice.created&target=${refused}`)).body.data;
    expect(both.map(({ type, target }: Event) => [type, target])).toEqual([["invoice.created", refused]]);
    expect((await api.get("/v1/events?type=lane.gap")).body.data).toEqual([]);
  });

  test.each(["limit=0", "type=invoice.paid", "cursor=x", "unknown=1", "target=%00"])("%s is refused", async (query) => {
    const { status, body } = await api.get(`/v1/events?${query}`);
    expect([status, body.error.code, body.error.errors[0].param]).toEqual([422, "invalid_request", query.split("=")[0]]);
  });

  test.each([
    ["another organization", () => organization()],
    ["the other mode", () => api.addKey({ mode: "live" })],
  ] as const)("are nobody's but their owner's: %s", async (_, stranger) => {
    const [event] = (await api.get("/v1/events?limit=1")).body.data;
    const { get } = await stranger();
    expect((await get("/v1/events")).body.data).toEqual([]);
    expect((await get(`/v1/events?target=${sale}`)).body.data).toEqual([]);
    const [foreign, missing] = [await get(`/v1/events/${event.id}`), await get(`/v1/events/${MISSING}`)];
    for (const { status, body } of [foreign, missing])
      expect([status, body.error.code, body.error.param]).toEqual([404, "not_found", "id"]);
  });
});

test.each(["/v1/events", `/v1/events/${MISSING}`])("%s needs invoices:read", async (path) => {
  const { get } = await organization({ scopes: ["invoices:write", "issuers:read"] });
  expect(await get(path)).toMatchObject({ status: 403, body: { error: { code: "forbidden", param: "invoices:read" } } });
});

test.each(["x", "inv_01kaf3v9q0f4trxsv5yy7gjcyb", "\0"])("an id that is none is not found: %j", async (id) => {
  const { get } = await organization();
  expect((await get(`/v1/events/${encodeURIComponent(id)}`)).status).toBe(404);
});
