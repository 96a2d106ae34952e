import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

const PERIOD_S = 30;
const DIGITS = 6;
/** RFC 6238, 5.2: one step either way for clocks that differ and people who are slow. */
const STEPS = [-1, 0, 1];
/** As long as a code can be good: the steps around it, and a little more. */
export const TOTP_LIFE_S = 120;

/** RFC 6238 over the text of the secret, as better-auth computes it at sign-in. */
export function totp(secret: string, now: Date, step = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 1000 / PERIOD_S) + step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 0xf) & 0x7f_ff_ff_ff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

export const isTotp = (code: string): boolean => new RegExp(`^\\d{${DIGITS}}$`).test(code);

export const matchesTotp = (secret: string, code: string, now: Date): boolean =>
  isTotp(code) && STEPS.some((step) => timingSafeEqual(Buffer.from(totp(secret, now, step)), Buffer.from(code)));

/** What an authenticator reads from a QR code. */
export function totpUri(secret: string, email: string): string {
  const label = `${encodeURIComponent("ARCA API")}:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent("ARCA API")}&digits=${DIGITS}&period=${PERIOD_S}`;
}

/** RFC 4648, 6, without padding. */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}
