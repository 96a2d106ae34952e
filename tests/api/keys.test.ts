import { describe, expect, test } from "vitest";
import { newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { SCOPES } from "../../workers/platform/context.ts";
import { apiWith, organization } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";

const PATHS = [
  ["GET", "/v1/issuers"],
  ["POST", "/v1/issuers"],
  ["GET", "/v1/issuers/iss_01kaf3rk4ke6w8k9b6n2m5xq7d"],
  ["GET", "/v1/invoices"],
  ["POST", "/v1/invoices"],
  ["GET", "/v1/invoices/inv_01kaf3v9q0f4trxsv5yy7gjcyb"],
  ["POST", "/v1/invoices/validate"],
  ["POST", "/v1/issuers/iss_01kaf3rk4ke6w8k9b6n2m5xq7d/certificates"],
  ["GET", "/v1/taxpayers/30500010912"],
  ["GET", "/v1/nowhere"],
] as const;

describe.each(PATHS)("%s %s", (method, path) => {
  const ask = async (secret?: string) => {
    const response = await apiWith(secret).send(method, path, method === "POST" ? { body: "{}" } : {});
    const { error } = await response.json<{ error: { code: string; type: string; message_es: string } }>();
    return { status: response.status, code: error.code, type: error.type, challenge: response.headers.get("WWW-Authenticate") };
  };
  const refused = { status: 401, type: "authentication_error", challenge: 'Bearer realm="ARCA API"' };

  test("without a key", async () => expect(await ask()).toEqual({ ...refused, code: "unauthorized" }));

  test.each(["Basic c2tfdGVzdDo=", "Bearer", "Token x"])("with `%s`", async (header) =>
    expect(await ask(header)).toEqual({ ...refused, code: "unauthorized" }),
  );

  test("with what is not a key", async () => {
    const key = newApiKey("sk", "test");
    const mistyped = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
    expect(await ask(mistyped)).toEqual({ ...refused, code: "api_key_malformed" });
    expect(await ask("Bearer sk_test_abc")).toEqual({ ...refused, code: "api_key_malformed" });
  });

  test("with a key that nobody has", async () => expect(await ask(newApiKey("sk", "test"))).toEqual({ ...refused, code: "unauthorized" }));
});

describe("a key", () => {
  test("of an organization opens it", async () => {
    const { get } = await organization();
    expect((await get("/v1/issuers")).status).toBe(200);
  });

  test("that expired, or was revoked, opens nothing", async () => {
    const past = new Date(Date.now() - 1000);
    const [expired, revoked] = [await organization({ expiresAt: past }), await organization({ revokedAt: past })];
    for (const { get } of [expired, revoked]) {
      expect(await get("/v1/issuers")).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    }
  });

  test("that expires later opens it until then", async () => {
    const { get } = await organization({ expiresAt: new Date(Date.now() + 60_000) });
    expect((await get("/v1/issuers")).status).toBe(200);
  });

  test("whose prefix says another mode than its row is refused", async () => {
    const { get, keyId } = await organization();
    await asOwner()`update api_keys set mode = 'live' where id = ${keyId}`;
    expect(await get("/v1/issuers")).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
  });

  test.each([
    ["GET", "/v1/issuers", "issuers:read"],
    ["GET", "/v1/issuers/iss_01kaf3rk4ke6w8k9b6n2m5xq7d", "issuers:read"],
    ["POST", "/v1/issuers", "issuers:write"],
    ["GET", "/v1/invoices", "invoices:read"],
    ["GET", "/v1/invoices/inv_01kaf3v9q0f4trxsv5yy7gjcyb", "invoices:read"],
    ["POST", "/v1/invoices", "invoices:write"],
    ["POST", "/v1/invoices/validate", "invoices:write"],
    ["GET", "/v1/taxpayers/30500010912", "invoices:read"],
  ] as const)("may %s %s only with %s", async (method, path, scope) => {
    const { post, get } = await organization({ scopes: SCOPES.filter((other) => other !== scope) });
    const body = path.endsWith("issuers")
      ? { cuit: "30500010912", environment: "sandbox", legal_name: "X", iva_condition: "exento" }
      : { items: [{ description: "x", unit_price: "1" }] };
    const answer = method === "POST" ? await post(path, body) : await get(path);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "forbidden", type: "permission_error", param: scope } } });
  });
});
