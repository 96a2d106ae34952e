import { z } from "@hono/zod-openapi";
import { toNetwork } from "../networks.ts";
import { SCOPES } from "../scopes.ts";
import { check, Instant, Name } from "./fields.ts";
import { PageQuery } from "./page.ts";

/** What an hour of a key holds if nobody says otherwise, and the most that its maker can give it. */
export const HOURLY_LIMIT = 1000;
const MODES = ["test", "live"] as const;
const WEEK_SECONDS = 7 * 86_400;

const KeyName = Name(100).openapi({ example: "Tienda online" });
const Network = z
  .string()
  .max(50)
  .refine((text) => toNetwork(text) !== undefined, check("network_invalid"))
  .transform((text) => toNetwork(text) ?? text)
  .openapi({ type: "string", example: "203.0.113.0/24" });
const Networks = z.array(Network).max(50).openapi({ description: "Networks in CIDR that it may be used from; none: from anywhere." });
const Limit = z.int().min(1).max(HOURLY_LIMIT);
const Limits = z.strictObject({ reads: Limit, issuing: Limit, lookups: Limit }).partial();

/** What a caller sends to make a key. */
export const ApiKeyInput = z
  .strictObject({
    name: KeyName,
    mode: z.enum(MODES),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .max(SCOPES.length)
      .optional()
      .openapi({ description: "Makes a restricted key (`rk_…`). Left out: a secret key (`sk_…`) with all that you hold." }),
    expires_at: Instant.optional(),
    ip_allow: Networks.optional(),
    limits: Limits.optional().openapi({ description: `How much of each it may take in an hour; ${HOURLY_LIMIT} if left out.` }),
  })
  .openapi("ApiKeyInput");
export type ApiKeyInput = z.infer<typeof ApiKeyInput>;

export const ApiKeyUpdate = z.strictObject({ name: KeyName.optional(), ip_allow: Networks.optional() }).openapi("ApiKeyUpdate");
export type ApiKeyUpdate = z.infer<typeof ApiKeyUpdate>;

export const RotationInput = z
  .strictObject({
    expires_in: z
      .int()
      .min(0)
      .max(WEEK_SECONDS)
      .default(86_400)
      .openapi({ description: "Seconds that the old key goes on for: up to seven days." }),
  })
  .openapi("RotationInput");
export type RotationInput = z.infer<typeof RotationInput>;

export const ApiKeyQuery = z.strictObject({ ...PageQuery.shape, mode: z.enum(MODES).optional() });
export type ApiKeyQuery = z.infer<typeof ApiKeyQuery>;

export const ApiKey = z
  .object({
    id: z.string().openapi({ example: "key_01kaf3rk4ke6w8k9b6n2m5xq7e" }),
    object: z.literal("api_key"),
    name: z.string(),
    mode: z.enum(MODES),
    kind: z.enum(["secret", "restricted"]),
    status: z.enum(["active", "expired", "revoked"]),
    hint: z.string().openapi({ description: "Its first and last characters.", example: "sk_test_arca_4fQz…x81B" }),
    scopes: z.array(z.string()),
    ip_allow: z.array(z.string()),
    limits: z.object({ reads: z.int(), issuing: z.int(), lookups: z.int() }),
    replaces: z.string().nullable().openapi({ description: "The key that this one was made for, by rotation." }),
    created_by: z.string().nullable(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    revoked_at: z.iso.datetime().nullable(),
    last_used_at: z.iso.datetime().nullable().openapi({ description: "To the minute or so." }),
  })
  .openapi("ApiKey");
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = z
  .object({
    ...ApiKey.shape,
    secret: z.string().openapi({ description: "The key itself. It is shown this once.", example: "sk_test_arca_…" }),
  })
  .openapi("NewApiKey");
export type NewApiKey = z.infer<typeof NewApiKey>;
