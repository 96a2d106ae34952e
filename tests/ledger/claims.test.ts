import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { idAt, newId } from "../../shared/ids.ts";
import { openDatabase } from "../../workers/db/database.ts";
import { openIssuerRecords } from "../../workers/db/issuer-objects.ts";
import { asOwner } from "../support/tenant.ts";
import { fate, type Issuer, issuerInPostgres, published, refusalOf } from "./support.ts";

describe("a claim", () => {
  const recordsOf = ({ cuit }: Pick<Issuer, "cuit">) => openIssuerRecords(openDatabase(env.DATABASE_URL), `homologation:${cuit}`);

  test("made again, or landing after a later one, changes nothing", async () => {
    const records = recordsOf(await issuerInPostgres());
    const [first, second] = [newId("clm"), newId("clm")].toSorted();
    const epochs = [];
    for (const id of [first, first, second, second, first]) epochs.push((await records.claim(String(id)))?.epoch);
    expect(epochs).toEqual([1, 1, 2, 2, undefined]);
  });

  test("that lands when its object has long been issuing does not fence it", async () => {
    const issuer = await issuerInPostgres();
    await issuer.submit("a");
    const { id } = await runInDurableObject(issuer.stub(), (_, { storage }) =>
      storage.sql.exec<{ id: string }>("SELECT id FROM claims").one(),
    );
    await recordsOf(issuer).claim(id);
    await published(issuer);
    expect(fate(await issuer.submit("b", "242.00"))).toEqual(["authorized", 2]);
  });

  test("of a clock that is behind is made again under a later name", async () => {
    const issuer = await issuerInPostgres();
    await asOwner()`insert into issuer_objects (name, epoch, claim)
      values (${`homologation:${issuer.cuit}`}, 4, ${idAt("clm", Date.now() + 1_500)})`;
    expect(await refusalOf(issuer.submit("a"))).toBe("unavailable");
    await vi.waitFor(async () => expect(fate(await issuer.submit("a"))).toEqual(["authorized", 1]), { timeout: 10_000, interval: 500 });
    await published(issuer);
    const [object] = await asOwner()`select epoch from issuer_objects where name = ${`homologation:${issuer.cuit}`}`;
    expect(object).toEqual({ epoch: 5 });
  });
});
