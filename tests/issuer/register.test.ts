import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Owner } from "../../workers/db/owner.ts";
import { arcaConnections } from "../../workers/issuer/arca-connections.ts";
import { taxpayerLookUp } from "../../workers/issuer/look-up-taxpayer.ts";
import { slots } from "../../workers/issuer/slots.ts";
import { taxpayerMemory } from "../../workers/issuer/taxpayers.ts";
import { TAXPAYERS } from "../../workers/sandbox/taxpayers/taxpayers.data.ts";
import { sandboxObject } from "../support/issuer-object.ts";
import { organization } from "../support/organization.ts";
import { randomCuit } from "../support/submission.ts";

const CUITS = TAXPAYERS.filter(({ traits }) => traits.length === 0)
  .slice(0, 5)
  .map(({ cuit }) => cuit);

/** A look-up in an object whose register is asked through `gate`. */
async function looking(
  work: (lookUp: (cuit: string) => Promise<unknown>, register: { now: number; most: number; asked: number }) => Promise<void>,
) {
  const api = await organization();
  const { body } = await api.createIssuer();
  const owner: Owner = { organizationId: api.id, mode: "test" };
  await runInDurableObject(sandboxObject(api.id, body.cuit), async (_, state) => {
    const now = () => new Date();
    const register = { now: 0, most: 0, asked: 0 };
    const arca = {
      options: () => ({
        endpoint: "https://arca.test/",
        timeoutMs: 1_000,
        cuit: body.cuit,
        auth: async () => ({ token: "t", sign: "s" }),
        gate: async () => undefined,
        onCall: () => undefined,
        send: async () => {
          register.asked += 1;
          register.most = Math.max(register.most, (register.now += 1));
          await scheduler.wait(20);
          register.now -= 1;
          throw new Error("nothing is heard");
        },
      }),
      dropTicket: () => undefined,
    } as unknown as ReturnType<typeof arcaConnections>;
    const lookUp = taxpayerLookUp({ arca, taxpayers: taxpayerMemory(state.storage, now), slots: slots(4) });
    const issuer = { id: body.id, cuit: body.cuit, environment: "sandbox", certificate: { id: "", pem: "", sealedKey: "" } } as const;
    await work((cuit) => lookUp(issuer, owner, cuit), register);
  });
}

test("the register is asked twice at a time at most: the other calls are for issuing", () =>
  looking(async (lookUp, register) => {
    await Promise.all(CUITS.map(lookUp));
    expect([register.asked, register.most]).toEqual([CUITS.length, 2]);
  }));

test("those who ask for the same CUIT at the same time ask once, and anew when that is over", () =>
  looking(async (lookUp, register) => {
    const cuit = CUITS[0] ?? "";
    await Promise.all([lookUp(cuit), lookUp(cuit), lookUp(cuit)]);
    expect(register.asked).toBe(1);
    await lookUp(cuit);
    expect(register.asked).toBe(2);
  }));

test("what the register said is forgotten once it is good for nothing any more", () =>
  runInDurableObject(env.ISSUER.getByName(`homologation:${randomCuit()}`), (_, { storage }) => {
    let ms = Date.now();
    const memory = taxpayerMemory(storage, () => new Date(ms));
    const owner: Owner = { organizationId: "org_a", mode: "test" };
    const taxpayer = (cuit: string) => ({ cuit }) as Parameters<typeof memory.keep>[1];
    const kept = () => storage.sql.exec<{ cuit: string }>("SELECT cuit FROM taxpayers ORDER BY cuit").toArray();
    memory.keep(owner, taxpayer("1"));
    memory.keep(owner, taxpayer("2"));
    ms += 25 * 60 * 60_000;
    memory.keep(owner, taxpayer("3"));
    expect(kept()).toEqual([{ cuit: "3" }]);
    expect([memory.recall(owner, "1"), memory.recall(owner, "3")]).toEqual([undefined, taxpayer("3")]);
  }));
