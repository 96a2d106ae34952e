import { createHmac } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * `(sk|rk)_(test|live)_arca_` + 32 base62 characters (190 bits) + 6 that hold the CRC32 of all before them. The name in the
 * middle keeps the keys apart from other services' for secret scanners; the checksum refuses a mistyped key without any read.
 */
const FORM = /^([sr]k)_(test|live)_arca_[0-9A-Za-z]{38}$/;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKSUM = 6;
const RANDOM = 32;
/** Bytes from here on would favour the first letters of the alphabet. */
const FAIR = 248;

export function newApiKey(kind: "sk" | "rk", mode: "test" | "live"): string {
  let body = "";
  while (body.length < RANDOM) {
    for (const byte of crypto.getRandomValues(new Uint8Array(48))) {
      if (byte < FAIR && body.length < RANDOM) body += ALPHABET[byte % 62];
    }
  }
  const head = `${kind}_${mode}_arca_${body}`;
  return head + checksum(head);
}

/** undefined: not a key at all, by its form or by its checksum. */
export function parseApiKey(text: string): { readonly mode: "test" | "live" } | undefined {
  const mode = FORM.exec(text)?.[2];
  if (mode !== "test" && mode !== "live") return undefined;
  return text.slice(-CHECKSUM) === checksum(text.slice(0, -CHECKSUM)) ? { mode } : undefined;
}

/** What a person may see of a key later: its start and its last four characters. */
export const apiKeyHint = (key: string): string => `${key.slice(0, "sk_test_arca_".length + 4)}…${key.slice(-4)}`;

/**
 * HMAC-SHA-256 under a pepper that the database does not hold, so that who can write rows cannot make keys.
 * @param pepper base64
 * @returns lower-case hex
 */
export function hashApiKey(key: string, pepper: string): string {
  return createHmac("sha256", Buffer.from(pepper, "base64")).update(key).digest("hex");
}

function checksum(head: string): string {
  let rest = crc32(head);
  let text = "";
  for (let i = 0; i < CHECKSUM; i++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
