import { fiscalDate } from "../../../../shared/dates.ts";
import type { EventType } from "../../../../shared/events.ts";
import type { newId } from "../../../../shared/ids.ts";
import { certificateNotices } from "../../../db/certificates.ts";
import { type Database, postgresError } from "../../../db/database.ts";
import { contactsOf, type ExpiringCertificate, expiringCertificates } from "../../../db/expiring-certificates.ts";
import { events } from "../../../db/events.ts";
import { queueMail } from "../../../db/mails.ts";
import { scoped } from "../../../db/scoped.ts";
import { prepareMail } from "../../../email/index.ts";
import { log } from "../../../platform/log.ts";
import type { KeyRing } from "../../../platform/seal.ts";
import { daysLeft, dueThreshold, FIRST_THRESHOLD } from "./threshold.ts";

const PAGE = 200;
/** Whose doing it is, as the audit log is told. */
const ACTOR = "certificate_watch";
const TYPE = "certificate.expiring" as const satisfies EventType;

interface Watch {
  readonly database: Database;
  readonly mailKeys: KeyRing;
  readonly newId: typeof newId;
}

/**
 * Tells of every certificate in use that ends in 60, 30, 7 days or in one: an event, a mail to each who runs the organization. Once
 * for each threshold, however often and by how many at once it is called; meant for once a day or more.
 * @returns how many were told of
 */
export async function watchCertificates(watch: Watch, now: Date): Promise<number> {
  let told = 0;
  let after = "";
  for (;;) {
    const page = await expiringCertificates(watch.database, { now, days: FIRST_THRESHOLD, after, limit: PAGE });
    for (const certificate of page) {
      const days = dueThreshold(certificate.expiresAt, now, certificate.told);
      if (days !== undefined && (await tell(watch, certificate, days, now))) told++;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return told;
    after = last.id;
  }
}

/** One that fails keeps no other from being told of. */
async function tell(watch: Watch, certificate: ExpiringCertificate, days: number, now: Date): Promise<boolean> {
  const { id, organizationId, mode } = certificate;
  const report = { certificate_id: id, organization_id: organizationId, count: days };
  const db = scoped(watch.database, { organizationId, mode });
  const told = toldOf(certificate, days);
  const entry = { id: watch.newId("aud"), actor: ACTOR, action: TYPE, target: id, change: told };
  const event = { id: watch.newId("evt"), type: TYPE, target: id, data: { certificate: told }, createdAt: now };
  try {
    const mails = await mailsOf(watch, certificate, now);
    const notice = { id: `${id}:${days}`, certificateId: id, days, toldAt: now };
    await db.commit(
      [entry],
      db.insert(certificateNotices, notice),
      db.insert(events, event),
      ...mails.map((mail) => db.statement(queueMail(mail))),
    );
    log("info", "certificate.expiry.told", report);
    return true;
  } catch (error) {
    // Somebody else has told of it meanwhile.
    if (postgresError(error).constraint !== "certificate_notices_pkey") log("error", "certificate.expiry.failed", { ...report, error });
    return false;
  }
}

const toldOf = ({ issuerId, cuit, environment, expiresAt }: ExpiringCertificate, days: number) => ({
  issuer: issuerId,
  cuit,
  environment,
  days,
  expires_at: expiresAt.toISOString(),
});

async function mailsOf({ database, mailKeys: keys, newId: id }: Watch, certificate: ExpiringCertificate, now: Date) {
  const { organizationId, issuerId: issuer, cuit, legalName, environment, expiresAt } = certificate;
  const data = {
    cuit,
    legal_name: legalName,
    environment,
    days: String(daysLeft(expiresAt, now)),
    expires_on: fiscalDate(expiresAt),
    issuer,
  };
  const contacts = await contactsOf(database, organizationId);
  return Promise.all(
    contacts.map(({ email: to, language }) => prepareMail({ keys, newId: id }, { to, kind: "certificate_expiring", language, data })),
  );
}
