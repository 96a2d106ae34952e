/**
 * A rebuilt object finds comprobantes at ARCA of which Postgres knows nothing: the work of the storage that was lost, or somebody
 * else's. Pure: says whose they are, as far as that can be known.
 */
export interface Find {
  readonly number: number;
  readonly fingerprint: string;
  /** When ARCA processed it, milliseconds since the epoch; null where that cannot be compared with our clock. */
  readonly processedAt: number | null;
}

/** An invoice that is not final and has no number for sure. */
export interface Candidate {
  readonly id: string;
  readonly fingerprint: string;
  /** The number it was sent with, where Postgres had heard of the doubt. */
  readonly number: number | null;
  /**
   * When it was accepted, if it was by the storage that was lost; null if only after that. Then it may be the repetition of one that
   * was lost with it: the same sale, or another one that looks the same.
   */
  readonly acceptedAt: number | null;
}

export interface Matches<F extends Find> {
  /** Certain: that comprobante is this invoice's. */
  readonly adopted: readonly { readonly id: string; readonly find: F }[];
  /** It may be: a person decides. */
  readonly doubtful: readonly { readonly id: string; readonly find: F }[];
  /** Nobody's that we know. */
  readonly strange: readonly F[];
}

/** Difference between ARCA's clock and ours. */
const TOLERANCE_MS = 120_000;

/**
 * By number and content first; then by content alone, where there is one invoice and one comprobante of it. Of several that look the
 * same it cannot be told which is whose: as many invoices as there are comprobantes wait for a person, in their order.
 * @param candidates in the order in which they are numbered
 */
export function matchFinds<F extends Find>(candidates: readonly Candidate[], finds: readonly F[]): Matches<F> {
  const adopted = candidates.flatMap((candidate) => {
    const find = finds.find(({ number, fingerprint }) => number === candidate.number && fingerprint === candidate.fingerprint);
    return find ? [{ id: candidate.id, find }] : [];
  });
  const settled = new Set(adopted.map(({ id }) => id));
  const taken = new Set(adopted.map(({ find }) => find.number));
  const open = Map.groupBy(
    candidates.filter(({ id }) => !settled.has(id)),
    ({ fingerprint }) => fingerprint,
  );
  const loose = Map.groupBy(
    finds.filter(({ number }) => !taken.has(number)),
    ({ fingerprint }) => fingerprint,
  );
  const groups = [...loose].map(([fingerprint, same]) => matchSame(open.get(fingerprint) ?? [], same));
  return {
    adopted: [...adopted, ...groups.flatMap((group) => group.adopted)],
    doubtful: groups.flatMap(({ doubtful }) => doubtful),
    strange: groups.flatMap(({ strange }) => strange).toSorted((a, b) => a.number - b.number),
  };
}

/** Of one content. */
function matchSame<F extends Find>(candidates: readonly Candidate[], finds: readonly F[]): Matches<F> {
  const free = [...candidates];
  const strange: F[] = [];
  const pairs = finds
    .toSorted((a, b) => a.number - b.number)
    .flatMap((find) => {
      const at = free.findIndex((candidate) => mayBe(candidate, find));
      const [candidate] = at === -1 ? [] : free.splice(at, 1);
      if (!candidate) strange.push(find);
      return candidate ? [{ candidate, find }] : [];
    });
  const certain = pairs.length === 1 && candidates.length === 1 && finds.length === 1 && pairs[0]?.candidate.acceptedAt !== null;
  const matched = pairs.map(({ candidate: { id }, find }) => ({ id, find }));
  return { adopted: certain ? matched : [], doubtful: certain ? [] : matched, strange };
}

/** What ARCA had processed before the invoice was accepted is not the invoice. */
const mayBe = ({ acceptedAt }: Candidate, { processedAt }: Find): boolean =>
  acceptedAt === null || processedAt === null || processedAt >= acceptedAt - TOLERANCE_MS;
