import { env } from "cloudflare:workers";
import { compactVerify, EmbeddedJWK } from "jose";
import { expect, test, vi } from "vitest";
import { newId } from "../../shared/ids.ts";
import { auditPayload } from "../../workers/db/audit.ts";
import { onTime } from "../support/on-time.ts";
import { asOwner } from "../support/tenant.ts";

const HOUR_MS = 3_600_000;
const hourly = (at: Date) => onTime("20 * * * *", at);

async function append(chain: string): Promise<{ seq: number; hash: string }> {
  const entry = auditPayload({ id: newId("aud"), actor: "usr_1", action: "issuer.created", target: "iss_1" });
  await asOwner()`select audit_append(${chain}, ${JSON.stringify([entry])}::jsonb)`;
  const [head] = await asOwner()`select seq::int as seq, encode(hash, 'hex') as hash from audit_heads where organization_id = ${chain}`;
  return head as { seq: number; hash: string };
}

/** Names and payloads, in order. */
async function anchorsOf(chain: string) {
  const { objects } = await env.AUDIT_ANCHORS.list({ prefix: `audit-anchors/${chain}/` });
  return Promise.all(
    objects.map(async ({ key }) => {
      const jws = (await (await env.AUDIT_ANCHORS.get(key))?.text()) ?? "";
      const { payload, protectedHeader } = await compactVerify(jws, EmbeddedJWK);
      return { key, header: protectedHeader, payload: JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown> };
    }),
  );
}

test("each chain that has moved is anchored once a day, also that of a user", async () => {
  const [chain, user, now] = [newId("org"), newId("usr"), new Date()];
  const [first, ofUser] = [await append(chain), await append(user)];
  await hourly(now);
  const [anchor, ...rest] = await anchorsOf(chain);
  expect(rest).toEqual([]);
  expect(anchor).toMatchObject({
    key: `audit-anchors/${chain}/000000000001.jws`,
    header: { alg: "EdDSA", typ: "arca-audit-anchor+jws", kid: expect.stringMatching(/^[\w-]{43}$/), jwk: { kty: "OKP", crv: "Ed25519" } },
    payload: { chain, ...first, at: expect.any(String) },
  });
  expect(Math.abs(Date.parse(String(anchor?.payload["at"])) - Date.now())).toBeLessThan(60_000);
  expect((await anchorsOf(user)).map(({ payload }) => payload)).toMatchObject([{ chain: user, ...ofUser }]);

  const second = await append(chain);
  await hourly(new Date(now.getTime() + HOUR_MS));
  expect(await anchorsOf(chain)).toHaveLength(1);
  await hourly(new Date(now.getTime() + 24 * HOUR_MS));
  expect((await anchorsOf(chain)).map(({ payload }) => payload)).toMatchObject([first, second]);
  await hourly(new Date(now.getTime() + 48 * HOUR_MS));
  expect(await anchorsOf(chain)).toHaveLength(2);
});

test("a repetition leaves what is there as it is", async () => {
  const chain = newId("org");
  await append(chain);
  await hourly(new Date());
  const before = await anchorsOf(chain);
  await asOwner()`delete from audit_anchors where organization_id = ${chain}`;
  await hourly(new Date());
  expect(await anchorsOf(chain)).toEqual(before);
  expect(await asOwner()`select seq::int as seq from audit_anchors where organization_id = ${chain}`).toEqual([{ seq: 1 }]);
});

test("one that fails keeps no other from being anchored, and is not taken for anchored", async () => {
  const [rewritten, unsound, other] = [newId("org"), "org_ÑANDÚ", newId("org")];
  await append(rewritten);
  await hourly(new Date());
  const before = await anchorsOf(rewritten);
  await asOwner()`update audit_heads set hash = sha256('x') where organization_id = ${rewritten}`;
  await asOwner()`delete from audit_anchors where organization_id = ${rewritten}`;
  await append(unsound);
  await append(other);
  await hourly(new Date());
  expect(await anchorsOf(rewritten)).toEqual(before);
  expect(await anchorsOf(other)).toHaveLength(1);
  const marked =
    await asOwner()`select organization_id as chain from audit_anchors where organization_id in (${rewritten}, ${unsound}, ${other})`;
  expect(marked).toEqual([{ chain: other }]);
});

test("one that waits for more than two days is told in the log, and only then", async () => {
  const [late, early, gone] = ["org_ÑANDÚ_late", newId("org"), newId("org")];
  const written = await append(late);
  await append(early);
  await append(gone);
  const told = vi.spyOn(console, "error");
  const lines = () =>
    told.mock.calls
      .map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
      .filter(({ event, organization_id: of }) => event === "audit_log.anchor.late" && [late, early, gone].includes(String(of)));
  try {
    const now = new Date();
    await hourly(new Date(now.getTime() + 47 * HOUR_MS));
    expect(lines()).toEqual([]);
    // Long after its last anchor, and not for long.
    await append(early);
    await asOwner()`update audit_anchors set at = now() - interval '30 days' where organization_id = ${early}`;
    const away = { ...env, AUDIT_ANCHORS: undefined } as unknown as Env;
    await onTime("20 * * * *", new Date(now.getTime() + 47 * HOUR_MS), away);
    expect(lines()).toEqual([]);
    await append(gone);
    await onTime("20 * * * *", new Date(now.getTime() + 49 * HOUR_MS), away);
    expect(new Set(lines().map(({ organization_id: of }) => of))).toEqual(new Set([late, early, gone]));
    expect(lines()).toHaveLength(3);
    expect(lines()).toContainEqual({
      event: "audit_log.anchor.late",
      organization_id: late,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      count: expect.any(Number),
    });
    expect(written.seq).toBe(1);
  } finally {
    told.mockRestore();
  }
});

test("more than a page are anchored in one go", async () => {
  const chains = Array.from({ length: 130 }, () => newId("org"));
  await asOwner()`insert into audit_heads (organization_id, seq, hash) select c, 1, sha256(convert_to(c, 'UTF8')) from unnest(${chains}::text[]) c`;
  await hourly(new Date());
  const [row] = await asOwner()`select count(*)::int as n from audit_anchors where organization_id = any(${chains})`;
  expect(row).toEqual({ n: 130 });
});
