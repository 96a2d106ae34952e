import { type ChainEnd, chainsToAnchor, recordAnchors } from "../../db/audit-anchors.ts";
import type { Database } from "../../db/database.ts";
import { log } from "../../platform/log.ts";

/** Names of the anchors of a chain, in the bucket `arca-audit-anchors`. */
export const anchorPrefix = (chain: string): string => `audit-anchors/${chain}/`;

interface Ports {
  readonly database: Database;
  readonly signer: Env["SIGNER"];
  readonly anchors: Env["AUDIT_ANCHORS"];
}

/** The timer comes each hour; a chain is anchored once a day. */
const DAILY_MS = 23 * 60 * 60_000;
/** Chains on a page, and pages each hour, well below the objects that one invocation may write. The others come first in the next. */
const PAGE = 100;
const PAGES = 20;

/**
 * Writes where each chain that has moved ends now, signed, to a place that whoever writes the database does not reach: an end that is
 * cut off later, or a chain written anew, then shows. One that fails keeps no other from being anchored, and comes again with the next
 * hour; a repetition writes nothing twice.
 */
export async function anchorAuditLogs(ports: Ports, now: Date): Promise<void> {
  const before = new Date(now.getTime() - DAILY_MS);
  let last: ChainEnd | undefined;
  for (let page = 0; page < PAGES; page++) {
    const ends = await chainsToAnchor(ports.database, before, last, PAGE);
    const anchored = await anchorAll(ports, ends);
    if (anchored.length > 0) await recordAnchors(ports.database, anchored, now);
    if (ends.length > 0) log("info", "audit_log.anchor.done", { count: anchored.length });
    last = ends.at(-1);
    if (ends.length < PAGE) return;
  }
}

/** @returns those that are anchored now */
async function anchorAll({ signer, anchors }: Ports, ends: readonly ChainEnd[]): Promise<ChainEnd[]> {
  if (ends.length === 0) return [];
  const signed = await signer.signHeads(ends.map(({ chain, seq, hash }) => ({ chain, seq, hash })));
  const done = await Promise.all(
    ends.map(async (end, i) => {
      try {
        return await anchor(anchors, end, signed[i]);
      } catch (error) {
        log("error", "audit_log.anchor.failed", { organization_id: end.chain, error });
        return false;
      }
    }),
  );
  return ends.filter((_, i) => done[i]);
}

/**
 * Where there is one of that entry already, it stays; its lock allows nothing else.
 * @throws Error where that one knows the entry with another hash: the chain was written anew
 */
async function anchor(bucket: R2Bucket, end: ChainEnd, jws: string | undefined): Promise<true> {
  if (jws === undefined) throw new Error("not the head of a chain");
  const name = `${anchorPrefix(end.chain)}${String(end.seq).padStart(12, "0")}.jws`;
  const onlyIf = new Headers({ "if-none-match": "*" });
  if (await bucket.put(name, jws, { onlyIf, customMetadata: { hash: end.hash } })) return true;
  const there = await bucket.head(name);
  if (there?.customMetadata?.["hash"] !== end.hash) throw new Error(`the anchor of entry ${end.seq} has another hash`);
  return true;
}
