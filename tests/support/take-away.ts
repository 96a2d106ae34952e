import { env } from "cloudflare:workers";
import { hashApiKey } from "../../workers/accounts/api-keys/format.ts";
import type { Outage } from "./outages.ts";

/** Takes Postgres away from one organization's requests alone, until the function that comes back is called. */
export async function takePostgresAway(from: { readonly id: string; readonly secret: string }, how: Outage): Promise<() => Promise<void>> {
  const words = [from.id, hashApiKey(from.secret, env.API_KEY_PEPPER)];
  const tell = (method: string, path: string) => fetch(`${env.OUTAGES_URL}/${path}`, { method });
  await Promise.all(words.map((word) => tell("PUT", `${word}/${how}`)));
  return async () => {
    await Promise.all(words.map((word) => tell("DELETE", word)));
  };
}
