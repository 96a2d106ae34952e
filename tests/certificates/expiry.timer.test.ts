import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { openDatabase } from "../../workers/db/database.ts";
import { readOutbox } from "../../workers/email/index.ts";
import { parseKeyRing } from "../../workers/platform/seal.ts";
import { onTime } from "../support/on-time.ts";
import { organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const database = () => openDatabase(env.DATABASE_URL);
const mailKeys = () => parseKeyRing(env.MAIL_KEYS);

/** An organization with an owner, an accountant, and an issuer whose certificate ends then. */
async function expiringOn(end: Date) {
  const api = await organization();
  const { body: issuer } = await api.createIssuer();
  const [certificate] = (await api.get(`/v1/issuers/${issuer.id}/certificates`)).body.data;
  await asOwner()`update certificates set expires_at = ${end.toISOString()} where id = ${certificate.id}`;
  const people = { owner: "en", admin: "es", accountant: "es" };
  for (const [role, language] of Object.entries(people)) {
    const id = newId("usr");
    await asOwner()`insert into auth_user (id, email, email_verified, name, language) values (${id}, ${`${id}@${role}.test`}, true, 'Ana', ${language})`;
    await asOwner()`insert into members (organization_id, user_id, role, created_at) values (${api.id}, ${id}, ${role}, now())`;
  }
  const eventsOf = async () => (await api.get(`/v1/events?type=certificate.expiring&target=${certificate.id}`)).body.data;
  /** Every organization is looked at: of what it tells, this one's. */
  const watch = async (now: Date) => {
    const earlier = (await eventsOf()).length;
    await onTime("0 12 * * *", now);
    return (await eventsOf()).slice(0, -earlier || undefined);
  };
  const mails = async () => {
    const members = new Set(
      (await asOwner()`select u.email from members m join auth_user u on u.id = m.user_id where organization_id = ${api.id}`).map(
        (row) => row["email"],
      ),
    );
    return (await readOutbox(database(), mailKeys(), "https://app.test")).filter(({ to }) => members.has(to));
  };
  return { api, issuer, certificate, watch, mails };
}

const daysOf = ({ data }: { data: { certificate: { days: number } } }) => data.certificate.days;

/** No other test's certificate ends then: those are of two years from now. */
const END = new Date("2027-05-20T12:00:00Z");
const before = (days: number) => new Date(END.getTime() - days * 86_400_000);

describe("the watch over certificates", () => {
  test("tells once for each threshold: an event, and a mail to who runs the organization", async () => {
    const { api, issuer, certificate, watch, mails } = await expiringOn(END);
    expect(await watch(before(61))).toEqual([]);
    expect(await watch(before(59))).toEqual([
      {
        id: expect.stringMatching(/^evt_/),
        object: "event",
        mode: "test",
        type: "certificate.expiring",
        target: certificate.id,
        created_at: before(59).toISOString(),
        data: {
          certificate: { issuer: issuer.id, cuit: issuer.cuit, environment: "sandbox", days: 60, expires_at: END.toISOString() },
        },
      },
    ]);
    expect(await watch(before(58))).toEqual([]);
    expect((await watch(before(6))).map(daysOf)).toEqual([7]);
    expect((await watch(before(0.5))).map(daysOf)).toEqual([1]);
    expect(await watch(before(-1))).toEqual([]);
    const sent = await mails();
    expect(sent.map(({ subject }) => subject).toSorted()).toEqual([
      "El certificado de Panadería La Espiga SRL vence en 59 días",
      "El certificado de Panadería La Espiga SRL vence en 6 días",
      "El certificado de Panadería La Espiga SRL vence mañana",
      "The certificate of Panadería La Espiga SRL expires in 59 days",
      "The certificate of Panadería La Espiga SRL expires in 6 days",
      "The certificate of Panadería La Espiga SRL expires tomorrow",
    ]);
    expect(sent.every(({ to }) => !to.endsWith("@accountant.test"))).toBe(true);
    expect(sent[0]?.links).toEqual([`https://app.test/issuers/${issuer.id}`]);
    const told =
      await asOwner()`select action, actor from audit_log where organization_id = ${api.id} and target = ${certificate.id} and actor = 'certificate_watch'`;
    expect(told).toHaveLength(3);
  });

  test("five at once tell once", async () => {
    const { api, watch, mails } = await expiringOn(END);
    await Promise.all(Array.from({ length: 5 }, () => watch(before(20))));
    expect(await mails()).toHaveLength(2);
    const notices = await asOwner()`select days from certificate_notices where organization_id = ${api.id}`;
    expect(notices).toEqual([{ days: 30 }]);
  });

  test("one that was replaced or deactivated is of no interest", async () => {
    const { api, issuer, certificate, watch } = await expiringOn(END);
    const path = `/v1/issuers/${issuer.id}/certificates`;
    const { body: requested } = await api.post(`${path}/csr`, {});
    expect(await watch(before(5))).toHaveLength(1);
    const { certificate: pem } = (await api.post("/v1/sandbox/certificates", { cuit: issuer.cuit, csr: requested.csr })).body;
    await api.put(`${path}/${requested.id}`, { certificate: pem });
    expect(await watch(before(0.5))).toEqual([]);
    await api.remove(`${path}/${requested.id}`);
    expect(await watch(before(0.5))).toHaveLength(1);
    await api.remove(`${path}/${certificate.id}`);
    await asOwner()`delete from certificate_notices where organization_id = ${api.id}`;
    expect(await watch(before(0.5))).toEqual([]);
  });

  test("nobody reads another organization's notices", async () => {
    const { api, watch } = await expiringOn(END);
    await watch(before(20));
    const { rows } = await database().execute(sql`select * from certificate_notices where organization_id = ${api.id}`);
    expect(rows).toEqual([]);
  });
});
