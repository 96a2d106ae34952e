import { describe, expect, test } from "vitest";
import { confirmed, sandboxObject } from "../support/issuer-object.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const SALE = { items: [{ description: "Pan", unit_price: "10.00" }] };

async function stage() {
  const api = await organization();
  const { body: issuer } = await api.createIssuer();
  return { api, object: sandboxObject(api.id, issuer.cuit) };
}

describe("an invoice is seen by its id as it is", () => {
  test("as soon as it is accepted, before the list has it", async () => {
    const { api } = await stage();
    const { body } = await api.post("/v1/invoices", SALE);
    expect((await api.get(`/v1/invoices/${body.id}`)).body).toEqual(body);
  });

  test("cancelled, while Postgres still says that it waits", async () => {
    const { api, object } = await stage();
    await api.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 100 }] });
    const { body } = await api.post("/v1/invoices", SALE, { prefer: "respond-async" });
    await confirmed(object);
    const cancelled = await api.post(`/v1/invoices/${body.id}/cancel`, {});
    expect([cancelled.status, cancelled.body.status]).toEqual([200, "cancelled"]);
    expect((await api.get(`/v1/invoices/${body.id}`)).body).toMatchObject({ status: "cancelled", number: null });
    await confirmed(object);
    expect((await api.get(`/v1/invoices/${body.id}`)).body).toEqual(cancelled.body);
  });

  test.each(["needs_attention", "sent", "queued"])("whatever came after what Postgres knows: %s", async (status) => {
    const { api, object } = await stage();
    const { body } = await api.post("/v1/invoices", SALE);
    await confirmed(object);
    await asOwner()`update invoices set status = ${status} where id = ${body.id}`;
    expect((await api.get(`/v1/invoices/${body.id}`)).body).toEqual(body);
  });
});
