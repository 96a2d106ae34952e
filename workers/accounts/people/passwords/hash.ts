import { Buffer } from "node:buffer";
import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

/** OWASP ASVS 5, 11.4.2: of its choices for scrypt the one with the least memory, 32 MiB. About 175 ms. */
const COST = { logN: 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/**
 * `scrypt$15$8$3$salt$hash`: what it cost stands in it, so that it can be raised. It holds the isolate's only thread, so that
 * two never run at once: whoever calls it has limited the attempts before.
 */
export function hashPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const hash = derive(password, salt, COST, HASH_BYTES);
  return ["scrypt", COST.logN, COST.r, COST.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

export function verifyPassword(password: string, stored: string): boolean {
  const parsed = parse(stored);
  if (!parsed) return false;
  return timingSafeEqual(derive(password, parsed.salt, parsed.cost, parsed.hash.length), parsed.hash);
}

/** Was it made at another cost than today's? */
export function isOutdated(stored: string): boolean {
  const cost = parse(stored)?.cost;
  return cost?.logN !== COST.logN || cost.r !== COST.r || cost.p !== COST.p;
}

/** The same characters typed on another system may come composed otherwise. */
const derive = (password: string, salt: Buffer, { logN, r, p }: Cost, length: number): Buffer =>
  scryptSync(password.normalize("NFKC"), salt, length, { N: 2 ** logN, r, p, maxmem: MAX_MEMORY });

function parse(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  const [, logN, r, p, salt, hash] = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]{40,})$/.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}
