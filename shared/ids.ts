import { TypeID, typeid } from "typeid-js";

/** Prefix of each kind of object. An id is a TypeID: prefix, `_`, a UUIDv7 in base32; ids sort by time of creation. */
export type Prefix = "aud" | "crt" | "inv" | "iss" | "key" | "org";
export type Id<P extends Prefix = Prefix> = `${P}_${string}`;

export function newId<P extends Prefix>(prefix: P): Id<P> {
  return typeid(prefix).toString() as Id<P>;
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
