import { errorCode } from "../../../../shared/errors.ts";
import type { EventType } from "../../../../shared/events.ts";
import { revokeApiKey } from "../../../db/api-key-rows.ts";
import { events } from "../../../db/events.ts";
import { contactsOf } from "../../../db/expiring-certificates.ts";
import type { FoundKey } from "../../../db/leaked-keys.ts";
import { queueMail } from "../../../db/mails.ts";
import { saidByGuard } from "../../../db/rows.ts";
import { scoped } from "../../../db/scoped.ts";
import { prepareMail } from "../../../email/index.ts";
import { auditEntry } from "../../../platform/audit-entry.ts";
import type { LeakPorts } from "../../../platform/leak-ports.ts";
import { log } from "../../../platform/log.ts";

/** Whose doing it is, as the audit log is told. */
const ACTOR = "github_secret_scanning";
const TYPE = "api_key.leaked" as const satisfies EventType;

/** Where it was found, as far as it is told: text of others. */
export interface Place {
  readonly url: string | null;
  readonly source: string | null;
}

/** Revokes it, and tells the organization: by its audit log, an event, and a mail to each who runs it. Once, however often it is found. */
export async function endLeakedKey(ports: LeakPorts, key: FoundKey, place: Place): Promise<void> {
  const { id, organizationId, mode, name, hint, hash } = key;
  const now = ports.now();
  const db = scoped(ports.database, { organizationId, mode });
  const entry = auditEntry({ ...ports, actor: ACTOR, mode }, "api_key.revoked", id, { reason: "leaked", ...place });
  const event = { id: ports.newId("evt"), type: TYPE, target: id, data: { api_key: { name, hint, ...place } }, createdAt: now };
  const mails = await mailsOf(ports, key, place);
  try {
    await db
      .commit(
        [entry],
        db.statement(revokeApiKey(organizationId, id, now)),
        db.insert(events, event),
        ...mails.map((mail) => db.statement(queueMail(mail))),
      )
      .catch(saidByGuard);
    log("info", "api_key.leak.ended", { organization_id: organizationId, request_id: ports.requestId });
  } catch (error) {
    // Somebody else has revoked it meanwhile.
    if (errorCode(error) !== "not_found") throw error;
  }
  // What is not heard is known within five seconds anyway, when Postgres is asked again.
  await ports.keyKeepers
    .getByName(hash)
    .end(now.getTime(), now.getTime())
    .catch((error: unknown) => log("warn", "api_key.tell.failed", { request_id: ports.requestId, error }));
}

async function mailsOf(
  { database, mailKeys, newId }: LeakPorts,
  { organizationId, organization, name, hint, mode }: FoundKey,
  place: Place,
) {
  const contacts = await contactsOf(database, organizationId);
  const sealing = { keys: mailKeys(), newId };
  const data = { organization, name, hint, mode, place: linkOf(place.url) };
  return Promise.all(contacts.map(({ email: to, language }) => prepareMail(sealing, { to, kind: "api_key_leaked", language, data })));
}

/** Readers follow what looks like an address: one that is not of the web's secure part is not shown them. */
function linkOf(url: string | null): string {
  const parsed = url === null ? null : URL.parse(url);
  return parsed?.protocol === "https:" ? parsed.href : "";
}
