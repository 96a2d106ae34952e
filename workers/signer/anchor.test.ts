import { expect, test } from "vitest";
import { anchorKey, type AuditHead, signHead } from "./anchor.ts";

const ring = { current: 1, keys: new Map([[1, new Uint8Array(32).fill(7)]]) };
const HEAD: AuditHead = { chain: "org_a", seq: 1, hash: "0".repeat(64) };

test("nothing but the head of a chain is signed", async () => {
  const key = await anchorKey(ring, 1);
  const sign = (other: object) => signHead(key, { ...HEAD, ...other }, new Date());
  expect(await sign({})).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]{86}$/);
  const others = [{ chain: "org_a\n" }, { chain: "inv_1" }, { seq: 0 }, { seq: 1.5 }, { seq: "1" }, { hash: "" }, { hash: "0".repeat(65) }];
  for (const other of others) expect([other, await sign(other)]).toEqual([other, undefined]);
});

test("the key of a version of the ring never changes: anchors are kept for years", async () => {
  expect((await anchorKey(ring, 1)).kid).toBe("n_W3-YsmHvjozhIK43H2ufQ_foyuZOSil5K17oLeTHA");
});
