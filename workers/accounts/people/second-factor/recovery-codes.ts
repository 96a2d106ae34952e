import { randomBytes } from "node:crypto";
import { keyedHash } from "../keyed-hash.ts";

const AMOUNT = 10;
/** Without letters that look like others; 32 of them, so that every byte is fair. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 20;
const HASHED = "h1.";

/** `k3f9a-2m0qd-…`: 100 bits each. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: AMOUNT }, () =>
    [...randomBytes(LENGTH)].map((byte, i) => (i > 0 && i % 5 === 0 ? "-" : "") + (ALPHABET[byte % ALPHABET.length] ?? "")).join(""),
  );

/** However it was typed: without its dashes, in upper case. */
const normalizeRecoveryCode = (typed: string): string => typed.toLowerCase().replaceAll(/[^0-9a-z]/g, "");

export const isRecoveryCode = (typed: string): boolean => new RegExp(`^[${ALPHABET}]{${LENGTH}}$`).test(normalizeRecoveryCode(typed));

/** What stands in the database, and what better-auth compares: it never sees the code itself. */
export const hashRecoveryCode = (secret: string, code: string): string =>
  HASHED + keyedHash(secret, "recovery_code", normalizeRecoveryCode(code));

/** As better-auth stores its list. */
export const storedRecoveryCodes = (secret: string, codes: readonly string[]): string =>
  JSON.stringify(codes.map((code) => (code.startsWith(HASHED) ? code : hashRecoveryCode(secret, code))));
