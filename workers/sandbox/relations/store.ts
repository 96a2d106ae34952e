/** Who may act for whom in a tenant's sandbox. */
export interface Relation {
  readonly cuit: string;
  readonly representative: string;
}

/** Far more than anybody tries; a ticket names all of a representative's. */
const MOST = 1_000;

/** SQLite of it: `relations`, those that were made. That a CUIT acts for itself stands nowhere. */
export function openRelations({ sql }: DurableObjectStorage) {
  sql.exec("CREATE TABLE IF NOT EXISTS relations (representative TEXT, cuit TEXT, PRIMARY KEY (representative, cuit)) WITHOUT ROWID");
  const rows = <R>(query: string, ...params: SqlStorageValue[]): R[] => sql.exec(query, ...params).toArray() as unknown as R[];

  return {
    all: (): Relation[] => rows<Relation>("SELECT cuit, representative FROM relations ORDER BY cuit, representative"),
    /** @returns false where there are too many */
    add({ cuit, representative }: Relation): boolean {
      if (rows("SELECT 1 FROM relations LIMIT ?", MOST).length >= MOST) return false;
      sql.exec("INSERT OR IGNORE INTO relations VALUES (?, ?)", representative, cuit);
      return true;
    },
    clear(): void {
      sql.exec("DELETE FROM relations");
    },
    of: (representative: string): string[] =>
      rows<{ cuit: string }>("SELECT cuit FROM relations WHERE representative = ? ORDER BY cuit", representative).map(({ cuit }) => cuit),
  };
}
