import { expect, test, vi } from "vitest";
import { homologationIssuer } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

test("what the object decides reaches Postgres, with its audit entries in order", async () => {
  const issuer = await homologationIssuer();
  await issuer.submit("a");
  await issuer.faults("refused");
  await issuer.submit("b");
  const sql = asOwner();
  const rows = () => sql`select status, number, cae, total from invoices where issuer_id = ${issuer.issuerId} order by id`;
  await vi.waitFor(async () => expect(await rows()).toHaveLength(2), 5_000);
  expect(await rows()).toMatchObject([
    { status: "authorized", number: 1, cae: expect.stringMatching(/^\d{14}$/), total: "121.00" },
    { status: "rejected", number: null, cae: null },
  ]);
  const log = await sql`select action, actor from audit_log where organization_id = ${issuer.owner.organizationId} order by seq`;
  expect(log.map(({ action }) => action)).toEqual(["invoice.created", "invoice.authorized", "invoice.created", "invoice.rejected"]);
  expect(log[0]).toMatchObject({ actor: "key_test" });
  expect(await sql`select * from audit_broken where organization_id = ${issuer.owner.organizationId}`).toEqual([]);
});
