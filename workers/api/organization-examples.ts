import type { z } from "@hono/zod-openapi";
import type { ApiKey, ApiKeyInput, NewApiKey } from "../../shared/schemas/api-key.ts";
import type { AuditLogEntry } from "../../shared/schemas/audit-log.ts";
import type { Me } from "../../shared/schemas/me.ts";
import type { Invitation, Member, Organization } from "../../shared/schemas/organization.ts";
import { ISSUER } from "./examples.ts";

export const ORGANIZATION = {
  id: "org_01kaf3rk4ke6w8k9b6n2m5xq7a",
  object: "organization",
  name: "Panadería La Espiga",
  role: "owner",
  created_at: "2026-11-24T13:38:02.410Z",
  deleted_at: null,
  purged_on: null,
} satisfies Organization;

export const DELETED_ORGANIZATION = {
  ...ORGANIZATION,
  deleted_at: "2026-11-24T15:00:00.000Z",
  purged_on: "2026-12-24T15:00:00.000Z",
} satisfies Organization;

export const MEMBER = {
  id: "usr_01kaf3rk4ke6w8k9b6n2m5xq7b",
  object: "member",
  email: "ana@example.com",
  name: "Ana Gómez",
  role: "developer",
  second_factor: true,
  created_at: "2026-11-24T14:02:51.003Z",
} satisfies Member;

export const INVITATION = {
  id: "ivt_01kaf3rk4ke6w8k9b6n2m5xq7c",
  object: "invitation",
  email: "ana@example.com",
  role: "developer",
  invited_by: "usr_01kaf3rk4ke6w8k9b6n2m5xq70",
  created_at: "2026-11-24T14:00:00.000Z",
  expires_at: "2026-12-01T14:00:00.000Z",
} satisfies Invitation;

export const ME = {
  id: "usr_01kaf3rk4ke6w8k9b6n2m5xq70",
  object: "user",
  email: "juan@example.com",
  name: "Juan Pérez",
  language: "es",
  two_factor_enabled: true,
  session: { second_factor: true, fresh_until: "2026-11-24T14:10:00.000Z" },
  organizations: [
    {
      ...ORGANIZATION,
      modes: ["test", "live"],
      issuers: [{ id: ISSUER.id, mode: "test", environment: "sandbox", cuit: ISSUER.cuit, legal_name: ISSUER.legal_name }],
    },
  ],
  preferences: { theme: "system", organization: ORGANIZATION.id, mode: "test" },
} satisfies Me;

export const API_KEY_INPUT = {
  name: "Tienda online",
  mode: "test",
  scopes: ["invoices:read", "invoices:write"],
  ip_allow: ["203.0.113.0/24"],
} satisfies z.input<typeof ApiKeyInput>;

export const API_KEY = {
  id: "key_01kaf3rk4ke6w8k9b6n2m5xq7e",
  object: "api_key",
  name: API_KEY_INPUT.name,
  mode: "test",
  kind: "restricted",
  status: "active",
  hint: "rk_test_arca_4fQz…x81B",
  scopes: API_KEY_INPUT.scopes,
  ip_allow: API_KEY_INPUT.ip_allow,
  limits: { reads: 1000, issuing: 1000, lookups: 1000 },
  replaces: null,
  created_by: ME.id,
  created_at: "2026-11-24T14:05:00.000Z",
  expires_at: null,
  revoked_at: null,
  last_used_at: "2026-11-24T14:09:00.000Z",
} satisfies ApiKey;

/** Not a key, so that no scanner takes it for one. */
export const NEW_API_KEY = { ...API_KEY, last_used_at: null, secret: "rk_test_arca_…" } satisfies NewApiKey;

export const AUDIT_ENTRY = {
  id: "aud_01kaf3rk4ke6w8k9b6n2m5xq7f",
  object: "audit_log_entry",
  seq: 42,
  at: "2026-11-24T14:05:00.001873+00:00",
  actor: ME.id,
  action: "api_key.created",
  target: API_KEY.id,
  change: { name: API_KEY.name, scopes: API_KEY.scopes, mode: "test", request_id: "req_3f6c1a52b7e94d0c8a1d5e2f90b74c66" },
  hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
} satisfies AuditLogEntry;
