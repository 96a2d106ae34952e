import { type CryptoKey, importJWK, type JWK } from "jose";

/** Ed25519 key pairs of access tokens by their `kid`; `current` signs, all verify. */
export interface TokenKeys {
  readonly current: string;
  readonly privateKey: () => Promise<CryptoKey>;
  readonly publicKey: (kid: string | undefined) => Promise<CryptoKey>;
}

/** @param json `{"current":"1","keys":{"1":{"kty":"OKP","crv":"Ed25519","x":…,"d":…}}}`. @throws Error that names the fault and shows no key */
export function parseTokenKeys(json: string): TokenKeys {
  const { current, keys } = parse(json);
  const jwks = new Map(Object.entries(keys));
  const imported = new Map<string, CryptoKey>();

  // The key is kept, not the promise of one: a request that is cut off would leave it open for all others.
  async function load(name: string, jwk: JWK): Promise<CryptoKey> {
    const key = imported.get(name) ?? ((await importJWK(jwk, "EdDSA")) as CryptoKey);
    imported.set(name, key);
    return key;
  }

  const find = (kid: string): JWK => {
    const jwk = jwks.get(kid);
    if (!jwk) throw new Error("token keys: unknown key");
    return jwk;
  };
  return {
    current,
    privateKey: async () => load(`private ${current}`, find(current)),
    publicKey: async (kid = "") => {
      const { d: _, ...jwk } = find(kid);
      return load(`public ${kid}`, jwk);
    },
  };
}

function parse(json: string): { current: string; keys: Record<string, JWK> } {
  const { current, keys } = JSON.parse(json) as { current?: unknown; keys?: Record<string, JWK> };
  if (typeof current !== "string" || typeof keys !== "object" || !Object.hasOwn(keys, current))
    throw new Error("token keys: no current key");
  if (Object.values(keys).some(({ kty, crv, x, d }) => kty !== "OKP" || crv !== "Ed25519" || !x || !d)) {
    throw new Error("token keys: a key is not an Ed25519 key pair");
  }
  return { current, keys };
}
