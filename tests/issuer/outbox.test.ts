import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { openOutbox } from "../../workers/issuer/outbox.ts";
import { confirmed, forgetAll } from "../support/issuer-object.ts";
import { homologationIssuer } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

type Issuer = Awaited<ReturnType<typeof homologationIssuer>>;

const rowsOf = ({ issuerId }: Issuer) =>
  asOwner()`select status, number, cae, total from invoices where issuer_id = ${issuerId} order by id`;

async function logOf({ owner }: Issuer): Promise<[string, Record<string, unknown>][]> {
  const entries = await asOwner()`select action, payload from audit_log where organization_id = ${owner.organizationId} order by seq`;
  return entries.map(({ action, payload }) => {
    const { nonce, ...change } = JSON.parse(payload);
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    return [action, change];
  });
}

test("what the object decides reaches Postgres, and the audit log tells each change and no more", async () => {
  const issuer = await homologationIssuer();
  await issuer.submit("a");
  await issuer.faults("refused");
  await issuer.submit("b");
  await vi.waitFor(async () => expect((await rowsOf(issuer)).map(({ status }) => status)).toEqual(["authorized", "rejected"]), 5_000);
  const [authorized, rejected] = await rowsOf(issuer);
  expect(authorized).toMatchObject({ number: 1, cae: expect.stringMatching(/^\d{14}$/), total: "121.00" });
  expect(rejected).toMatchObject({ number: null, cae: null });
  expect(await logOf(issuer)).toEqual([
    ["invoice.created", { status: "queued", total: "121.00" }],
    ["invoice.authorized", { status: "authorized", number: 1, cae: authorized?.["cae"] }],
    ["invoice.created", { status: "queued", total: "121.00" }],
    ["invoice.rejected", { status: "rejected", findings: [{ code: 10015, message: "DocNro" }] }],
  ]);
  expect(await asOwner()`select * from audit_broken where organization_id = ${issuer.owner.organizationId}`).toEqual([]);
});

test("an invoice in doubt is seen as sent, and then as what it became", async () => {
  const issuer = await homologationIssuer();
  await issuer.faults("lost", "lost", "lost");
  await issuer.submit("a", undefined, undefined, 100);
  await vi.waitFor(async () => expect((await rowsOf(issuer)).map(({ status }) => status)).toEqual(["sent"]), 5_000);
  await issuer.faults();
  await vi.waitFor(async () => expect((await rowsOf(issuer)).map(({ status }) => status)).toEqual(["authorized"]), 15_000);
  expect((await logOf(issuer)).map(([action]) => action)).toEqual(["invoice.created", "invoice.sent", "invoice.authorized"]);
});

test("more than one message to Postgres can hold goes in several", async () => {
  const issuer = await homologationIssuer();
  const keys = Array.from({ length: 12 }, (_, i) => `k${i}`);
  await Promise.all(
    keys.map((key) => {
      const submission = issuer.submission(key);
      const invoice = { ...submission.invoice, metadata: { filler: "ñ".repeat(500_000) } };
      return issuer.stub().submit({ ...submission, invoice }, 10_000);
    }),
  );
  await vi.waitFor(async () => expect(await rowsOf(issuer)).toHaveLength(keys.length), 15_000);
});

test("what Postgres refuses keeps nothing else from it, and stays in the object", async () => {
  const issuer = await homologationIssuer();
  const poisoned = issuer.submission("poisoned");
  await issuer.stub().submit({ ...poisoned, invoice: { ...poisoned.invoice, total: "99999999999999999.00" } }, 5_000);
  await issuer.submit("good");
  await vi.waitFor(async () => expect((await rowsOf(issuer)).map(({ number }) => number)).toEqual([2]), 10_000);
  expect(await issuer.stub().find(issuer.owner, poisoned.invoice.id)).toMatchObject({ invoice: { status: "authorized", number: 1 } });
});

test("a key that was used again, once its first invoice had been forgotten here, stays with that one", async () => {
  const issuer = await homologationIssuer();
  await issuer.submit("same");
  await confirmed(issuer.stub());
  await forgetAll(issuer.stub());
  await issuer.submit("same");
  await confirmed(issuer.stub());
  const rows = await asOwner()`select number, idempotency_key from invoices where issuer_id = ${issuer.issuerId} order by id`;
  expect(rows).toEqual([
    { number: 1, idempotency_key: "same" },
    { number: 2, idempotency_key: null },
  ]);
});

test("an older version never undoes a newer one", async () => {
  const issuer = await homologationIssuer();
  await issuer.submit("a");
  await confirmed(issuer.stub());
  const [row] = await asOwner()`update invoices set version = 99, cae = 'newer' where issuer_id = ${issuer.issuerId} returning id`;
  await runInDurableObject(issuer.stub(), (_, { storage }) =>
    openOutbox(storage, newId, () => new Date()).add(row?.["id"], "invoice.redated", { status: "authorized" }),
  );
  await issuer.submit("b");
  await confirmed(issuer.stub());
  expect((await rowsOf(issuer)).map(({ cae }) => cae)).toEqual(["newer", expect.stringMatching(/^\d{14}$/)]);
});

test("who shares a lane with others is told what happens to it, and nothing of theirs", async () => {
  const issuer = await homologationIssuer();
  await issuer.submit("a");
  await runInDurableObject(issuer.stub(), (_, { storage }) =>
    openOutbox(storage, newId, () => new Date()).addOfLane("3-6", "lane.foreign_comprobante", { number: 7 }),
  );
  await issuer.submit("b");
  await confirmed(issuer.stub());
  const told = await asOwner()`select target, data from events
    where organization_id = ${issuer.owner.organizationId} and type = 'lane.foreign_comprobante'`;
  expect(told).toEqual([
    { target: issuer.issuerId, data: { lane: { issuer: issuer.issuerId, point_of_sale: 3, type_code: 6 }, number: 7 } },
  ]);
  expect((await logOf(issuer)).map(([action]) => action)).toContain("lane.foreign_comprobante");
});
