import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { open, parseKeyRing, rewrap, seal } from "./seal.ts";

const key = (fill: number): string => Buffer.alloc(32, fill).toString("base64");
const one = parseKeyRing(JSON.stringify({ current: 1, keys: { 1: key(1) } }));
const both = parseKeyRing(JSON.stringify({ current: 2, keys: { 1: key(1), 2: key(2) } }));
const two = parseKeyRing(JSON.stringify({ current: 2, keys: { 2: key(2) } }));
const PARTS = ["private_key", "crt_1", "iss_1", "sandbox"];
const DATA = Buffer.from("the key");

test("opens what it sealed, and no two seals are equal", async () => {
  const sealed = await seal(one, PARTS, DATA);
  expect(sealed).toMatch(/^v1\.1\.[\w-]{80}\.[\w-]+$/);
  expect(Buffer.from(await open(one, PARTS, sealed)).toString()).toBe("the key");
  expect(await seal(one, PARTS, DATA)).not.toBe(sealed);
});

test.each([
  ["another row", ["private_key", "crt_2", "iss_1", "sandbox"]],
  ["another environment", ["private_key", "crt_1", "iss_1", "production"]],
  ["another purpose", ["ticket", "crt_1", "iss_1", "sandbox"]],
  ["the same characters, divided otherwise", ["private_key", "crt_1i", "ss_1", "sandbox"]],
  ["fewer parts", ["private_key", "crt_1", "iss_1"]],
])("refuses %s", async (_, parts) => {
  const sealed = await seal(one, PARTS, DATA);
  await expect(open(one, parts, sealed)).rejects.toMatchObject({ code: "seal_refused" });
  await expect(rewrap(both, parts, sealed)).rejects.toMatchObject({ code: "seal_refused" });
});

test("refuses a flipped bit anywhere", async () => {
  const sealed = await seal(one, PARTS, DATA);
  const [form, version, ...boxes] = sealed.split(".");
  for (const [at, box] of boxes.entries()) {
    const bytes = Buffer.from(box, "base64url");
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(i) ^ 1, i);
      const altered = boxes.with(at, flipped.toString("base64url"));
      await expect(open(one, PARTS, [form, version, ...altered].join("."))).rejects.toMatchObject({ code: "seal_refused" });
    }
  }
});

test.each(["", "v1", "v2.1.aa.bb", "v1.9.aa.bb", "v1.1..", "v1.1.aa.bb.cc"])("refuses %j", async (text) => {
  await expect(open(one, PARTS, text)).rejects.toMatchObject({ code: "seal_refused" });
});

test("moves from key 1 to key 2 without touching the data", async () => {
  const sealed = await seal(one, PARTS, DATA);
  const moved = await rewrap(both, PARTS, sealed);
  expect(moved.split(".")[1]).toBe("2");
  expect(moved.split(".")[3]).toBe(sealed.split(".")[3]);
  expect(Buffer.from(await open(two, PARTS, moved)).toString()).toBe("the key");
  await expect(open(two, PARTS, sealed)).rejects.toMatchObject({ code: "seal_refused" });
});

test.each([
  "",
  "null",
  "{}",
  '{"current":1,"keys":{}}',
  '{"current":"1","keys":{"1":"AAAA"}}',
  JSON.stringify({ current: 2, keys: { 1: key(1) } }),
  JSON.stringify({ current: 1, keys: { 1: key(1), x: key(1) } }),
])("refuses the ring %s", (json) => {
  expect(() => parseKeyRing(json)).toThrow(/^key ring: /);
});
