import { env } from "cloudflare:workers";
import { neon } from "@neondatabase/serverless";
import type { Environment } from "../../shared/catalog.ts";
import { newId } from "../../shared/ids.ts";
import type { Owner } from "../../workers/db/owner.ts";
import { openDatabase } from "../../workers/db/database.ts";

/** SQL as the owner of the database, past every lock: to set a stage, and to look behind it. */
export const asOwner = () => {
  openDatabase(env.OWNER_DATABASE_URL);
  return neon(env.OWNER_DATABASE_URL);
};

/** An organization with one issuer, by rows alone. */
export async function tenant(cuit: string, environment: Environment): Promise<{ owner: Owner; issuerId: string }> {
  const sql = asOwner();
  const [organizationId, issuerId] = [newId("org"), newId("iss")];
  await sql.transaction([
    sql`insert into organizations values (${organizationId}, 'Test', now())`,
    sql`insert into issuers (id, organization_id, mode, environment, cuit, legal_name, iva_condition, created_at)
      values (${issuerId}, ${organizationId}, 'test', ${environment}, ${cuit}, 'Test', 'responsable_inscripto', now())`,
  ]);
  return { owner: { organizationId, mode: "test" }, issuerId };
}
