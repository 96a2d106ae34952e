import { openDatabase } from "../db/database.ts";
import { parseKeyRing } from "./seal.ts";

/** What reading queued mails takes. undefined: this instance lets nobody read them. */
export function outboxPorts(env: Env) {
  if (!env.DEV_OUTBOX) return undefined;
  const [dashboard = ""] = env.DASHBOARD_ORIGINS.split(",");
  return { database: openDatabase(env.DATABASE_URL), mailKeys: parseKeyRing(env.MAIL_KEYS), dashboard: dashboard.trim() };
}
