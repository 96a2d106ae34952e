/** SHA-256 of the parsed body with its keys in order: how a body is written does not matter, what it says does. */
export async function bodyHash(input: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(canonical(input)));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]));
}
