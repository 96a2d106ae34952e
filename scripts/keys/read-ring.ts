import { type KeyRing, parseKeyRing } from "../../workers/platform/seal.ts";
import { Refusal } from "../local/refusal.ts";

/** The signer's ring, as it stands in PRIVATE_KEY_KEYS. @throws {Refusal} that shows no key */
export function readRing(json: string): KeyRing {
  try {
    return parseKeyRing(json);
  } catch (error) {
    throw new Refusal(`PRIVATE_KEY_KEYS: ${(error as Error).message}.`);
  }
}
