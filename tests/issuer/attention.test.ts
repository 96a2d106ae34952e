import { describe, expect, test, vi } from "vitest";
import type { Fault } from "../support/arca.ts";
import { homologationIssuer } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

const FOUND = "97000000000001";

type Submitted = Awaited<ReturnType<Awaited<ReturnType<typeof homologationIssuer>>["submit"]>>;
const entryOf = (submitted: Submitted) => {
  if (submitted.outcome === "refused") throw new Error(submitted.reason);
  return submitted.entry;
};

/** One whose answer never came, while ARCA holds the very same under its number since an hour ago. */
async function doubtful(...faults: Fault[]) {
  const issuer = await homologationIssuer();
  await issuer.faults(...faults, "same_before");
  const entry = entryOf(await issuer.submit("a", undefined, undefined, 10_000));
  const eventsOf = () =>
    asOwner()`select type, target, data from events where organization_id = ${issuer.owner.organizationId} order by id`;
  const resolve = (action: "adopt" | "release", id = entry.invoice.id) =>
    issuer.stub().resolve(issuer.owner, id, { actor: "key_person", action });
  /** Its case file, but for calls and numbers. */
  const told = async () =>
    (await issuer.stub().timeline(issuer.owner, entry.invoice.id))?.entries.filter(({ kind }) => kind !== "call" && kind !== "numbered");
  return { issuer, entry, id: entry.invoice.id, eventsOf, resolve, told };
}

describe.concurrent("a comprobante that may be ours or somebody else's", () => {
  test("waits for a person, with the evidence; nothing is guessed, and the lane goes on", async () => {
    const { issuer, entry, id, eventsOf } = await doubtful();
    expect(entry.invoice).toMatchObject({
      status: "needs_attention",
      number: null,
      cae: null,
      attention: {
        reason: "identical_comprobante",
        number: 1,
        cae: FOUND,
        unanswered_attempts: 1,
        lane_is_shared: false,
        resolution: null,
      },
    });
    const { attention } = entry.invoice;
    expect(Date.parse(attention?.processed_at ?? "")).toBeLessThan(Date.parse(attention?.attempted_from ?? "") - 3_000_000);
    expect(entry.nextAttemptAt).toBeNull();
    expect(entryOf(await issuer.submit("b")).invoice).toMatchObject({ status: "authorized", number: 2 });
    await vi.waitFor(async () => {
      const events = (await eventsOf()).map(({ type, target }) => [type, target]);
      expect(events).toContainEqual(["invoice.needs_attention", id]);
      expect(events).toContainEqual(["lane.foreign_comprobante", issuer.issuerId]);
    }, 5_000);
    // The same request is answered the same, without waiting for what only a person can end.
    expect(entryOf(await issuer.submit("a"))).toEqual(entry);
  });

  test("to adopt takes its number and CAE; once, and for good", async () => {
    const { issuer, id, resolve, eventsOf, told } = await doubtful();
    expect(await told()).toMatchObject([{ kind: "accepted" }, { kind: "needs_attention" }]);
    const adopted = await resolve("adopt");
    expect(adopted).toMatchObject({ invoice: { status: "authorized", number: 1, cae: FOUND, attention: { resolution: "adopted" } } });
    expect(await resolve("adopt")).toEqual(adopted);
    expect(await resolve("release")).toEqual({ refused: "authorized" });
    expect(await told()).toMatchObject([
      { kind: "accepted" },
      { kind: "needs_attention" },
      { kind: "resolved", resolution: "adopted" },
      { kind: "authorized", number: 1 },
    ]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(1);
    const approved = async () => (await eventsOf()).filter(({ type, target }) => type === "invoice.approved" && target === id);
    await vi.waitFor(async () => expect(await approved()).toHaveLength(1), 5_000);
  });

  test("to release leaves it to them, and the invoice gets another number", async () => {
    const { issuer, resolve, told } = await doubtful();
    await resolve("release");
    expect(entryOf(await issuer.submit("a")).invoice).toMatchObject({
      status: "authorized",
      number: 2,
      attention: { resolution: "released" },
    });
    expect(await told()).toMatchObject([
      { kind: "accepted" },
      { kind: "needs_attention" },
      { kind: "resolved", resolution: "released" },
      { kind: "authorized", number: 2 },
    ]);
    const { comprobantes } = await issuer.ledger();
    expect(comprobantes.map(({ number }) => number)).toEqual([1, 2]);
    expect(await resolve("release")).toMatchObject({ invoice: { status: "authorized", number: 2 } });
    expect(await resolve("adopt")).toEqual({ refused: "authorized" });
  });

  test("a lane on which somebody else was seen is known to be shared", async () => {
    const { entry } = await doubtful("foreign", "501");
    expect(entry.invoice.attention).toMatchObject({ number: 2, lane_is_shared: true, unanswered_attempts: 2 });
  });

  test("what needs no attention cannot be resolved", async () => {
    const { issuer, resolve } = await doubtful();
    const { invoice } = entryOf(await issuer.submit("b"));
    expect(await resolve("adopt", invoice.id)).toEqual({ refused: "authorized" });
    const other = await homologationIssuer();
    expect(await other.stub().resolve(other.owner, invoice.id, { actor: "key", action: "adopt" })).toBeUndefined();
    expect(await issuer.stub().resolve(other.owner, invoice.id, { actor: "key", action: "adopt" })).toBeUndefined();
  });
});
