import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { log } from "../../../platform/log.ts";

const TIMEOUT_MS = 1000;
/** Of the hash's 40 digits, those that are told. */
const PREFIX = 5;

/**
 * Is it in a collection of leaked passwords? Asked by k-anonymity (the range protocol of Have I Been Pwned): the service learns
 * five digits of the SHA-1 and answers with all that begin so. A service that does not answer in a second lets everybody pass.
 * @param url where ranges are, with a slash at its end; empty: nobody is asked
 */
export async function isBreached(url: string, password: string): Promise<boolean> {
  if (url === "") return false;
  const hash = createHash("sha1").update(Buffer.from(password)).digest("hex").toUpperCase();
  try {
    const response = await fetch(new URL(hash.slice(0, PREFIX), url), {
      headers: { "Add-Padding": "true" },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return lists(await response.text(), hash.slice(PREFIX));
  } catch (error) {
    log("warn", "password.range.failed", { error });
    return false;
  }
}

/** A count of 0 is padding. */
const lists = (range: string, suffix: string): boolean => new RegExp(`^${suffix}:0*[1-9]`, "m").test(range);
