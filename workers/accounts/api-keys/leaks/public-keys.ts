import { createPublicKey, type KeyObject } from "node:crypto";
import * as z from "zod";
import { AppError } from "../../../../shared/errors.ts";
import { log } from "../../../platform/log.ts";

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024;
/** For how long a list counts; and how long it goes on doing so while there is no newer one to be had. */
const FRESH_MS = 10 * 60_000;
const STALE_MS = 24 * 60 * 60_000;
/** GitHub is asked once in that time at most, whatever callers name. */
const PAUSE_MS = 60_000;

/** GitHub's form: see "Secret scanning partner program" in its documentation. */
const PublicKeys = z.object({ public_keys: z.array(z.object({ key_identifier: z.string(), key: z.string() })) });

type Keys = ReadonlyMap<string, string>;

export type PublicKeyFinder = ReturnType<typeof createPublicKeyFinder>;

/** The keys that GitHub signs its messages with, remembered for some minutes. One per isolate. */
export function createPublicKeyFinder() {
  let held: { readonly keys: Keys; readonly at: number } | undefined;
  let asked = { at: Number.NEGATIVE_INFINITY, failed: false };

  /**
   * @param url where GitHub publishes them; empty: nobody is asked, and there are none
   * @returns undefined where there is no such key. @throws AppError `unavailable` where that cannot be known now
   */
  return async (url: string, id: string, now: number): Promise<KeyObject | undefined> => {
    if (url === "" || id === "") return undefined;
    const isDue = !held || now - held.at >= FRESH_MS || !held.keys.has(id);
    if (isDue && now - asked.at >= PAUSE_MS) {
      asked = { at: now, failed: false };
      try {
        held = { keys: await fetchKeys(url), at: now };
      } catch (error) {
        asked = { at: now, failed: true };
        log("warn", "public_keys.fetch.failed", { error });
      }
    }
    const pem = held && now - held.at < STALE_MS ? held.keys.get(id) : undefined;
    if (pem === undefined && asked.failed) throw new AppError("unavailable");
    return pem === undefined ? undefined : readKey(pem);
  };
}

async function fetchKeys(url: string): Promise<Keys> {
  const response = await fetch(url, {
    headers: { accept: "application/json", "user-agent": "arca-api" },
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const text = await response.text();
  if (text.length > MAX_BYTES) throw new Error("longer than a list of keys");
  const { public_keys: keys } = PublicKeys.parse(JSON.parse(text));
  return new Map(keys.map(({ key_identifier: id, key }) => [id, key]));
}

/** Of the one kind that GitHub uses: ECDSA on P-256. */
function readKey(pem: string): KeyObject | undefined {
  const key = createPublicKey(pem);
  return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : undefined;
}
