import type { ClientBase } from "pg";

/** One place where a chain of the audit log does not hold. */
export interface Fault {
  readonly organization: string;
  /** Of the entry; 0: of no single one. */
  readonly seq: number;
  readonly fault: string;
}

export interface Verdict {
  readonly entries: number;
  readonly chains: number;
  /** Of those that were held against the log; undefined: none were there to be. */
  readonly anchors?: number;
  readonly faults: readonly Fault[];
}

/** What each fault means, for whoever reads the report. */
const MEANINGS: Readonly<Record<string, string>> = {
  gap: "entries before this one are missing",
  link: "it does not follow the entry before it",
  content: "it was changed after it was written",
  payload: "its payload was changed after it was written",
  end: "the chain ends here, and its head knows of another end",
  head: "the head of the chain is missing",
  cut: "an anchor knows this entry, and it is missing",
  anchor: "an anchor knows this entry with another hash",
  forged: "this anchor is signed by none of the keys given",
  late: "from here on it has waited for an anchor for more than two days: see that the timer, the bucket and the signer work",
};

/** Computes every chain anew. Erased payloads are no fault: the chain covers their hash. An anchor that is late is one. */
export async function verifyAuditLog(client: ClientBase, now = new Date()): Promise<Verdict> {
  const { rows: faults } = await client.query<Fault>(
    `select organization_id as organization, seq::int as seq, fault from audit_faults
     union all select chain, seq::int, 'late' from late_anchors($1) order by organization, seq, fault`,
    [now],
  );
  const { rows } = await client.query<{ entries: number; chains: number }>(
    "select count(*)::int as entries, count(distinct organization_id)::int as chains from audit_log",
  );
  return { entries: rows[0]?.entries ?? 0, chains: rows[0]?.chains ?? 0, faults };
}

/** Lines for a terminal, by organization. */
export function reportOf({ entries, chains, anchors, faults }: Verdict): string[] {
  const held = anchors === undefined ? "" : ` ${anchors} anchors hold.`;
  const total = `${entries} entries of ${chains} chains verified.${faults.length === 0 ? held : ""}`;
  if (faults.length === 0) return [`✓ ${total}`];
  const groups = [...Map.groupBy(faults, ({ organization }) => organization)];
  return [
    ...groups.flatMap(([organization, found]) => [
      `✗ ${organization}`,
      ...found.map(({ seq, fault }) => `    ${seq}  ${fault}: ${MEANINGS[fault] ?? "unknown"}`),
    ]),
    `${total} ${faults.length} faults in ${groups.length} organizations.`,
  ];
}
