import type { Problem } from "../../shared/errors.ts";
import type { IssuerRecords, KnownLane, KnownNumber } from "../db/issuer-objects.ts";
import { log } from "../platform/log.ts";
import { troubleOf } from "../arca/index.ts";
import type { Owner } from "../db/owner.ts";
import { sampleOf, unknownNumbers, WINDOW } from "./audit-sample.ts";
import type { LaneAuthority } from "./authority.ts";
import { BooksWentBack } from "./books.ts";
import { parseLane } from "./lane-key.ts";
import { slots } from "./slots.ts";

/** A comprobante that was read back. */
export interface Checked extends Owner {
  readonly number: number;
  readonly invoiceId: string;
  readonly verdict: "same" | "missing_at_arca" | "cae_differs" | "content_differs";
  /** Ours, and ARCA's. */
  readonly cae: string;
  readonly arcaCae: string | null;
}

/** A lane as ARCA's books and ours have it, across all who issue in it. */
export interface LaneAudit {
  readonly pointOfSale: number;
  readonly typeCode: number;
  /** Each issuer's part. */
  readonly parts: readonly KnownLane[];
  /** Null where ARCA did not say, or says what cannot be. */
  readonly arcaLast: number | null;
  /** ARCA's last number, where it is below `highest`, which it had authorized. */
  readonly wentBack: { readonly last: number; readonly highest: number } | null;
  /** Why it could not be compared, or not to the end. */
  readonly trouble: Problem | null;
  readonly isComplete: boolean;
  readonly checked: readonly Checked[];
  /** Of the last numbers at ARCA, those that are ours. */
  readonly ours: readonly (Owner & { readonly number: number })[];
  /** And those that are not: between numbers of ours, or after or before all of them. */
  readonly between: readonly number[];
  readonly beyond: readonly number[];
}

/** Calls at a time: others issue meanwhile. */
const READS = 2;

interface Ports {
  readonly authority: LaneAuthority;
  readonly records: Pick<IssuerRecords, "numbers">;
  /** What this object holds of numbers from there on, and of those below it the ones in `also`, published or not: number and content. */
  readonly held: (lane: string, from: number, also: readonly number[]) => ReadonlyMap<number, string>;
  readonly random: () => number;
}

/** Compares a lane with ARCA's books. Never throws for ARCA: what could not be compared is told. @param parts at least one */
export async function auditLane(lane: string, parts: readonly KnownLane[], ports: Ports): Promise<LaneAudit> {
  const { PtoVta: pointOfSale, CbteTipo: typeCode } = parseLane(lane);
  const checked: Checked[] = [];
  const empty = {
    pointOfSale,
    typeCode,
    parts,
    arcaLast: null,
    wentBack: null,
    trouble: null,
    isComplete: false,
    checked,
    ours: [],
    between: [],
    beyond: [],
  };
  let sofar: LaneAudit = empty;
  try {
    const arcaLast = await ports.authority.lastAuthorized(lane);
    const from = Math.max(1, arcaLast - WINDOW + 1);
    const sample = sampleOf(parts, arcaLast, ports.random);
    const known = await ports.records.numbers({ PtoVta: pointOfSale, CbteTipo: typeCode }, from, sample);
    const held = ports.held(lane, from, sample);
    const ours = known.filter(({ number }) => number >= from && number <= arcaLast);
    const accounted = new Set([...known.map(({ number }) => number), ...held.keys()]);
    sofar = { ...empty, arcaLast, ours, ...unknownNumbers(from, arcaLast, accounted, parts) };
    const chosen = new Set(sample);
    await readBack(
      known.filter(({ number }) => chosen.has(number)),
      held,
    );
    return { ...sofar, isComplete: true };
  } catch (error) {
    if (error instanceof BooksWentBack) return { ...sofar, wentBack: { last: error.last, highest: error.highest }, trouble: error.problem };
    log("warn", "lane.audit.failed", { lane, error });
    return { ...sofar, trouble: troubleOf(error) };
  }

  async function readBack(numbers: readonly KnownNumber[], held: ReadonlyMap<number, string>): Promise<void> {
    const limited = slots(READS);
    await Promise.all(numbers.map((known) => limited(async () => checked.push(await check(known, held.get(known.number))))));
    checked.sort((a, b) => a.number - b.number);
  }

  async function check({ number, invoiceId, organizationId, mode, cae }: KnownNumber, fingerprint: string | undefined): Promise<Checked> {
    const there = await ports.authority.find(lane, number);
    const ours = { number, invoiceId, organizationId, mode, cae, arcaCae: there?.cae ?? null };
    if (!there) return { ...ours, verdict: "missing_at_arca" };
    if (there.cae !== cae) return { ...ours, verdict: "cae_differs" };
    return { ...ours, verdict: fingerprint === undefined || fingerprint === there.fingerprint ? "same" : "content_differs" };
  }
}
