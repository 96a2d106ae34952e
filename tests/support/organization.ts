import { env, exports } from "cloudflare:workers";
import { newId } from "../../shared/ids.ts";
import { apiKeyHint, hashApiKey, newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { type Scope, SCOPES } from "../../workers/platform/context.ts";
import { randomCuit } from "./submission.ts";
import { asOwner } from "./tenant.ts";

interface KeyOptions {
  readonly scopes?: readonly Scope[];
  readonly mode?: "test" | "live";
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** Of reads, of issuing and of look-ups in an hour. */
  readonly hourly?: number;
}

export type Api = ReturnType<typeof apiWith>;

/** An organization of this test's own, and the API as a key of it sees it. */
export async function organization(options: KeyOptions = {}) {
  const id = newId("org");
  await asOwner()`insert into organizations values (${id}, 'Test', now())`;
  const { secret, keyId } = await addApiKey(id, options);
  const api = apiWith(secret);
  return {
    ...api,
    id,
    secret,
    keyId,
    addKey: async (more: KeyOptions) => apiWith((await addApiKey(id, more)).secret),
    /** @param fields in the place of the usual ones */
    createIssuer: (fields: Record<string, unknown> = {}) => api.post("/v1/issuers", { ...issuerInput(), ...fields }),
  };
}

/** A responsable inscripto in the sandbox, with a CUIT of its own. */
export const issuerInput = () => ({
  cuit: randomCuit(),
  environment: "sandbox",
  legal_name: "Panadería La Espiga SRL",
  iva_condition: "responsable_inscripto",
});

/** The API as a key of that organization sees it. */
export const apiOf = async (organizationId: string, options?: KeyOptions): Promise<Api> =>
  apiWith((await addApiKey(organizationId, options)).secret);

async function addApiKey(organizationId: string, { scopes = SCOPES, mode = "test", expiresAt, revokedAt, hourly = 1000 }: KeyOptions = {}) {
  const secret = newApiKey("sk", mode);
  const keyId = newId("key");
  const hash = hashApiKey(secret, env.API_KEY_PEPPER);
  await asOwner()`insert into api_keys (id, organization_id, mode, hash, hint, name, scopes, created_at, expires_at, revoked_at,
      limit_reads, limit_issuing, limit_lookups)
    values (${keyId}, ${organizationId}, ${mode}, ${hash}, ${apiKeyHint(secret)}, 'Test', ${[...scopes]}, now(), ${expiresAt ?? null}, ${revokedAt ?? null},
      ${hourly}, ${hourly}, ${hourly})`;
  return { secret, keyId };
}

/** The API as somebody with that key sees it, or with that Authorization header, or with none. */
export function apiWith(secret?: string) {
  const authorization = secret?.startsWith("sk_") ? `Bearer ${secret}` : secret;

  const send = (method: string, path: string, { body, headers }: { body?: BodyInit; headers?: Record<string, string> } = {}) =>
    exports.default.fetch(`http://api.test${path}`, {
      method,
      headers: { ...(authorization !== undefined && { authorization }), "content-type": "application/json", ...headers },
      ...(body !== undefined && { body }),
    });

  const call = async (method: string, path: string, options?: Parameters<typeof send>[2]) => {
    const response = await send(method, path, options);
    // Tests say what they expect of a body; what they read of it is checked there.
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: response.status, headers: response.headers, body: await response.json<any>() };
  };

  return {
    send,
    call,
    get: (path: string) => call("GET", path),
    put: (path: string, body: unknown) => call("PUT", path, { body: typeof body === "string" ? body : JSON.stringify(body) }),
    remove: (path: string) => call("DELETE", path),
    /** @param body an object, or text to send as it is */
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      call("POST", path, { headers, body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
}
