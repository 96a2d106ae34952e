import { createHash } from "node:crypto";
import { AppError } from "../../../../shared/errors.ts";
import type { LeakedKey, LeakVerdict } from "../../../../shared/schemas/leaked-key.ts";
import { type FoundKey, findLeakedKeys } from "../../../db/leaked-keys.ts";
import type { LeakPorts } from "../../../platform/leak-ports.ts";
import { log } from "../../../platform/log.ts";
import { hashApiKey, parseApiKey } from "../format.ts";
import { endLeakedKey, type Place } from "./end-leaked-key.ts";

/** As much of an address as is kept. */
const MAX_URL = 500;
const MAX_SOURCE = 50;

/**
 * Ends the keys among what GitHub found in public. One that fails keeps no other from being ended; the whole is then to be sent again,
 * which is harmless: a key that has ended is not told of twice.
 * @returns a verdict on each find, in the order of the finds. @throws AppError `unavailable`
 */
export async function reportLeakedKeys(ports: LeakPorts, finds: readonly LeakedKey[]): Promise<LeakVerdict[]> {
  const tokens = [...new Set(finds.map(({ token }) => token))].filter((token) => parseApiKey(token) !== undefined);
  const hashes = new Map(tokens.map((token) => [token, hashApiKey(token, ports.apiKeyPepper)]));
  const found = hashes.size === 0 ? [] : await findLeakedKeys(ports.database, [...hashes.values()]);
  const byHash = new Map(found.map((key) => [key.hash, key]));
  const keyOf = ({ token }: LeakedKey): FoundKey | undefined => byHash.get(hashes.get(token) ?? "");

  let isWhole = true;
  for (const key of found.filter(({ ended }) => !ended)) {
    const place = placeOf(finds.find((find) => keyOf(find) === key));
    await endLeakedKey(ports, key, place).catch((error: unknown) => {
      isWhole = false;
      log("error", "api_key.leak.failed", { organization_id: key.organizationId, request_id: ports.requestId, error });
    });
  }
  if (!isWhole) throw new AppError("unavailable");
  return finds.map((find) => ({
    token_hash: createHash("sha256").update(find.token).digest("hex"),
    token_type: find.type,
    label: keyOf(find) ? "true_positive" : "false_positive",
  }));
}

const placeOf = (find: LeakedKey | undefined): Place => ({
  url: find?.url?.slice(0, MAX_URL) || null,
  source: find?.source?.slice(0, MAX_SOURCE) || null,
});
