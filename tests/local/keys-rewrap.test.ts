import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rewrapKeys } from "../../scripts/keys/rewrap-keys.ts";
import { type LocalDatabase, openLocalDatabase } from "../../scripts/neon/local-database.ts";
import { newId } from "../../shared/ids.ts";
import { type KeyRing, open, privateKeyParts, seal } from "../../workers/platform/seal.ts";

const [first, second, third] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const before: KeyRing = { current: 1, keys: new Map([[1, first]]) };
const during: KeyRing = {
  current: 2,
  keys: new Map([
    [1, first],
    [2, second],
  ]),
};
const after: KeyRing = { current: 2, keys: new Map([[2, second]]) };

let database: LocalDatabase;
beforeAll(async () => {
  database = await openLocalDatabase({ store: "memory" });
  await database.migrate();
});
afterAll(() => database.close());

interface Sealed {
  readonly id: string;
  readonly sealed_key: string;
}

const keyOf = (id: string) => Buffer.from(`key of ${id}`);

/** Certificates of one organization, their keys sealed with that ring. */
async function certificates(ring: KeyRing, count: number): Promise<{ organizationId: string; issuerId: string; ids: string[] }> {
  const [organizationId, issuerId] = [newId("org"), newId("iss")];
  const ids = Array.from({ length: count }, () => newId("crt"));
  await database.asOwner(async (client) => {
    await client.query("insert into organizations (id, name, created_at) values ($1, 'Test', now())", [organizationId]);
    await client.query(
      `insert into issuers (id, organization_id, mode, environment, cuit, legal_name, iva_condition, created_at)
       values ($1, $2, 'test', 'sandbox', '30500010912', 'Test', 'exento', now())`,
      [issuerId, organizationId],
    );
    for (const id of ids) {
      const sealed = await seal(ring, privateKeyParts(id, issuerId, "sandbox"), keyOf(id));
      await client.query(
        `insert into certificates (id, organization_id, mode, issuer_id, environment, csr, sealed_key, created_at)
         values ($1, $2, 'test', $3, 'sandbox', 'csr', $4, now())`,
        [id, organizationId, issuerId, sealed],
      );
    }
  });
  return { organizationId, issuerId, ids };
}

test("every key comes under the newest one, none is lost, and the one before may go", async () => {
  const { organizationId, issuerId, ids } = await certificates(before, 230);
  expect(await database.asOwner((client) => rewrapKeys(client, during))).toEqual({ renewed: 230, upToDate: 0, refused: [] });
  const { rows } = await database.asOwner((client) =>
    client.query<Sealed>("select id, sealed_key from certificates where organization_id = $1", [organizationId]),
  );
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  for (const { id, sealed_key: sealed } of rows) {
    expect(Buffer.from(await open(after, privateKeyParts(id, issuerId, "sandbox"), sealed))).toEqual(keyOf(id));
  }
  expect(await database.asOwner((client) => rewrapKeys(client, during))).toEqual({ renewed: 0, upToDate: 230, refused: [] });
  const log = await database.asOwner((client) => client.query("select target from audit_log where organization_id = $1", [organizationId]));
  expect(log.rows).toHaveLength(230);
  const broken = await database.asOwner((client) =>
    client.query("select * from audit_broken where organization_id = $1", [organizationId]),
  );
  expect(broken.rows).toEqual([]);
});

test("a key that does not open is left as it is, and named; the others are renewed all the same", async () => {
  const lost = await certificates({ current: 3, keys: new Map([[3, third]]) }, 1);
  const good = await certificates(before, 2);
  const { renewed, refused } = await database.asOwner((client) => rewrapKeys(client, during));
  expect([renewed, refused]).toEqual([2, lost.ids]);
  const { rows } = await database.asOwner((client) =>
    client.query<Sealed>("select sealed_key from certificates where id = any($1)", [[...lost.ids, ...good.ids]]),
  );
  expect(rows.map(({ sealed_key: sealed }) => sealed.split(".")[1] ?? "").toSorted()).toEqual(["2", "2", "3"]);
});
