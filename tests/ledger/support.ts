import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { homologationIssuer } from "../support/submission.ts";
import { asOwner } from "../support/tenant.ts";

export type Issuer = Awaited<ReturnType<typeof homologationIssuer>>;

/** All that the object knows is gone, and so is what it was doing. */
export async function loseStorage(issuer: Pick<Issuer, "stub">): Promise<void> {
  await runInDurableObject(issuer.stub(), async (_, { storage }) => {
    await storage.deleteAlarm();
    await storage.deleteAll();
  });
  await abortAllDurableObjects();
}

/** One whose certificate Postgres knows, so that an object can issue whom nobody brings it. */
export async function issuerInPostgres(cuit?: string): Promise<Issuer> {
  const issuer = await homologationIssuer(cuit);
  const { owner, issuerId } = issuer;
  const { certificate } = issuer.submission("any").issuer;
  await asOwner()`insert into certificates (id, organization_id, mode, issuer_id, environment, pem, sealed_key, expires_at, created_at)
    values (${certificate.id}, ${owner.organizationId}, ${owner.mode}, ${issuerId}, 'homologation', ${certificate.pem}, ${certificate.sealedKey},
      now() + interval '1 year', now())`;
  return issuer;
}

export const rowsOf = ({ issuerId }: Pick<Issuer, "issuerId">) =>
  asOwner()`select id, status, number, cae, superseded_at from invoices where issuer_id = ${issuerId} order by id`;

export const eventsOf = ({ issuerId }: Pick<Issuer, "issuerId">) =>
  asOwner()`select type, target, data from events where target = ${issuerId} or target in (select id from invoices where issuer_id = ${issuerId}) order by id`;

/** Once Postgres has heard of everything. */
export const published = (issuer: Pick<Issuer, "stub">): Promise<void> =>
  vi.waitFor(
    () => runInDurableObject(issuer.stub(), (_, { storage }) => expect(storage.sql.exec("SELECT 1 FROM outbox").toArray()).toEqual([])),
    { timeout: 10_000, interval: 50 },
  );

/** ARCA begins its books anew. */
export const wipeBooks = ({ cuit }: Pick<Issuer, "cuit">) => fetch(`${env.ARCA_URL}/ledger/${cuit}`, { method: "DELETE" });

/** Somebody else issues for the CUIT on the same point of sale and type. */
export const issueElsewhere = ({ cuit }: Pick<Issuer, "cuit">) => fetch(`${env.ARCA_URL}/foreign/${cuit}`, { method: "POST", body: "3-6" });

/** What became of a submission: status, number. */
export const fate = (submitted: Awaited<ReturnType<Issuer["submit"]>>): unknown =>
  submitted.outcome === "accepted" ? [submitted.entry.invoice.status, submitted.entry.invoice.number] : [submitted.reason];

/** Code of the error that a call ends with. */
export const refusalOf = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call;
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};
