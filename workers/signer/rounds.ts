import * as asn1js from "asn1js";

/** Rounds of key derivation that are worth their time; openssl's own default is 2,048. */
export const MAX_ROUNDS = 100_000;

/** The largest number among the parameters of an encryption (RFC 8018): its rounds, whatever the scheme calls them. */
export function roundsIn(parameters: unknown): number {
  return Math.max(0, ...integersIn(parameters));
}

function integersIn(block: unknown): number[] {
  if (block instanceof asn1js.Integer) return [Number(block.toBigInt())];
  return block instanceof asn1js.Sequence ? block.valueBlock.value.flatMap(integersIn) : [];
}
