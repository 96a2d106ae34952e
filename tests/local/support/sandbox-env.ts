import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Books } from "../../../workers/sandbox/books.ts";

type BooksCall = Parameters<Books["authorize"]>;

/** What the sandbox needs of the Worker's environment, in Node: the real books on one storage, whoever the tenant is. */
export function sandboxEnv(caKey: string, storage = memoryStorage()): Pick<Env, "SANDBOX" | "SANDBOX_CA_KEY"> {
  const books = new Books(storage, "org_local");
  const stub = {
    lastAuthorized: async (...args: Parameters<Books["lastAuthorized"]>) => books.lastAuthorized(...args),
    consult: async (...args: Parameters<Books["consult"]>) => books.consult(...args),
    authorize: async (cuit: BooksCall[0], lane: BooksCall[1], details: BooksCall[2], now: number) =>
      books.authorize(cuit, lane, details, new Date(now)),
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
