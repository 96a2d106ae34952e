import { describe, expect, test } from "vitest";
import { OpenAPIHono } from "@hono/zod-openapi";
import { type Role, ROLES, SCOPES_OF_ROLE } from "../../shared/roles.ts";
import type { ApiKey } from "../db/api-keys.ts";
import type { Principal } from "../platform/principal.ts";
import type { ApiEnv } from "./api-env.ts";
import { createApi } from "./app.ts";
import { operationsOf } from "./operations.ts";
import { asksWhetherLive, type MemberRule, PERMISSIONS, requirePermission } from "./permissions.ts";

const NOW = new Date("2026-11-24T12:00:00Z");
const LATER = new Date("2026-11-24T12:00:01Z");

const user = (role: Role, { secondFactor = true, secondFactorRequired = false, freshUntil = LATER } = {}): Principal => ({
  kind: "user",
  id: "usr_1",
  role,
  secondFactorRequired,
  signedIn: {
    user: { id: "usr_1", email: "a@example.com", name: "A", language: "es", twoFactorEnabled: true },
    freshUntil,
    secondFactor,
    memberships: [],
  },
});
const key = (...scopes: string[]): Principal => {
  const row: ApiKey = {
    id: "key_1",
    organizationId: "org_1",
    mode: "test",
    scopes,
    expiresAt: null,
    ipAllow: [],
    limits: { reads: 1, issuing: 1, lookups: 1 },
  };
  return { kind: "api_key", id: row.id, key: row };
};
const verdict = (rule: MemberRule, principal: Principal, mode: "test" | "live" = "test") => {
  try {
    requirePermission(rule, principal, mode, NOW);
    return "allowed";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("the table of permissions", () => {
  test("has a line for each operation, and none for others", () => {
    const operations = createApi()
      .openAPIRegistry.definitions.filter((definition) => definition.type === "route")
      .map(({ route }) => String(route.operationId));
    expect(operations.length).toBeGreaterThan(30);
    expect(Object.keys(PERMISSIONS).toSorted()).toEqual(operations.toSorted());
  });

  test("keeps an API with an operation that has no line from starting", () => {
    const api = new OpenAPIHono<ApiEnv>();
    api.openAPIRegistry.registerPath({ method: "get", path: "/v1/planted", operationId: "getPlanted", responses: {} });
    expect(() => operationsOf(api)).toThrow("getPlanted has no line in workers/api/permissions.ts.");
    const nameless = new OpenAPIHono<ApiEnv>();
    nameless.openAPIRegistry.registerPath({ method: "get", path: "/v1/nameless", responses: {} });
    expect(() => operationsOf(nameless)).toThrow("An operation has no line in workers/api/permissions.ts.");
  });

  test.each(Object.entries(PERMISSIONS).filter(([, rule]) => "roles" in rule))("%s: every role that may do it has its scope", (_, rule) => {
    if (!("roles" in rule)) throw new Error("filtered above");
    for (const role of rule.roles) if (rule.scope !== null) expect(SCOPES_OF_ROLE[role]).toContain(rule.scope);
    if (rule.scope === null) return;
    const holders = ROLES.filter((role) => rule.scope !== null && SCOPES_OF_ROLE[role].includes(rule.scope));
    expect(holders).toEqual([...rule.roles]);
  });
});

describe("a permission", () => {
  const rule: MemberRule = { roles: ["owner", "developer"], scope: "issuers:write", fresh: "live" };

  test("is of roles and scopes", () => {
    expect(ROLES.map((role) => verdict(rule, user(role)))).toEqual(["allowed", "forbidden", "allowed", "forbidden", "forbidden"]);
    expect([verdict(rule, key("issuers:write")), verdict(rule, key("issuers:read")), verdict(rule, key())]).toEqual([
      "allowed",
      "forbidden",
      "forbidden",
    ]);
    expect(verdict({ roles: ROLES, scope: null }, key("issuers:write"))).toBe("forbidden");
  });

  test("in live mode asks owners and admins for a second factor", () => {
    const all: MemberRule = { roles: ROLES, scope: "issuers:read" };
    const single = { secondFactor: false };
    expect(ROLES.map((role) => verdict(all, user(role, single), "live"))).toEqual([
      "second_factor_setup_required",
      "second_factor_setup_required",
      "allowed",
      "allowed",
      "allowed",
    ]);
    expect(verdict(all, user("owner", single), "test")).toBe("allowed");
    const given = { secondFactorRequired: true };
    expect(verdict(all, user("viewer", { ...single, ...given }), "live")).toBe("second_factor_setup_required");
    expect([verdict(all, user("viewer", { ...single, ...given })), verdict(all, user("viewer", given), "live")]).toEqual([
      "allowed",
      "allowed",
    ]);
    expect(verdict(rule, user("viewer", single), "live")).toBe("forbidden");
  });

  test("that reaches into live mode depends on what is there, for owners and admins without a second factor alone", () => {
    const reaching: MemberRule = { roles: ["owner", "developer"], scope: "audit:read", modeless: true, secondFactor: "always" };
    const single = { secondFactor: false };
    expect(ROLES.map((role) => asksWhetherLive(reaching, user(role, single)))).toEqual([true, false, false, false, false]);
    expect(asksWhetherLive(reaching, user("owner"))).toBe(false);
    expect(asksWhetherLive(reaching, key("audit:read"))).toBe(false);
    expect(asksWhetherLive(rule, user("owner", single))).toBe(false);
  });

  test("that is sensitive asks for a fresh sign-in, which no key has", () => {
    const stale = { freshUntil: NOW };
    expect([
      verdict(rule, user("owner", stale)),
      verdict(rule, user("owner", stale), "live"),
      verdict(rule, user("owner"), "live"),
    ]).toEqual(["allowed", "step_up_required", "allowed"]);
    expect([verdict(rule, key("issuers:write")), verdict(rule, key("issuers:write"), "live")]).toEqual(["allowed", "step_up_required"]);
    expect(verdict({ ...rule, fresh: "always" }, user("owner", stale))).toBe("step_up_required");
  });
});
