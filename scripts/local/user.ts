import { auditPayload } from "../../workers/db/audit.ts";
import { hashPassword } from "../../workers/accounts/people/passwords/hash.ts";
import type { LocalDatabase } from "../neon/local-database.ts";

interface FirstUser {
  readonly id: string;
  readonly accountId: string;
  readonly auditId: string;
  readonly email: string;
  readonly password: string;
}

/** The owner of an organization, who can sign in at once. Doing it again changes nothing, his password neither. */
export async function ensureUser(database: LocalDatabase, organizationId: string, user: FirstUser): Promise<void> {
  const { id, accountId, auditId, email, password } = user;
  const entry = auditPayload({ id: auditId, actor: "local", action: "user.signed_up", target: id, change: { role: "owner" } });
  await database.asOwner(async (client) => {
    const { rowCount } = await client.query("select 1 from auth_user where id = $1", [id]);
    if (rowCount) return;
    await client.query("begin");
    await client.query("insert into auth_user (id, email, email_verified, name) values ($1, $2, true, 'Demo')", [id, email]);
    await client.query("insert into auth_account (id, user_id, account_id, provider_id, password) values ($1, $2, $2, 'credential', $3)", [
      accountId,
      id,
      hashPassword(password),
    ]);
    await client.query("insert into members (organization_id, user_id, role) values ($1, $2, 'owner')", [organizationId, id]);
    await client.query("select audit_append($1, $2)", [organizationId, JSON.stringify([entry])]);
    await client.query("commit");
  });
}
