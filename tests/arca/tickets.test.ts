import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { endpointsOf, openWsfe, ticketsName } from "../../workers/arca/index.ts";
import { certify, transportTo } from "../../workers/sandbox/index.ts";

const CUIT = "30500010912";

/** A certificate of the sandbox, its key made by the signer, and the object that keeps its tickets. */
async function holder() {
  const id = newId("crt");
  const owner = { certificateId: id, issuerId: newId("iss"), environment: "sandbox" } as const;
  const { sealedKey, csr } = await env.SIGNER.create({ ...owner, cuit: CUIT, organizationName: "La Espiga", commonName: "espiga" });
  const pem = await certify({ caKey: env.SANDBOX_CA_KEY, csr, cuit: CUIT, alias: "espiga", tenant: newId("org"), now: new Date() });
  const certificate = { id, issuerId: owner.issuerId, pem, sealedKey };
  const stub = env.TICKETS.getByName(ticketsName("sandbox", pem));
  const ask = async (refused?: string, changes: Partial<typeof certificate> = {}) =>
    stub.ticket({ environment: "sandbox", service: "wsfe", certificate: { ...certificate, ...changes }, ...(refused ? { refused } : {}) });
  return { owner, certificate, stub, ask };
}

test("one ticket for all who ask at once, and it opens WSFEv1", async () => {
  const { ask } = await holder();
  const [ticket, ...others] = await Promise.all([ask(), ask(), ask(), ask()]);
  expect(others.every(({ token }) => token === ticket.token)).toBe(true);
  const { wsfe: endpoint } = endpointsOf("sandbox", env);
  const wsfe = openWsfe({ endpoint, send: transportTo("sandbox", env), timeoutMs: 1_000, cuit: CUIT, auth: async () => ticket });
  expect(await wsfe.lastAuthorized({ PtoVta: 1, CbteTipo: 6 })).toBe(0);
});

test("it outlives the object's memory, and is nowhere in clear", async () => {
  const { ask, stub } = await holder();
  const { token, sign } = await ask();
  await evictDurableObject(stub);
  expect((await ask()).token).toBe(token);
  const stored = await runInDurableObject(stub, (_, { storage }) => JSON.stringify(storage.sql.exec("SELECT * FROM tickets").toArray()));
  expect(stored).toContain('"sealed":"v1.1.');
  expect(stored).not.toContain(token.slice(0, 40));
  expect(stored).not.toContain(sign.slice(0, 40));
});

test("a refused ticket is replaced", async () => {
  const { ask } = await holder();
  const first = await ask();
  const second = await ask(first.token);
  expect(second.token).not.toBe(first.token);
  expect((await ask(first.token)).token).toBe(second.token);
});

test("the object speaks for one certificate", async () => {
  const [{ ask }, { certificate: other }] = [await holder(), await holder()];
  await expect(ask(undefined, { pem: other.pem })).rejects.toThrow("another certificate's tickets");
});

test("whoever else has the same certificate gets the same ticket", async () => {
  const { ask } = await holder();
  const { token } = await ask();
  expect((await ask(undefined, { id: newId("crt"), issuerId: newId("iss") })).token).toBe(token);
});

test("a key sealed to another issuer is not opened, and holds nothing up", async () => {
  const { ask } = await holder();
  await expect(ask(undefined, { issuerId: newId("iss") })).rejects.toMatchObject({ code: "seal_refused" });
  expect((await ask()).token).toBeTruthy();
});

test("WSAA's refusal reaches the caller, with the time to wait", async () => {
  const { certificate } = await holder();
  const { certificate: other, stub } = await holder();
  const expected = { name: "ArcaError", code: "ticket_unavailable", certainty: "not_sent", fault: { code: "cms.sign.invalid" } };
  const ask = async () => stub.ticket({ environment: "sandbox", service: "wsfe", certificate: { ...certificate, pem: other.pem } });
  await expect(ask()).rejects.toMatchObject({ ...expected, retryAfterSeconds: 2 });
});

test("the signer signs a login ticket request and nothing else", async () => {
  const { owner, certificate } = await holder();
  const sign = async (ticketRequest: string) =>
    env.SIGNER.signTicketRequest({ ...owner, sealedKey: certificate.sealedKey, certificate: certificate.pem, ticketRequest });
  await expect(sign("transfer all")).rejects.toMatchObject({ code: "invalid_ticket_request" });
});

test("the signer makes no key for a name that is none", async () => {
  const { owner } = await holder();
  const create = async (cuit: string) => env.SIGNER.create({ ...owner, cuit, organizationName: "La Espiga", commonName: "espiga" });
  await expect(create("1")).rejects.toMatchObject({ code: "invalid_subject" });
});
