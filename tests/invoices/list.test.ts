import { beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

type Api = Awaited<ReturnType<typeof organization>>;

const item = { description: "Pan", unit_price: "100" };
const company = { document_type: "cuit", document_number: "30500010912", iva_condition: "responsable_inscripto" };

describe("GET /v1/invoices", () => {
  let api: Api;
  let issuer: string;
  let today: string;

  beforeAll(async () => {
    api = await organization();
    issuer = (await api.createIssuer()).body.id;
    const bodies = [
      { external_id: "a" },
      { point_of_sale: 7 },
      { customer: company },
      { customer: { document_type: "dni", document_number: "12345678" } },
    ];
    for (const body of bodies) today = (await api.post("/v1/invoices", { items: [item], ...body })).body.date;
    await vi.waitFor(async () => expect((await api.get("/v1/invoices")).body.data).toHaveLength(4), 5_000);
  });

  test("newest first, page by page", async () => {
    const first = (await api.get("/v1/invoices?limit=3")).body;
    const second = (await api.get(`/v1/invoices?limit=3&cursor=${first.next_cursor}`)).body;
    expect([first.has_more, second.has_more, second.next_cursor]).toEqual([true, false, null]);
    const ids = [...first.data, ...second.data].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(ids).toHaveLength(4);
  });

  test.each([
    ["status=authorized", 4],
    ["status=rejected", 0],
    ["type=factura_a", 1],
    ["type=6", 3],
    ["point_of_sale=7", 1],
    ["document_number=30500010912", 1],
    ["document_number=12345678", 1],
    ["external_id=a", 1],
    ["number=1", 3],
    ["date_from=2100-01-01", 0],
    ["date_to=2000-01-01", 0],
  ])("%s finds %i", async (query, count) => {
    expect((await api.get(`/v1/invoices?${query}`)).body.data).toHaveLength(count);
  });

  test("by issuer and by a range of dates", async () => {
    expect((await api.get(`/v1/invoices?issuer=${issuer}&date_from=${today}&date_to=${today}`)).body.data).toHaveLength(4);
    expect((await api.get("/v1/invoices?issuer=iss_other")).body.data).toEqual([]);
  });

  test.each(["limit=0", "limit=101", "type=zzz", "status=paid", "date_from=2026-02-30", "cursor=x", "unknown=1"])(
    "%s is refused",
    async (query) => {
      const { status, body } = await api.get(`/v1/invoices?${query}`);
      expect([status, body.error.code]).toEqual([422, "invalid_request"]);
      expect(body.error.errors[0].param).toBe(query.split("=")[0]);
    },
  );

  test("a page that weighs more than Postgres answers with is shorter, and the next one goes on", async () => {
    const heavy = await organization();
    const { body: owner } = await heavy.createIssuer();
    const [row] = await asOwner()`select document from invoices where issuer_id = ${issuer} limit 1`;
    const filler = "x".repeat(1_000_000);
    const ids = Array.from({ length: 14 }, () => newId("inv"));
    for (const id of ids) {
      const document = JSON.stringify({ ...row?.["document"], id, metadata: { filler } });
      await asOwner()`insert into invoices (id, organization_id, mode, issuer_id, version, status, type_code, point_of_sale, date, total, document, created_at)
        values (${id}, ${heavy.id}, 'test', ${owner.id}, 1, 'authorized', 6, 1, now(), 1, ${document}, now())`;
    }
    const seen = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: { data: { id: string }[]; next_cursor: string | null } = (
        await heavy.get(`/v1/invoices?limit=100${cursor && `&cursor=${cursor}`}`)
      ).body;
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  test("another organization sees none of it, not even by id", async () => {
    const stranger = await organization();
    await stranger.createIssuer();
    const [{ id }] = (await api.get("/v1/invoices?limit=1")).body.data;
    expect((await stranger.get("/v1/invoices")).body.data).toEqual([]);
    expect((await stranger.get(`/v1/invoices/${id}`)).status).toBe(404);
    expect((await stranger.get(`/v1/invoices?issuer=${issuer}`)).body.data).toEqual([]);
  });
});
