import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { type LocalDatabase, openLocalDatabase } from "../scripts/neon/local-database.ts";
import { createScratchDatabase } from "../scripts/neon/scratch-database.ts";
import { newId } from "../shared/ids.ts";
import { newApiKey } from "../workers/accounts/api-keys/format.ts";
import { createAuthenticator, createLimiter } from "../workers/accounts/index.ts";
import { openDatabase } from "../workers/db/database.ts";
import { scoped } from "../workers/db/scoped.ts";
import type { LocalInstance } from "./local-instance.ts";
import { type Figure, percentile } from "./report.ts";

const WARM_UP = 100;
const CHECKS = 2_000;
const BATCHES = 300;
const TAKES = 1_500;
/** Of an ordinary key, in an hour. */
const HOUR = 1_000;

/** What a request pays for its key once its isolate knows it, and what the first one reads. */
export async function benchKeyCheck(): Promise<Figure[]> {
  const [authenticate, limit] = [createAuthenticator(), createLimiter()];
  const limits = { reads: 1_000_000, issuing: HOUR, lookups: HOUR };
  const key = { id: "key_x", organizationId: "org_x", mode: "test", scopes: [], expiresAt: null, ipAllow: [], limits } as const;
  const begun = performance.now();
  let reads = 0;
  const lookup = {
    pepper: randomBytes(32).toString("base64"),
    now: () => new Date(),
    find: async () => (reads++, key),
    mayGuess: () => true,
    memoryOf: () => ({ confirm: () => undefined, refuse: () => undefined, vouch: async () => undefined }),
  };
  const take = async (_: string, { units }: { readonly units: number }) => ({ units, remaining: HOUR, reset: 3600, retryAfter: 0 });
  const authorization = `Bearer ${newApiKey("sk", "test")}`;
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + CHECKS; i++) {
    const started = performance.now();
    const { hash } = await authenticate(authorization, lookup);
    await limit({ hash, limits, budget: "reads", cost: 1, now: Date.now(), meters: { take }, later: () => undefined });
    times.push(performance.now() - started);
  }
  return [
    { name: "key and its hour checked, warm, P50", value: percentile(times.slice(WARM_UP), 0.5), unit: "ms", digits: 3, atMost: 2 },
    {
      name: "SQL reads of it, the first one's included",
      value: reads,
      unit: "reads",
      atMost: Math.ceil((performance.now() - begun) / 5_000),
    },
  ];
}

/** A writing batch with its entry in the audit log, and the same without. */
export async function benchAudit(): Promise<Figure[]> {
  const server = process.env["DATABASE_URL"];
  const scratch = server ? await createScratchDatabase(server) : undefined;
  const database = await openLocalDatabase({ store: scratch ? { url: scratch.url } : "memory" });
  try {
    await database.migrate();
    const { plain, audited } = await writeBoth(database);
    const where = server ? "PostgreSQL" : "PGlite";
    return [
      { name: `a batch that writes, ${where}, P50`, value: percentile(plain, 0.5), unit: "ms", digits: 2 },
      {
        name: "its entry in the audit log adds, P50",
        value: percentile(audited, 0.5) - percentile(plain, 0.5),
        unit: "ms",
        digits: 2,
        atMost: 1,
      },
    ];
  } finally {
    await database.close();
    await scratch?.drop();
  }
}

async function writeBoth(database: LocalDatabase): Promise<Record<"plain" | "audited", number[]>> {
  const organizationId = newId("org");
  await database.asOwner((client) =>
    client.query("insert into organizations (id, name, created_at) values ($1, 'Bench', now())", [organizationId]),
  );
  const db = scoped(openDatabase(database.url("app")), { organizationId, mode: "test" });
  const times = { plain: [] as number[], audited: [] as number[] };
  const write = async (kind: keyof typeof times) => {
    const row = sql`insert into events values (${newId("evt")}, ${organizationId}, 'test', 'invoice.created', 'inv_x', '{}', now())`;
    const entry = { id: newId("aud"), actor: "key_x", action: "invoice.created", target: "inv_x", change: { status: "queued" } };
    const started = performance.now();
    await db.ask([row], kind === "audited" ? [entry] : []);
    times[kind].push(performance.now() - started);
  };
  for (let i = 0; i < BATCHES; i++) {
    await write("plain");
    await write("audited");
  }
  return { plain: times.plain.slice(WARM_UP), audited: times.audited.slice(WARM_UP) };
}

/** Of an ordinary key, all at once over HTTP. */
export async function benchTakes({ url, user }: LocalInstance): Promise<Figure[]> {
  const { secret, cookie, id } = await newKey(url, user);
  const started = performance.now();
  const statuses = await Promise.all(
    Array.from({ length: TAKES }, async () => {
      const answer = await fetch(`${url}/v1/issuers`, { headers: { authorization: `Bearer ${secret}` } });
      await answer.arrayBuffer();
      return answer.status;
    }),
  );
  const ms = performance.now() - started;
  await fetch(`${url}/v1/api-keys/${id}`, { method: "DELETE", headers: { cookie, origin: url } });
  const count = (status: number) => statuses.filter((one) => one === status).length;
  return [
    { name: `of ${TAKES} at once, let in`, value: count(200), unit: "calls", atMost: HOUR },
    { name: "refused with 429", value: count(429), unit: "calls", atMost: TAKES - HOUR },
    { name: "each, of all", value: ms / TAKES, unit: "ms" },
  ];
}

async function newKey(url: string, user: LocalInstance["user"]) {
  const headers = { "content-type": "application/json", origin: url };
  const signedIn = await fetch(`${url}/v1/auth/sign-in`, { method: "POST", headers, body: JSON.stringify(user) });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const body = JSON.stringify({ name: "Bench", mode: "test" });
  const made = await fetch(`${url}/v1/api-keys`, { method: "POST", headers: { ...headers, cookie }, body });
  if (made.status !== 201) throw new Error(`${made.status}: ${await made.text()}`);
  const { id, secret }: { id: string; secret: string } = await made.json();
  return { id, secret, cookie };
}
