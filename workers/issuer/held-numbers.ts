/**
 * What this object holds of a lane, published or not: whatever is sent holds its number too.
 * @param from all from there on. @param also and of those below it, these
 * @returns fingerprints by number
 */
export function heldNumbers({ sql }: Pick<DurableObjectStorage, "sql">, lane: string, from: number, also: readonly number[]) {
  // Two queries in one, so that each is looked up in the index of numbers: a lane may have millions.
  const query = `SELECT number, fingerprint FROM invoices WHERE lane = ?1 AND number >= ?2
    UNION ALL SELECT i.number, i.fingerprint FROM json_each(?3) n CROSS JOIN invoices i ON i.lane = ?1 AND i.number = n.value`;
  const below = JSON.stringify(also.filter((number) => number < from));
  const rows = sql.exec<{ number: number; fingerprint: string }>(query, lane, from, below).toArray();
  return new Map(rows.map(({ number, fingerprint }) => [number, fingerprint]));
}
