import { type LocalDatabase, type LocalDatabaseOptions, openLocalDatabase } from "../../../scripts/neon/local-database.ts";
import { createScratchDatabase } from "../../../scripts/neon/scratch-database.ts";

type Options = Omit<LocalDatabaseOptions, "store">;

export interface Backend {
  readonly name: string;
  readonly open: (options?: Options) => Promise<LocalDatabase>;
}

const postgres = process.env["DATABASE_URL"];

/** What a suite runs on: PGlite always, and the PostgreSQL of DATABASE_URL, each time in a new database that is dropped again. */
export const backends: readonly Backend[] = [
  { name: "PGlite", open: (options) => openLocalDatabase({ store: "memory", ...options }) },
  ...(postgres === undefined ? [] : [{ name: "PostgreSQL", open: (options?: Options) => openScratch(postgres, options) }]),
];

async function openScratch(server: string, options?: Options): Promise<LocalDatabase> {
  const scratch = await createScratchDatabase(server);
  const database = await openLocalDatabase({ store: { url: scratch.url }, ...options });
  const close = async () => {
    await database.close();
    await scratch.drop();
  };
  return { ...database, close };
}
