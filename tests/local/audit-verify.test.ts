import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LocalDatabase } from "../../scripts/neon/local-database.ts";
import { type AnchorFile, anchorKids, verifyAnchors } from "../../scripts/audit/anchors.ts";
import { reportOf, verifyAuditLog } from "../../scripts/audit/verify.ts";
import { auditPayload } from "../../workers/db/audit.ts";
import { newId } from "../../shared/ids.ts";
import { parseKeyRing } from "../../workers/platform/seal.ts";
import { anchorKey, type AuditHead, signHead } from "../../workers/signer/anchor.ts";
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

  test("says which chains have waited for an anchor for more than two days", async () => {
    await run("select audit_anchored($1::jsonb, now())", [
      JSON.stringify([
        { chain: "org_a", seq: ENTRIES },
        { chain: "org_b", seq: 4 },
      ]),
    ]);
    const after = async (hours: number) =>
      (await database.asOwner((client) => verifyAuditLog(client, new Date(Date.now() + hours * 3_600_000)))).faults;
    expect(await after(47)).toEqual([]);
    const late = await after(49);
    expect(late).toEqual([{ organization: "org_b", seq: 5, fault: "late" }]);
    expect(reportOf({ entries: 12, chains: 2, faults: late }).join("\n")).toMatch(/✗ org_b\n +5 {2}late: .*two days/);
    await run("select audit_anchored($1::jsonb, now())", [JSON.stringify([{ chain: "org_b", seq: ENTRIES }])]);
    expect(await after(49)).toEqual([]);
    const entry = auditPayload({ id: newId("aud"), actor: "usr_1", action: "issuer.created", target: "iss_z" });
    await run("select audit_append('org_c', $1::jsonb)", [JSON.stringify([entry])]);
    expect(await after(49)).toEqual([{ organization: "org_c", seq: 1, fault: "late" }]);
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

  describe("against its anchors", () => {
    const ring = newRing();
    let files: AnchorFile[];

    const heads = async () =>
      (await run("select organization_id as chain, seq::int, encode(hash, 'hex') as hash from audit_heads order by 1")).rows as AuditHead[];
    const anchored = async (head: AuditHead, by = ring): Promise<AnchorFile> => {
      const jws = await signHead(await anchorKey(by, by.current), head, new Date());
      return { name: `audit-anchors/${head.chain}/${head.seq}.jws`, jws: jws ?? "" };
    };
    const check = async (these = files) => {
      const kids = new Set(await anchorKids(ring));
      const { anchors, faults: found } = await database.asOwner((client) => verifyAnchors(client, these, kids));
      return [anchors, ...found.map(({ organization, seq, fault }) => `${organization} ${seq} ${fault}`)];
    };
    /** Entries and head, so that the chain itself holds. */
    const cutOff = async (organization: string, seq: number) => {
      await tamper(`delete from audit_log where organization_id = '${organization}' and seq > ${seq}`);
      await run(
        `update audit_heads h set seq = l.seq, hash = l.hash from audit_log l
        where h.organization_id = $1 and l.organization_id = $1 and l.seq = $2`,
        [organization, seq],
      );
    };

    beforeEach(async () => {
      files = await Promise.all((await heads()).map((head) => anchored(head)));
    });

    test("it holds, also where it has gone on since", async () => {
      const entry = auditPayload({ id: newId("aud"), actor: "usr_1", action: "issuer.created", target: "iss_x" });
      await run("select audit_append('org_a', $1::jsonb)", [JSON.stringify([entry])]);
      expect(await check()).toEqual([2]);
      expect(reportOf({ entries: 13, chains: 2, anchors: 2, faults: [] })).toEqual(["✓ 13 entries of 2 chains verified. 2 anchors hold."]);
    });

    test("an end that was cut off, with its head, shows by nothing else", async () => {
      await cutOff("org_a", 4);
      expect(await faults()).toEqual([]);
      expect(await check()).toEqual([2, "org_a 6 cut"]);
    });

    test("a chain that was deleted altogether shows", async () => {
      await tamper("delete from audit_log where organization_id = 'org_b'");
      await run("delete from audit_heads where organization_id = 'org_b'");
      expect(await faults()).toEqual([]);
      expect(await check()).toEqual([2, "org_b 6 cut"]);
    });

    test("an end that was written anew, with its head, shows", async () => {
      await cutOff("org_b", 5);
      const entry = auditPayload({ id: newId("aud"), actor: "usr_2", action: "issuer.created", target: "iss_y" });
      await run("select audit_append('org_b', $1::jsonb)", [JSON.stringify([entry])]);
      expect(await faults()).toEqual([]);
      expect(await check()).toEqual([2, "org_b 6 anchor"]);
    });

    test("one that the signer has not signed counts for nothing", async () => {
      await cutOff("org_a", 4);
      const [head = { chain: "", seq: 0, hash: "" }] = await heads();
      const forged = await anchored(head, newRing());
      const { jws = "" } = files[0] ?? {};
      const [header = "", , signature = ""] = jws.split(".");
      const payload = Buffer.from(JSON.stringify({ ...head, at: new Date().toISOString() })).toString("base64url");
      const altered = { name: "altered", jws: `${header}.${payload}.${signature}` };
      const unsigned = { name: "unsigned", jws: `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.` };
      expect(await check([forged, altered, unsigned, { name: "empty", jws: "" }])).toEqual([
        0,
        "audit-anchors/org_a/4.jws 0 forged",
        "altered 0 forged",
        "unsigned 0 forged",
        "empty 0 forged",
      ]);
    });

    test("the keys of all versions of a ring count, and each has one of its own", async () => {
      const both = { current: 2, keys: new Map([...ring.keys, [2, randomBytes(32)]]) };
      const [first, second] = await anchorKids(both);
      expect([first]).toEqual(await anchorKids(ring));
      expect(second).not.toBe(first);
      const renewed = await Promise.all((await heads()).map((head) => anchored(head, both)));
      const kids = new Set(await anchorKids(both));
      expect(await database.asOwner((client) => verifyAnchors(client, [...files, ...renewed], kids))).toEqual({ anchors: 4, faults: [] });
    });
  });
});

const newRing = () => parseKeyRing(JSON.stringify({ current: 1, keys: { 1: randomBytes(32).toString("base64") } }));
