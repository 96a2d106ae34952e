import { newId } from "../../../shared/ids.ts";
import type { ApiKey, ApiKeyUse } from "../../db/api-keys.ts";
import { auditPayload } from "../../db/audit.ts";
import { hashApiKey } from "./format.ts";

const FLUSH_MS = 60_000;
const MAX_ENTRIES = 1000;

interface Noted {
  readonly key: Pick<ApiKey, "id" | "mode">;
  /** As the edge saw it. */
  readonly address: string | undefined;
  readonly at: number;
}

/**
 * Uses of keys, collected: each request would be a write, and one a minute is enough. One per isolate. What is left when an
 * isolate ends is lost; the next use tells it again.
 */
export function useCollector() {
  const noted = new Map<string, Noted>();
  let flushed = Number.NEGATIVE_INFINITY;

  /** @returns what is to be written now, if anything is */
  return (use: Noted): readonly Noted[] => {
    noted.set(JSON.stringify([use.key.id, use.address]), use);
    if (use.at < flushed + FLUSH_MS && noted.size < MAX_ENTRIES) return [];
    flushed = use.at;
    const due = [...noted.values()];
    noted.clear();
    return due;
  };
}

/**
 * As the database takes them. The address itself is told to the audit log alone, whose payloads can be erased; beside it stands
 * its keyed hash. @param pepper base64
 */
export const toApiKeyUses = (uses: readonly Noted[], pepper: string): Promise<ApiKeyUse[]> =>
  Promise.all(
    uses.map(async ({ key, address = "", at }) => {
      const entry = (action: string) =>
        auditPayload({ id: newId("aud"), actor: key.id, action, target: key.id, change: { address, mode: key.mode } });
      const hash = hashApiKey(`${key.id} ${address}`, pepper);
      return {
        key: key.id,
        at: new Date(at).toISOString(),
        address: hash,
        first: entry("api_key.first_used"),
        another: entry("api_key.used_from_address"),
      };
    }),
  );
