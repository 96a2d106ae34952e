import { expect, test, vi } from "vitest";
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
