import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Submitted } from "../../workers/issuer/index.ts";
import type { Door } from "../support/arca.ts";
import { homologationIssuer, randomCuit } from "../support/submission.ts";

/** ARCA's door for certificates of that CUIT. */
const door = (cuit: string, how: Door) => fetch(`${env.ARCA_URL}/door/${cuit}`, { method: "PUT", body: JSON.stringify(how) });

/** Two organizations that issue for one CUIT, each by the certificate of a representative of its own. */
async function two() {
  const [cuit, holder] = [randomCuit(), randomCuit()];
  const one = await homologationIssuer(cuit, holder);
  const other = await homologationIssuer(cuit, randomCuit());
  const find = async ({ owner, stub }: typeof one, id: string) => (await stub().find(owner, id))?.invoice;
  return { cuit, holder, one, other, find };
}

function entryOf(submitted: Submitted) {
  if (submitted.outcome === "refused") throw new Error(submitted.reason);
  return submitted.entry;
}

test("an organization whose relation has ended gets nothing authorized by another's certificate, and holds nobody up", async () => {
  const { cuit, holder, one, other, find } = await two();
  await door(holder, { strangerTo: [cuit] });
  const [refused, first] = (await Promise.all([one.submit("a", "121.00", undefined, 2_500), other.submit("b", "242.00")])).map(entryOf);
  expect(first?.invoice).toMatchObject({ status: "authorized", number: 1 });
  expect(refused).toMatchObject({ invoice: { cae: null }, trouble: { code: expect.any(String) } });
  expect(refused?.nextAttemptAt).not.toBeNull();

  const second = entryOf(await other.submit("c", "242.00"));
  expect(second).toMatchObject({ invoice: { status: "authorized", number: 2 }, trouble: null });
  const id = refused?.invoice.id ?? "";
  // It may be tried again at this very moment.
  expect(await find(one, id)).toMatchObject({ status: expect.stringMatching(/^(queued|sent)$/), cae: null });

  await door(holder, {});
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(one.stub());
      expect(await find(one, id)).toMatchObject({ status: "authorized", number: 3 });
    },
    { timeout: 20_000, interval: 500 },
  );
  expect((await one.ledger()).comprobantes.map(({ number }) => number)).toEqual([1, 2, 3]);
}, 40_000);

test("invoices of both that come together go apart, each as its own, and leave no gap", async () => {
  const { one, other } = await two();
  const keys = Array.from({ length: 6 }, (_, i) => `k${i}`);
  const submitted = await Promise.all(keys.map((key, i) => (i % 2 === 0 ? one : other).submit(key)));
  const numbers = submitted.map(entryOf).map(({ invoice }) => invoice.number);
  expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  const { FECAESolicitar } = (await one.ledger()).calls;
  expect(FECAESolicitar).toBeGreaterThan(1);
});
