import { join } from "node:path";
import type { EndpointFaults } from "../neon/endpoint.ts";
import { type LocalDatabase, openLocalDatabase } from "../neon/local-database.ts";
import type { Ready } from "./announce.ts";
import { ensureOrganization } from "./organization.ts";
import { demoClient } from "./first-invoice.ts";
import { ensureUser } from "./user.ts";
import { bindInstanceId, checkInstanceId } from "./instance-id.ts";
import { refuseBusyPort } from "./port.ts";
import { Refusal } from "./refusal.ts";
import { lockDataDir } from "./run-file.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { WorkerSupervisor } from "./worker.ts";
import { writeWranglerConfigs } from "./wrangler-configs.ts";

export interface StartOptions {
  /** Told of each step when it is done. */
  readonly step: (line: string) => void;
  /** Takes what has to be ended; the caller disposes of it, also when starting fails halfway. */
  readonly resources: AsyncDisposableStack;
  readonly signal: AbortSignal;
  /** Of the database, for whoever tries what an instance makes of them. */
  readonly faults?: EndpointFaults;
  /** Absolute path of another entry file of the API Worker, that wraps its own. */
  readonly main?: string;
}

interface DatabaseOptions {
  /** Until then, requests of the Worker are held back. */
  readonly appWaitsFor: Promise<void>;
  readonly faults?: EndpointFaults;
}

/** Starts everything. The database boots while wrangler does. @throws {Refusal} */
export async function startInstance(settings: Settings, { step, resources, signal, main, ...options }: StartOptions): Promise<Ready> {
  const { dataDir, port } = settings;
  const url = `http://127.0.0.1:${port}`;
  const lock = await lockDataDir(dataDir, { url, beforeLocking: () => refuseBusyPort(port) });
  resources.defer(lock.release);
  const secrets = openSecrets(dataDir);
  // Before it is known to be this instance's and migrated, the Worker's statements wait: its objects may have rows to deliver.
  const admission = Promise.withResolvers<void>();
  const database = await openDatabase(settings, secrets, { appWaitsFor: admission.promise, ...options });
  resources.defer(() => database.close());
  signal.throwIfAborted();
  const configs = writeWranglerConfigs({ dataDir, databaseUrl: database.url("app"), url, secrets, vars: settings.vars, main });
  const worker = new WorkerSupervisor({ dataDir, port, configs, onStart: lock.recordWorker });
  resources.defer(() => worker.stop());

  await prepareDatabase(settings, secrets, database, step);
  admission.resolve();
  await worker.ready();
  step(`Worker: ${url}`);
  const { apiKey } = secrets.demo;
  const demo = demoClient(url, apiKey);
  const issuerId = await demo.ensureIssuer();
  step(`Issuer: ${issuerId}`);
  const invoice = await demo.ensureFirstInvoice(issuerId, secrets.instanceId);
  step(`First invoice: number ${invoice.number}, CAE ${invoice.cae}, total ${invoice.total}`);
  const { email, password } = secrets.user;
  return { url, apiKey, issuerId, invoice, user: { email, password } };
}

function openDatabase({ databaseUrl, dataDir }: Settings, secrets: Secrets, options: DatabaseOptions): Promise<LocalDatabase> {
  const store = databaseUrl === undefined ? { folder: join(dataDir, "pglite") } : { url: databaseUrl };
  return openLocalDatabase({ store, passwords: secrets.databasePasswords, ...options });
}

async function prepareDatabase({ databaseUrl, dataDir }: Settings, secrets: Secrets, database: LocalDatabase, step: StartOptions["step"]) {
  const what = databaseUrl === undefined ? `PGlite in ${join(dataDir, "pglite")}` : "PostgreSQL of DATABASE_URL";
  await database
    .asOwner((client) => client.query("select 1"))
    .catch((error: Error) => {
      throw new Refusal(`Database: ${what} cannot be opened: ${error.message || String(Reflect.get(error, "code"))}`);
    });
  await checkInstanceId(database, dataDir, secrets);
  step(`Database: ${what}`);
  const applied = await database.migrate();
  await bindInstanceId(database, dataDir, secrets);
  step(`Migrations: ${applied.length === 0 ? "up to date" : applied.join(", ")}`);
  await ensureOrganization(database, "Demo", secrets.demo, secrets.apiKeyPepper);
  await ensureUser(database, secrets.demo.organizationId, secrets.user);
  step("Demo organization, its owner and test key");
}
