import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { day } from "../support/days.ts";
import { homologationIssuer } from "../support/submission.ts";

type Issuer = Awaited<ReturnType<typeof homologationIssuer>>;

/** Longer than any pause takes that one failure brings, on a slow machine too. */
const PATIENT_MS = 15_000;

/** What became of a submission: status, number. */
const fate = (submitted: Awaited<ReturnType<Issuer["submit"]>>) =>
  submitted.outcome === "accepted" ? [submitted.entry.invoice.status, submitted.entry.invoice.number] : [submitted.reason];

/** Once this is what its storage holds; nobody asks it to go on. */
const settled = ({ stub }: Issuer, statuses: readonly string[]) =>
  vi.waitFor(
    () =>
      runInDurableObject(stub(), (_, { storage }) => {
        const rows = storage.sql.exec<{ status: string }>("SELECT status FROM invoices ORDER BY arrival").toArray();
        expect(rows.map(({ status }) => status)).toEqual(statuses);
      }),
    { timeout: 15_000, interval: 100 },
  );

/** Everything ARCA holds is ours, once, in order; and every invoice knows its own CAE. */
async function expectLedger(issuer: Issuer, keys: readonly string[]) {
  const { comprobantes } = await issuer.ledger();
  expect(comprobantes.map(({ number }) => number)).toEqual(keys.map((_, i) => i + 1));
  const entries = await Promise.all(keys.map((key) => issuer.submit(key)));
  const caes = entries.map((submitted) => (submitted.outcome === "accepted" ? (submitted.entry.invoice.cae ?? "") : ""));
  expect(caes.toSorted()).toEqual(comprobantes.map(({ cae }) => cae).toSorted());
}

describe("without trouble", () => {
  test("concurrent invoices are numbered without gap or double, with one call each at most", async () => {
    const issuer = await homologationIssuer();
    const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
    const entries = await Promise.all(keys.map((key) => issuer.submit(key)));
    expect(new Set(entries.map((entry) => fate(entry)[0]))).toEqual(new Set(["authorized"]));
    await expectLedger(issuer, keys);
    expect(entries[0]).toMatchObject({ entry: { invoice: { cae_expires_on: "2030-01-01" } } });
  });

  test("once the lane and the ticket are warm, an invoice costs one call", async () => {
    const issuer = await homologationIssuer();
    for (const key of ["a", "b", "c"]) await issuer.submit(key);
    expect((await issuer.ledger()).calls).toEqual({ FECompUltimoAutorizado: 1, FECAESolicitar: 3 });
  });

  test("the same key again is the same invoice; with another body it is refused", async () => {
    const issuer = await homologationIssuer();
    const first = await issuer.submit("same");
    const again = await issuer.submit("same");
    expect(again).toEqual({ ...first, replayed: true });
    expect(await issuer.submit("same", "242.00")).toEqual({ outcome: "refused", reason: "idempotency_conflict" });
    expect((await issuer.ledger()).comprobantes).toHaveLength(1);
  });

  test("ten at once with one key are one invoice", async () => {
    const issuer = await homologationIssuer();
    const entries = await Promise.all(Array.from({ length: 10 }, () => issuer.submit("one")));
    expect(new Set(entries.map((entry) => JSON.stringify(fate(entry))))).toEqual(new Set(['["authorized",1]']));
  });

  test("a date before the lane's last one is refused before anything is stored", async () => {
    const issuer = await homologationIssuer();
    await issuer.submit("today", undefined, day());
    expect(await issuer.submit("yesterday", undefined, day(-1))).toEqual({ outcome: "refused", reason: "date_before_last" });
    expect(fate(await issuer.submit("tomorrow", undefined, day(1)))).toEqual(["authorized", 2]);
  });
});

describe.concurrent("an answer that does not come", () => {
  test.each(["lost", "hang"] as const)("%s after ARCA applied it: found, and not repeated", async (fault) => {
    const issuer = await homologationIssuer();
    await issuer.faults(fault);
    expect(["queued", "sent"]).toContain(fate(await issuer.submit("a", undefined, undefined, 100))[0]);
    expect(fate(await issuer.submit("a", undefined, undefined, PATIENT_MS))).toEqual(["authorized", 1]);
    await expectLedger(issuer, ["a"]);
    expect((await issuer.ledger()).calls["FECAESolicitar"]).toBe(1);
    expect(await issuer.submit("a")).toMatchObject({ entry: { invoice: { cae_expires_on: "2030-01-01" } } });
  });

  test.each(["down", "html"] as const)("%s before ARCA applied it: the same number goes again", async (fault) => {
    const issuer = await homologationIssuer();
    await issuer.faults(fault);
    expect(fate(await issuer.submit("a", undefined, undefined, PATIENT_MS))).toEqual(["authorized", 1]);
    await expectLedger(issuer, ["a"]);
  });

  test.each(["501", "502", "600"] as const)("ARCA's own %s frees no number and refuses no invoice", async (fault) => {
    const issuer = await homologationIssuer();
    await issuer.faults(fault);
    expect(fate(await issuer.submit("a", undefined, undefined, PATIENT_MS))).toEqual(["authorized", 1]);
    await expectLedger(issuer, ["a"]);
  });

  test("those that wait behind it keep their order and follow it", async () => {
    const issuer = await homologationIssuer();
    await issuer.faults("lost");
    const keys = ["a", "b", "c", "d"];
    const entries = await Promise.all(keys.map((key) => issuer.submit(key, undefined, undefined, PATIENT_MS)));
    expect(entries.map(fate).map(([status]) => status)).toEqual(keys.map(() => "authorized"));
    await expectLedger(issuer, keys);
  });
});

// Each ends every object there is, those of other tests too.
describe("a crash while no answer has come", () => {
  test("a crash in the middle of the call loses nothing", async () => {
    const issuer = await homologationIssuer();
    await issuer.faults("hang");
    await issuer.submit("a", undefined, undefined, 100);
    await abortAllDurableObjects();
    expect(await runDurableObjectAlarm(issuer.stub())).toBe(true);
    await settled(issuer, ["authorized"]);
    expect(fate(await issuer.submit("a"))).toEqual(["authorized", 1]);
    await expectLedger(issuer, ["a"]);
  });

  test("applied late, after we asked and before we send again: adopted", async () => {
    const issuer = await homologationIssuer();
    await issuer.submit("before");
    await issuer.faults("late");
    await issuer.submit("a", undefined, undefined, 50);
    await abortAllDurableObjects();
    expect(await runDurableObjectAlarm(issuer.stub())).toBe(true);
    await settled(issuer, ["authorized", "authorized"]);
    expect(fate(await issuer.submit("a"))).toEqual(["authorized", 2]);
    await scheduler.wait(800);
    await issuer.submit("c");
    await expectLedger(issuer, ["before", "a", "c"]);
  });
});

describe.concurrent("refusals", () => {
  test("a rejected invoice gives its number to the next, and keeps ARCA's reason", async () => {
    const issuer = await homologationIssuer();
    await issuer.submit("good");
    await issuer.faults("refused");
    const bad = await issuer.submit("bad");
    expect(bad).toMatchObject({ entry: { invoice: { status: "rejected", number: null }, findings: [{ code: 10015, message: "DocNro" }] } });
    expect(fate(await issuer.submit("next"))).toEqual(["authorized", 2]);
    expect(await issuer.submit("bad")).toEqual({ ...bad, replayed: true });
  });

  test("a number that someone else took is left to them", async () => {
    const issuer = await homologationIssuer();
    await issuer.faults("foreign");
    expect(fate(await issuer.submit("a", undefined, undefined, PATIENT_MS))).toEqual(["authorized", 2]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(2);
  });
});
