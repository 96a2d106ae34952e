import { describe, expect, test } from "vitest";
import { type Scope, SCOPES } from "../../workers/platform/context.ts";
import { apiWith, organization } from "../support/organization.ts";

const OPERATIONS: [method: string, path: string, scope: Scope, body?: object][] = [
  ["GET", "/v1/sandbox/faults", "issuers:read"],
  ["PUT", "/v1/sandbox/faults", "issuers:write", { faults: [] }],
  ["DELETE", "/v1/sandbox/faults", "issuers:write"],
  ["GET", "/v1/sandbox/clock", "issuers:read"],
  ["PUT", "/v1/sandbox/clock", "issuers:write", { advance_seconds: 1 }],
  ["DELETE", "/v1/sandbox/clock", "issuers:write"],
  ["POST", "/v1/sandbox/certificates", "issuers:write", { cuit: "30500010912" }],
  ["DELETE", "/v1/sandbox", "issuers:write"],
];

describe.each(OPERATIONS)("%s %s", (method, path, scope, body) => {
  const ask = async (api: ReturnType<typeof apiWith>) => {
    const response = await api.send(method, path, body ? { body: JSON.stringify(body) } : {});
    return { status: response.status, body: await response.json() };
  };

  test(`needs ${scope}`, async () => {
    const refused = await ask(await organization({ scopes: SCOPES.filter((other) => other !== scope) }));
    expect(refused).toMatchObject({ status: 403, body: { error: { code: "forbidden", param: scope } } });
    expect((await ask(await organization({ scopes: [scope] }))).status).toBeLessThan(300);
  });

  test("is of test mode", async () => {
    const refused = await ask(await organization({ mode: "live" }));
    expect(refused).toMatchObject({ status: 403, body: { error: { code: "forbidden", errors: [{ code: "test_mode_only" }] } } });
  });

  test("needs a key", async () => {
    expect(await ask(apiWith())).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
  });
});
