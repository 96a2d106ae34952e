import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { newId } from "../../shared/ids.ts";
import { newApiKey } from "../../workers/accounts/api-keys/format.ts";
import { Refusal } from "./refusal.ts";
import { newTokenKeys } from "./token-keys.ts";

const secretsSchema = z.object({
  instanceId: z.string(),
  /** Whether the database has ever been seen to carry `instanceId`. From then on, one that does not is another's. */
  bound: z.boolean(),
  databasePasswords: z.object({ app: z.string(), owner: z.string() }),
  apiKeyPepper: z.string(),
  privateKeyKeys: z.string(),
  ticketKeys: z.string(),
  sandboxCaKey: z.string(),
  authSecret: z.string(),
  tokenKeys: z.string(),
  mailKeys: z.string(),
  demo: z.object({ organizationId: z.string(), apiKeyId: z.string(), auditIds: z.tuple([z.string(), z.string()]), apiKey: z.string() }),
  user: z.object({ id: z.string(), accountId: z.string(), auditId: z.string(), email: z.string(), password: z.string() }),
});

/** What makes a local instance itself, made at its first start and kept in DATA_DIR, readable by its user alone. */
export type Secrets = z.output<typeof secretsSchema>;

const pathOf = (dataDir: string) => join(dataDir, "secrets.json");

export const hasSecrets = (dataDir: string): boolean => existsSync(pathOf(dataDir));

/** Makes them where they are missing; the folder exists. @throws {Refusal} when the file is damaged */
export function openSecrets(dataDir: string): Secrets {
  if (!hasSecrets(dataDir)) saveSecrets(dataDir, newSecrets());
  const found = parseJson(readFileSync(pathOf(dataDir), "utf8"));
  const parsed = secretsSchema.safeParse(found);
  if (!parsed.success) return complete(dataDir, found);
  return parsed.data;
}

/** Of a folder that an earlier version made: what it did not know yet is made now. */
function complete(dataDir: string, found: unknown): Secrets {
  const parsed = secretsSchema.safeParse({ ...peopleSecrets(), ...(found as object) });
  if (!parsed.success) throw new Refusal(`${pathOf(dataDir)} is damaged. npm run reset makes a new instance.`);
  saveSecrets(dataDir, parsed.data);
  return parsed.data;
}

export function saveSecrets(dataDir: string, secrets: Secrets): void {
  const draft = `${pathOf(dataDir)}.new`;
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(draft, pathOf(dataDir));
}

function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    instanceId: randomUUID(),
    bound: false,
    databasePasswords: { app: randomBytes(24).toString("base64url"), owner: randomBytes(24).toString("base64url") },
    apiKeyPepper: randomBytes(32).toString("base64"),
    privateKeyKeys: newKeyRing(),
    ticketKeys: newKeyRing(),
    sandboxCaKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    demo: {
      organizationId: newId("org"),
      apiKeyId: newId("key"),
      auditIds: [newId("aud"), newId("aud")],
      apiKey: newApiKey("sk", "test"),
    },
    ...peopleSecrets(),
  };
}

function peopleSecrets() {
  const password = `demo-${randomBytes(12).toString("base64url")}`;
  return {
    authSecret: randomBytes(32).toString("base64"),
    tokenKeys: newTokenKeys(),
    mailKeys: newKeyRing(),
    user: { id: newId("usr"), accountId: newId("acc"), auditId: newId("aud"), email: "demo@example.com", password },
  };
}

/** The form of `parseKeyRing` in workers/platform/seal.ts. */
function newKeyRing(): string {
  return JSON.stringify({ current: 1, keys: { "1": randomBytes(32).toString("base64") } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
