import { newId } from "../shared/ids.ts";
import { runAccountChores } from "./accounts/index.ts";
import { createApi } from "./api/app.ts";
import { openDatabase } from "./db/database.ts";
import { type ChorePorts, consumeChores, runScheduled } from "./ledger/index.ts";
import { parseKeyRing } from "./platform/seal.ts";

export { ApiKeyKeeper } from "./accounts/api-keys/keeper/api-key-keeper.ts";
export { AuthLimit } from "./accounts/people/attempts/auth-limit.ts";
export { ArcaHealth } from "./arca/health/arca-health.ts";
export { ArcaParameters } from "./arca/parameters/arca-parameters.ts";
export { Tickets } from "./arca/tickets/tickets.ts";
export { InvoiceBatch } from "./invoicing/batches/invoice-batch.ts";
export { Issuer } from "./issuer/issuer.ts";
export { Sandbox } from "./sandbox/sandbox.ts";

const api = createApi();

const choresOf = (env: Env): ChorePorts => ({
  database: openDatabase(env.DATABASE_URL),
  issuers: env.ISSUER,
  chores: env.ARCA_CHORES,
  now: () => new Date(),
  newId,
});

export default {
  fetch: api.fetch,
  async scheduled({ cron, scheduledTime }, env) {
    const ports = choresOf(env);
    const accounts = { ...ports, mailKeys: () => parseKeyRing(env.MAIL_KEYS), signer: env.SIGNER, anchors: env.AUDIT_ANCHORS };
    const isDone = await runAccountChores(accounts, cron, scheduledTime);
    if (!isDone) await runScheduled(ports, cron, scheduledTime);
  },
  queue: (batch, env) => consumeChores(choresOf(env), batch),
} satisfies ExportedHandler<Env>;
