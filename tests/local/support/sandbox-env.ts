import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Books } from "../../../workers/sandbox/books.ts";
import { ControlDesk } from "../../../workers/sandbox/control/desk.ts";
import type { Register } from "../../../workers/sandbox/register.ts";
import { represented } from "../../../workers/sandbox/relations/represented.ts";
import type { FindTaxpayer } from "../../../workers/sandbox/taxpayers/find-taxpayer.ts";

interface LocalSandbox {
  readonly caKey: string;
  readonly storage?: DurableObjectStorage;
  /** The register of taxpayers of the books; the built-in one, if left out. */
  readonly taxpayers?: FindTaxpayer;
  /** WSAA gives no second ticket within this time. */
  readonly reloginWindowMs?: number;
}

/** What the sandbox needs of the Worker's environment, in Node: the real books on one storage, whoever the tenant is. */
export function sandboxEnv(options: string | LocalSandbox): Pick<Env, "SANDBOX" | "SANDBOX_CA_KEY"> {
  const { caKey, storage = memoryStorage(), taxpayers, reloginWindowMs = 0 } = typeof options === "string" ? { caKey: options } : options;
  const books = new Books(storage, "org_local", taxpayers);
  const desk = new ControlDesk(storage);
  desk.setPlan({ rules: [], reloginWindowMs });
  const at = (now: number): Date => new Date(now);
  const stub: Register & Pick<ControlDesk, "visit" | "logIn"> & { represented: (holder: string) => string[] } = {
    represented: (holder) => represented(holder, []),
    visit: (visitor) => desk.visit(visitor),
    logIn: (certificate, service, now) => desk.logIn(certificate, service, now),
    lastAuthorized: async (cuit, lane) => books.lastAuthorized(cuit, lane),
    consult: async (cuit, lane, number) => books.consult(cuit, lane, number),
    authorize: async (cuit, lane, details, now) => books.authorize(cuit, lane, details, at(now)),
    pointsOfSale: async (cuit) => books.pointsOfSale(cuit),
    grantCaea: async (cuit, fortnight, now) => books.caea.grant(cuit, fortnight, at(now)),
    findCaea: async (cuit, fortnight) => books.caea.find(cuit, fortnight),
    inform: async (cuit, lane, informed, now) => books.inform(cuit, lane, informed, at(now)),
    informUnused: async (cuit, PtoVta, CAEA, now) => books.caea.informUnused(cuit, PtoVta, CAEA, at(now)),
    findUnused: async (cuit, CAEA, PtoVta) => books.caea.findUnused(cuit, CAEA, PtoVta),
    authorizeExport: async (cuit, request, now) => books.exports.authorize(cuit, request, at(now)),
    findExport: async (cuit, lane, number) => books.exports.find(cuit, lane, number),
    lastExport: async (cuit, lane) => books.exports.last(cuit, lane),
    lastExportId: async (cuit) => books.exports.lastId(cuit),
  };
  return { SANDBOX: { getByName: () => stub } as unknown as Env["SANDBOX"], SANDBOX_CA_KEY: caKey };
}

/** Node's SQLite behind the methods of a Durable Object's storage that the books use. */
export function memoryStorage(): DurableObjectStorage {
  const database = new DatabaseSync(":memory:");
  const exec = (query: string, ...params: SQLInputValue[]) => {
    if (query.includes(";")) database.exec(query);
    const rows = query.includes(";") ? [] : database.prepare(query).all(...params);
    return { toArray: () => rows, one: () => rows[0] };
  };
  return { sql: { exec }, transactionSync: (run: () => unknown) => run() } as unknown as DurableObjectStorage;
}
