import type { Environment } from "../../../shared/catalog.ts";
import { type KeyRing, isSealRefusal, open, seal } from "../../platform/seal.ts";
import type { Ticket } from "../wsaa/ticket.ts";
import type { Hold, TicketStore } from "./keeper.ts";

/**
 * Storage schema of the object:
 *
 * | table   | row                          | life                                   |
 * |---------|------------------------------|----------------------------------------|
 * | tickets | service → sealed ticket      | replaced by the next one               |
 * | holds   | service → until (ms), reason | goes with the next ticket              |
 *
 * A ticket lets whoever holds it issue for every CUIT that the certificate represents: it is stored sealed only, bound to
 * ["ticket", certificate, environment, service].
 */
export function openTicketStore(
  sql: SqlStorage,
  ring: KeyRing,
  { thumbprint, environment }: { thumbprint: string; environment: Environment },
): TicketStore {
  sql.exec("CREATE TABLE IF NOT EXISTS tickets (service TEXT PRIMARY KEY, sealed TEXT NOT NULL)");
  sql.exec("CREATE TABLE IF NOT EXISTS holds (service TEXT PRIMARY KEY, until INTEGER NOT NULL, fault_code TEXT, fault_text TEXT)");
  const partsOf = (service: string): string[] => ["ticket", thumbprint, environment, service];

  return {
    async load(service) {
      const row = sql.exec<{ sealed: string }>("SELECT sealed FROM tickets WHERE service = ?", service).toArray().at(0);
      return row && unsealed(ring, partsOf(service), row.sealed);
    },
    async save(service, ticket) {
      const sealed = await seal(ring, partsOf(service), new TextEncoder().encode(JSON.stringify(ticket)));
      sql.exec("INSERT INTO tickets VALUES (?, ?) ON CONFLICT (service) DO UPDATE SET sealed = excluded.sealed", service, sealed);
      sql.exec("DELETE FROM holds WHERE service = ?", service);
    },
    hold(service) {
      const row = sql.exec<HoldRow>("SELECT until, fault_code, fault_text FROM holds WHERE service = ?", service).toArray().at(0);
      return row && { until: row.until, fault: row.fault_code === null ? undefined : { code: row.fault_code, text: row.fault_text ?? "" } };
    },
    saveHold(service, { until, fault }: Hold) {
      sql.exec("INSERT OR REPLACE INTO holds VALUES (?, ?, ?, ?)", service, until, fault?.code ?? null, fault?.text ?? null);
    },
  };
}

type HoldRow = Record<string, SqlStorageValue> & { until: number; fault_code: string | null; fault_text: string | null };

/** A ticket whose key has left the ring is lost, not an error: another can be had. */
async function unsealed(ring: KeyRing, parts: readonly string[], sealed: string): Promise<Ticket | undefined> {
  try {
    const { token, sign, generatedAt, expiresAt } = JSON.parse(new TextDecoder().decode(await open(ring, parts, sealed))) as Stored;
    return { token, sign, generatedAt: new Date(generatedAt), expiresAt: new Date(expiresAt) };
  } catch (error) {
    if (isSealRefusal(error)) return undefined;
    throw error;
  }
}

/** What JSON makes of a Ticket. Ours by the seal, so that its form needs no check. */
interface Stored {
  readonly token: string;
  readonly sign: string;
  readonly generatedAt: string;
  readonly expiresAt: string;
}
