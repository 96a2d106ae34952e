import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { buildTicketRequest } from "../../workers/arca/wsaa/ticket-request.ts";
import { certify } from "../../workers/sandbox/index.ts";
import { Signer } from "../../workers/signer/index.ts";

const [first, second] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
const ring = (current: number, keys: Record<number, string>) => JSON.stringify({ current, keys });
const signer = (keys: string) => new Signer(createExecutionContext(), { PRIVATE_KEY_KEYS: keys });

const CUIT = "30500010912";
const owner = () => ({ certificateId: newId("crt"), issuerId: newId("iss"), environment: "sandbox" });
const subject = { cuit: CUIT, organizationName: "La Espiga", commonName: "espiga" };

describe("the signer", () => {
  test("renews the wrap of a key: the key-encryption key before may go then, and the key is the same", async () => {
    const mine = owner();
    const { sealedKey, csr } = await signer(ring(1, { 1: first })).create({ ...mine, ...subject });
    const both = signer(ring(2, { 1: first, 2: second }));
    const renewed = await both.rewrap({ ...mine, sealedKey });
    expect([sealedKey.split(".")[1], renewed.split(".")[1]]).toEqual(["1", "2"]);
    expect(renewed.split(".")[3]).toBe(sealedKey.split(".")[3]);
    const certificate = await certify({
      caKey: env.SANDBOX_CA_KEY,
      csr,
      cuit: CUIT,
      alias: "espiga",
      tenant: newId("org"),
      now: new Date(),
    });
    const ticketRequest = buildTicketRequest({ service: "wsfe", now: new Date(), uniqueId: 1 });
    const alone = signer(ring(2, { 2: second }));
    expect(await alone.signTicketRequest({ ...mine, sealedKey: renewed, certificate, ticketRequest })).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(await alone.check({ ...mine, sealedKey: renewed, certificate })).toMatchObject({ certificate: { cuit: CUIT, alias: "espiga" } });
    await expect(alone.rewrap({ ...mine, sealedKey })).rejects.toMatchObject({ code: "seal_refused" });
    await expect(both.rewrap({ ...owner(), sealedKey })).rejects.toMatchObject({ code: "seal_refused" });
  });

  test("opens no key of another row", async () => {
    const { sealedKey } = await signer(ring(1, { 1: first })).create({ ...owner(), ...subject });
    const other = signer(ring(1, { 1: first }));
    await expect(other.check({ ...owner(), sealedKey, certificate: "x" })).rejects.toMatchObject({ code: "seal_refused" });
  });

  test("has no method that gives a key", () => {
    const methods = Object.getOwnPropertyNames(Signer.prototype).filter((name) => name !== "constructor");
    expect(methods.toSorted()).toEqual(["check", "create", "import", "rewrap", "signHeads", "signTicketRequest"]);
  });
});
