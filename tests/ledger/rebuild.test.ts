import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { day } from "../support/days.ts";
import { sandboxObject } from "../support/issuer-object.ts";
import { organization } from "../support/organization.ts";
import { takePostgresAway } from "../support/take-away.ts";
import { asOwner } from "../support/tenant.ts";
import { eventsOf, fate, type Issuer, issueElsewhere, issuerInPostgres, loseStorage, published, refusalOf, rowsOf } from "./support.ts";

/** A submission of which Postgres could not be asked whether there is one by its name. */
const unasked = async (issuer: Issuer, key: string, total?: string) =>
  fate(await issuer.stub().submit({ ...issuer.submission(key, total), isUnconfirmed: true }, 5_000));

describe("an object that lost its storage", () => {
  test("when all was final and told: goes on with the next number, and doubles nothing", async () => {
    const issuer = await issuerInPostgres();
    for (const key of ["a", "b", "c"]) await issuer.submit(key);
    await published(issuer);
    await loseStorage(issuer);
    expect(fate(await issuer.submit("d", "300.00"))).toEqual(["authorized", 4]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(4);
    await published(issuer);
    expect((await rowsOf(issuer)).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const [object] = await asOwner()`select epoch from issuer_objects where name = ${`homologation:${issuer.cuit}`}`;
    expect(object).toEqual({ epoch: 2 });
    expect((await eventsOf(issuer)).map(({ type }) => type)).not.toContain("lane.gap");
  });

  test("it goes on by the certificate that ARCA has taken, and not by a newer one of somebody who names the same CUIT", async () => {
    const issuer = await issuerInPostgres();
    const { certificate } = issuer.submission("any").issuer;
    await asOwner()`update issuers set accepted_certificate_id = ${certificate.id} where id = ${issuer.issuerId}`;
    await issuer.submit("a");
    await published(issuer);
    await issuerInPostgres(issuer.cuit);
    await loseStorage(issuer);
    await issuer.stub().wake([]);
    const identity = await runInDurableObject(issuer.stub(), (_, { storage }) =>
      storage.sql.exec<{ issuer: string }>("SELECT issuer FROM identity").one(),
    );
    expect(JSON.parse(identity.issuer)).toMatchObject(issuer.submission("any").issuer);
  });

  test("a date before the last one that Postgres knows of is refused as before", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a", "121.00", day());
    await published(issuer);
    await loseStorage(issuer);
    expect(fate(await issuer.submit("b", "300.00", day(-1)))).toEqual(["date_before_last"]);
  });

  test("when an invoice waited: it is issued once, with nobody's request", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await issuer.faults("down", "down");
    await issuer.submit("b", "242.00", undefined, 100);
    await vi.waitFor(async () => expect((await rowsOf(issuer)).map(({ status }) => status)).toEqual(["authorized", "sent"]), 10_000);
    await loseStorage(issuer);
    await issuer.stub().wake([]);
    await runDurableObjectAlarm(issuer.stub());
    await vi.waitFor(
      async () => expect((await rowsOf(issuer)).map(({ status, number }) => [status, number])[1]).toEqual(["authorized", 2]),
      15_000,
    );
    expect(fate(await issuer.submit("b", "242.00"))).toEqual(["authorized", 2]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(2);
  });

  test("when ARCA had authorized what Postgres took for sent: its CAE is found", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await issuer.faults("hang");
    await issuer.submit("b", "242.00", undefined, 100);
    await vi.waitFor(async () => expect((await rowsOf(issuer)).map(({ status }) => status)).toEqual(["authorized", "sent"]), 10_000);
    await asOwner()`update invoices set submission = jsonb_set(submission::jsonb, '{number}', 'null')::json where issuer_id = ${issuer.issuerId} and status = 'sent'`;
    await loseStorage(issuer);
    expect(fate(await issuer.submit("b", "242.00", undefined, 10_000))).toEqual(["authorized", 2]);
    const { comprobantes } = await issuer.ledger();
    expect(comprobantes).toHaveLength(2);
    await published(issuer);
    expect((await rowsOf(issuer))[1]).toMatchObject({ status: "authorized", number: 2, cae: comprobantes[1]?.cae });
  });

  test("when several that look the same were in doubt: a person says which is whose, and none is doubled", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await issuer.faults("hang");
    await Promise.all(["b", "c"].map((key) => issuer.submit(key, "242.00", undefined, 100)));
    await vi.waitFor(
      async () => expect((await rowsOf(issuer)).filter(({ status }) => status === "sent").length).toBeGreaterThan(0),
      10_000,
    );
    const held = (await issuer.ledger()).comprobantes.length;
    await published(issuer);
    await asOwner()`update invoices set submission = jsonb_set(submission::jsonb, '{number}', 'null')::json where issuer_id = ${issuer.issuerId} and status = 'sent'`;
    await loseStorage(issuer);
    await issuer.submit("d", "300.00", undefined, 10_000);
    await published(issuer);
    const rows = await rowsOf(issuer);
    expect(rows.filter(({ status }) => status === "needs_attention")).toHaveLength(held - 1);
    expect((await issuer.ledger()).comprobantes).toHaveLength(1 + 2 + 1);
  });

  test("when Postgres knew nothing of what ARCA had authorized: its repetition is not issued again unless a person says so", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await issuer.faults("hang");
    await issuer.submit("b", "242.00", undefined, 50);
    await vi.waitFor(async () => expect((await issuer.ledger()).comprobantes).toHaveLength(2), 2_000);
    await loseStorage(issuer);
    expect(await rowsOf(issuer)).toHaveLength(1);
    const repeated = await issuer.submit("b", "242.00", undefined, 10_000);
    expect(repeated).toMatchObject({
      entry: { invoice: { status: "needs_attention", attention: { reason: "records_lost", number: 2, resolution: null } } },
    });
    expect((await issuer.ledger()).comprobantes).toHaveLength(2);
    if (repeated.outcome !== "accepted") throw new Error("refused");
    const { id } = repeated.entry.invoice;
    await issuer.stub().resolve(issuer.owner, id, { actor: "key_test", action: "adopt" });
    expect(fate(await issuer.submit("b", "242.00"))).toEqual(["authorized", 2]);
    expect(fate(await issuer.submit("c", "242.00"))).toEqual(["authorized", 3]);
  });

  test("a repetition that comes only after the lane was asked is held as well", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await issuer.faults("hang");
    await issuer.submit("b", "242.00", undefined, 50);
    await vi.waitFor(async () => expect((await issuer.ledger()).comprobantes).toHaveLength(2), 2_000);
    await loseStorage(issuer);
    expect(fate(await issuer.submit("c", "300.00", undefined, 10_000))).toEqual(["authorized", 3]);
    await published(issuer);
    expect(await eventsOf(issuer)).toContainEqual(
      expect.objectContaining({ type: "lane.gap", data: expect.objectContaining({ count: 1, numbers: [2] }) }),
    );
    const repeated = await issuer.submit("b", "242.00");
    expect(repeated).toMatchObject({ entry: { invoice: { status: "needs_attention", attention: { number: 2 } } } });
    if (repeated.outcome !== "accepted") throw new Error("refused");
    await issuer.stub().resolve(issuer.owner, repeated.entry.invoice.id, { actor: "key_test", action: "release" });
    expect(fate(await issuer.submit("b", "242.00"))).toEqual(["authorized", 4]);
  });

  test("what somebody else issued is told, and left to them", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await loseStorage(issuer);
    await issueElsewhere(issuer);
    expect(fate(await issuer.submit("b", "121.00", undefined, 10_000))).toEqual(["authorized", 3]);
    await published(issuer);
    expect((await eventsOf(issuer)).filter(({ type }) => type === "lane.gap")).toHaveLength(1);
  });

  test("an invoice is not cancelled while it is not known whether ARCA holds it", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await issuer.faults("hang");
    const sent = await issuer.submit("b", "242.00", undefined, 50);
    if (sent.outcome !== "accepted") throw new Error("refused");
    const { id } = sent.entry.invoice;
    await vi.waitFor(async () => expect(await rowsOf(issuer)).toHaveLength(2), 10_000);
    await loseStorage(issuer);
    expect(await refusalOf(issuer.stub().cancel(issuer.owner, id, "key_test"))).toBe("unavailable");
  });

  test("a crash while its lane is compared with ARCA's books begins that again", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await loseStorage(issuer);
    await issueElsewhere(issuer);
    for (const ms of [400, 1_050, 1_150]) {
      await issuer.submit("b", "242.00", undefined, ms);
      await abortAllDurableObjects();
    }
    expect(fate(await issuer.submit("b", "242.00", undefined, 10_000))).toEqual(["authorized", 3]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(3);
    await published(issuer);
    expect((await eventsOf(issuer)).filter(({ type }) => type === "lane.gap")).toHaveLength(1);
  });

  test("without Postgres it accepts nothing, rather than guess", async () => {
    const org = await organization();
    const { body: created } = await org.createIssuer();
    const stub = () => sandboxObject(org.id, created.cuit);
    const sale = { items: [{ description: "Pan", unit_price: "2000.00" }] };
    expect((await org.post("/v1/invoices", sale)).status).toBe(201);
    await published({ stub });
    await loseStorage({ stub });
    const back = await takePostgresAway(org, "cut");
    const refused = await org.post("/v1/invoices", sale);
    expect([refused.status, refused.body.error.code, refused.headers.get("retry-after")]).toEqual([503, "unavailable", "5"]);
    await back();
    expect((await org.post("/v1/invoices", sale)).body).toMatchObject({ status: "authorized", number: 2 });
  }, 30_000);

  test("while Postgres cannot be asked it issues by new names, and by none that it issued by before", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await loseStorage(issuer);
    await issuer.stub().wake([]);
    await vi.waitFor(async () => expect(await unasked(issuer, "b", "242.00")).toEqual(["authorized", 2]), 5_000);
    expect(await unasked(issuer, "a")).toEqual(["unconfirmed"]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(2);
  });

  test("one that never was, and whose first claim was lost, issues as any other while Postgres cannot be asked", async () => {
    const issuer = await issuerInPostgres();
    await asOwner()`insert into issuer_objects (name, epoch) values (${`homologation:${issuer.cuit}`}, 1)`;
    await issuer.stub().wake([]);
    await vi.waitFor(async () => expect(await unasked(issuer, "a")).toEqual(["authorized", 1]), 5_000);
  });

  test("a crash in the middle of the rebuild begins it again", async () => {
    const issuer = await issuerInPostgres();
    for (const key of ["a", "b"]) await issuer.submit(key);
    await published(issuer);
    await loseStorage(issuer);
    await runInDurableObject(issuer.stub(), (_, { storage }) => {
      storage.sql.exec("INSERT INTO origin (one, epoch, state, rebuilt, claimed_at) VALUES (1, 2, 'loading', 1, ?)", Date.now());
    });
    expect(fate(await issuer.submit("c", "300.00", undefined, 10_000))).toEqual(["authorized", 3]);
    expect((await issuer.ledger()).comprobantes).toHaveLength(3);
  });
});

describe("the fence", () => {
  test("a storage that another one has replaced writes nothing to Postgres any more, and stops issuing", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await asOwner()`update issuer_objects set epoch = 2 where name = ${`homologation:${issuer.cuit}`}`;
    await issuer.submit("b", "242.00");
    await vi.waitFor(async () => expect(await refusalOf(issuer.submit("c", "300.00"))).toBe("unavailable"), 10_000);
    expect(await rowsOf(issuer)).toHaveLength(1);
    expect((await issuer.ledger()).comprobantes.length).toBeLessThanOrEqual(3);
    await asOwner()`update issuer_objects set epoch = 1 where name = ${`homologation:${issuer.cuit}`}`;
    expect(fate(await issuer.submit("d", "400.00"))).toEqual(["authorized", expect.any(Number)]);
    await vi.waitFor(async () => expect((await rowsOf(issuer)).length).toBe((await issuer.ledger()).comprobantes.length), 10_000);
  });

  test("a database that was restored to an older state learns the epoch anew", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    await published(issuer);
    await asOwner()`delete from issuer_objects where name = ${`homologation:${issuer.cuit}`}`;
    await issuer.submit("b", "242.00");
    await published(issuer);
    expect(await asOwner()`select epoch from issuer_objects where name = ${`homologation:${issuer.cuit}`}`).toEqual([{ epoch: 1 }]);
    expect(await rowsOf(issuer)).toHaveLength(2);
  });
});
