import { expect, test, vi } from "vitest";
import { onTime } from "../support/on-time.ts";
import { organization } from "../support/organization.ts";
import { member } from "../support/person.ts";
import { asOwner } from "../support/tenant.ts";

test("after thirty days nothing is left of an organization but the chain of its audit log", async () => {
  const [gone, kept] = [await organization(), await organization()];
  for (const { id, createIssuer, get, post } of [gone, kept]) {
    const owner = await member(id, "owner");
    const { body } = await createIssuer();
    expect(await post("/v1/invoices", { issuer: body.id, items: [{ description: "Pan", unit_price: "2000.00" }] })).toMatchObject({
      status: 201,
    });
    await post("/v1/ledger-reports", { issuer: body.id });
    await vi.waitFor(async () => expect((await get("/v1/events")).body.data.length).toBeGreaterThan(1), 5_000);
    const { body: key } = await owner.call("POST", "/v1/api-keys", { name: "Vieja", mode: "test" });
    await owner.call("POST", `/v1/api-keys/${key.id}/rotate`, {});
    await owner.call("POST", "/v1/invitations", { email: `${id}@example.com`, role: "viewer" });
    await owner.call("DELETE", `/v1/organizations/${id}`);
  }
  await asOwner()`update organizations set deleted_at = now() - interval '30 days 1 minute' where id = ${gone.id}`;
  await onTime("20 * * * *");

  const tables =
    await asOwner()`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'organization_id' and t.table_type = 'BASE TABLE'`;
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["events", "invoices", "ledger_reports"]));
  for (const { name } of tables) {
    const count = async (id: string) =>
      (await asOwner().query(`select count(*)::int as n from ${name} where organization_id = $1`, [id]))[0]?.["n"];
    if (String(name).startsWith("audit_")) expect(await count(gone.id)).toBeGreaterThan(0);
    else expect([name, await count(gone.id)]).toEqual([name, 0]);
  }
  const objects = await asOwner()`select name from issuer_objects where name like ${`sandbox:${gone.id}:%`}`;
  expect(objects).toEqual([]);
  expect(await asOwner()`select id from organizations where id in (${gone.id}, ${kept.id})`).toEqual([{ id: kept.id }]);
  expect(await asOwner()`select action from audit_log where organization_id = ${gone.id} and payload is not null`).toEqual([
    { action: "organization.purged" },
  ]);
  expect(await asOwner()`select * from audit_faults where organization_id in (${gone.id}, ${kept.id})`).toEqual([]);
  expect((await asOwner()`select count(*)::int as n from invoices where organization_id = ${kept.id}`)[0]?.["n"]).toBe(1);
});
