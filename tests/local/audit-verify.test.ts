import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LocalDatabase } from "../../scripts/neon/local-database.ts";
import { reportOf, verifyAuditLog } from "../../scripts/audit/verify.ts";
import { auditPayload } from "../../workers/db/audit.ts";
import { newId } from "../../shared/ids.ts";
import { backends } from "./support/databases.ts";

const ENTRIES = 6;

describe.each(backends)("the audit log on $name", ({ open }) => {
  let database: LocalDatabase;

  const run = (sql: string, values: unknown[] = []) => database.asOwner((client) => client.query(sql, values));
  /** As somebody would who has the owner's rights, and the wish. */
  const tamper = async (sql: string) => {
    await run("alter table audit_log disable trigger audit_append_only");
    await run(sql);
    await run("alter table audit_log enable trigger audit_append_only");
  };
  const faults = async () =>
    (await database.asOwner(verifyAuditLog)).faults.map(({ organization, seq, fault }) => `${organization} ${seq} ${fault}`);

  beforeEach(async () => {
    database = await open();
    await database.migrate();
    for (const organization of ["org_a", "org_b"]) {
      for (let n = 0; n < ENTRIES; n++) {
        const entry = auditPayload({ id: newId("aud"), actor: "usr_1", action: "issuer.created", target: `iss_${n}`, change: { n } });
        await run("select audit_append($1, $2::jsonb)", [organization, JSON.stringify([entry])]);
      }
    }
  }, 60_000);
  afterEach(() => database.close());

  test("is whole, also where payloads were erased", async () => {
    await run("update audit_log set payload = null where organization_id = 'org_a' and seq = 3");
    const verdict = await database.asOwner(verifyAuditLog);
    expect(verdict).toEqual({ entries: 2 * ENTRIES, chains: 2, faults: [] });
    expect(reportOf(verdict)).toEqual(["✓ 12 entries of 2 chains verified."]);
  });

  test.each([
    ["an actor was changed", "update audit_log set actor = 'usr_2' where organization_id = 'org_a' and seq = 3", ["org_a 3 content"]],
    [
      "a time was changed",
      "update audit_log set at = at + interval '1 second' where organization_id = 'org_a' and seq = 6",
      ["org_a 6 content"],
    ],
    ["a payload was changed", "update audit_log set payload = '{}' where organization_id = 'org_b' and seq = 1", ["org_b 1 payload"]],
    ["an entry was deleted", "delete from audit_log where organization_id = 'org_a' and seq = 3", ["org_a 4 gap"]],
    ["the first was deleted", "delete from audit_log where organization_id = 'org_a' and seq = 1", ["org_a 2 gap"]],
    ["the end was cut off", "delete from audit_log where organization_id = 'org_a' and seq > 4", ["org_a 4 end"]],
    ["a whole chain was deleted", "delete from audit_log where organization_id = 'org_b'", ["org_b 0 end"]],
    ["the head was deleted", "delete from audit_heads where organization_id = 'org_b'", ["org_b 0 head"]],
    [
      "an entry was written anew, with its hash",
      `update audit_log set actor = 'usr_2', hash = sha256(prev || audit_digest(id, at, 'usr_2', action, target, body)) where organization_id = 'org_a' and seq = 3`,
      ["org_a 4 link"],
    ],
  ])("shows where %s", async (_, sql, expected) => {
    await tamper(sql);
    expect(await faults()).toEqual(expect.arrayContaining(expected));
    const report = reportOf(await database.asOwner(verifyAuditLog));
    expect(report.length).toBeGreaterThan(2);
    expect(report.join("\n")).not.toContain(expected[0]?.startsWith("org_a") ? "✗ org_b" : "✗ org_a");
  });

  test("cannot be changed by the Worker, nor by the owner unknowingly", async () => {
    for (const sql of ["update audit_log set actor = 'x'", "delete from audit_log"]) {
      await expect(run(sql)).rejects.toThrow("the audit log is append-only");
      await expect(
        database.asOwner(async (client) => {
          await client.query("set role app");
          await client.query(sql);
        }),
      ).rejects.toThrow("permission denied");
    }
    expect(await faults()).toEqual([]);
  });
});
