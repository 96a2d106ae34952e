import { type Id, idOf, newId } from "../../../shared/ids.ts";
import type { Owner } from "../../db/owner.ts";

/**
 * A batch is found again by its Idempotency-Key without asking anybody: the key, and whose it is, make its id. Without a key an id is
 * made up.
 */
export async function batchIdOf({ organizationId, mode }: Owner, key: string | undefined): Promise<Id<"bat">> {
  if (key === undefined) return newId("bat");
  const text = new TextEncoder().encode(JSON.stringify(["batch", organizationId, mode, key]));
  return idOf("bat", new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}
