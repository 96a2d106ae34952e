import type { ClientBase } from "pg";
import { newId } from "../../shared/ids.ts";
import { auditPayload } from "../../workers/db/audit.ts";
import { isSealRefusal, type KeyRing, privateKeyParts, rewrap } from "../../workers/platform/seal.ts";

/** How it went. `refused`: ids of certificates whose key does not open with the ring, and was left as it is. */
export interface Rewrapped {
  readonly renewed: number;
  readonly upToDate: number;
  readonly refused: readonly string[];
}

interface Row {
  readonly id: string;
  readonly organization_id: string;
  readonly issuer_id: string;
  readonly environment: string;
  readonly sealed_key: string;
}

const PAGE = 100;

/**
 * Brings every sealed private key under the ring's current key-encryption key, page by page. No key is opened: only what wraps it is
 * made anew. A row that changed meanwhile is left to the next run; so is all that is not done when it is broken off.
 */
export async function rewrapKeys(client: ClientBase, ring: KeyRing, now = new Date()): Promise<Rewrapped> {
  const refused: string[] = [];
  let [renewed, upToDate, after] = [0, 0, ""];
  for (;;) {
    const { rows } = await client.query<Row>(
      `select id, organization_id, issuer_id, environment, sealed_key from certificates
       where id > $1 and sealed_key is not null order by id limit $2`,
      [after, PAGE],
    );
    for (const row of rows) {
      const outcome = await rewrapOne(client, ring, row, now);
      if (outcome === "renewed") renewed++;
      else if (outcome === "up_to_date") upToDate++;
      else refused.push(row.id);
    }
    const last = rows.at(-1);
    if (!last) return { renewed, upToDate, refused };
    after = last.id;
  }
}

async function rewrapOne(client: ClientBase, ring: KeyRing, row: Row, now: Date): Promise<"renewed" | "up_to_date" | "refused"> {
  const { id, organization_id: organizationId, issuer_id: issuerId, environment, sealed_key: sealed } = row;
  if (sealed.startsWith(`v1.${ring.current}.`)) return "up_to_date";
  try {
    const next = await rewrap(ring, privateKeyParts(id, issuerId, environment), sealed);
    const change = { from: Number(sealed.split(".")[1]), to: ring.current, at: now.toISOString() };
    const entry = { id: newId("aud"), actor: "keys_rewrap", action: "certificate.key_rewrapped", target: id, change };
    await client.query("begin");
    const { rowCount } = await client.query("update certificates set sealed_key = $1 where id = $2 and sealed_key = $3", [
      next,
      id,
      sealed,
    ]);
    if (rowCount) await client.query("select audit_append($1, $2)", [organizationId, JSON.stringify([auditPayload(entry)])]);
    await client.query("commit");
    return rowCount ? "renewed" : "refused";
  } catch (error) {
    await client.query("rollback");
    if (isSealRefusal(error)) return "refused";
    throw error;
  }
}
