import { TypeID, typeid } from "typeid-js";

/** Prefix of each kind of object. An id is a TypeID: prefix, `_`, a UUIDv7 in base32; ids sort by time of creation. */
export type Prefix =
  | "acc"
  | "aud"
  | "bat"
  | "clm"
  | "crt"
  | "evt"
  | "fam"
  | "inv"
  | "iss"
  | "ivt"
  | "key"
  | "mai"
  | "org"
  | "rep"
  | "ses"
  | "tfa"
  | "usr"
  | "ver";
export type Id<P extends Prefix = Prefix> = `${P}_${string}`;

export function newId<P extends Prefix>(prefix: P): Id<P> {
  return typeid(prefix).toString() as Id<P>;
}

/** An id that stands for something else: the same bytes, 16 at least, give the same id. It says nothing of time. */
export function idOf<P extends Prefix>(prefix: P, bytes: Uint8Array): Id<P> {
  const uuid = bytes.slice(0, 16);
  // Version 8, of one's own making, and the variant of RFC 9562.
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x80;
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  return TypeID.fromUUIDBytes(prefix, uuid).toString() as Id<P>;
}

/** A pattern for ids of one kind: 26 characters of Crockford base32 in lower case, as TypeID writes them. */
export function idPattern(prefix: Prefix): RegExp {
  return new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
}

/** When an id was made: the first 48 bits of its UUIDv7 are milliseconds since the epoch. */
export function madeAt(id: string): number {
  const hex = TypeID.fromString(id).toUUID().replaceAll("-", "").slice(0, 12);
  return Number.parseInt(hex, 16);
}

/** The smallest id of its kind that can have been made at a moment: all that were made before sort before it. @param at milliseconds */
export function idAt(prefix: Prefix, at: number): string {
  const hex = Math.max(0, Math.trunc(at)).toString(16).padStart(12, "0");
  return TypeID.fromUUID(prefix, `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`).toString();
}
