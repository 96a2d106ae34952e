import { calculateJwkThumbprint, compactVerify, EmbeddedJWK } from "jose";
import type { ClientBase } from "pg";
import * as z from "zod";
import { ANCHOR_TYPE, anchorKey } from "../../workers/signer/anchor.ts";
import type { KeyRing } from "../../workers/platform/seal.ts";
import type { Fault } from "./verify.ts";

/** An object of the bucket. */
export interface AnchorFile {
  readonly name: string;
  readonly jws: string;
}

const Anchor = z.object({ chain: z.string(), seq: z.int().positive(), hash: z.hex().length(64), at: z.iso.datetime() });
type Anchor = z.infer<typeof Anchor>;

interface Checked {
  readonly anchors: number;
  readonly faults: readonly Fault[];
}

/** What the signer signs with under each version of its ring: thumbprints of the public keys (RFC 7638). */
export const anchorKids = async (ring: KeyRing): Promise<string[]> =>
  Promise.all([...ring.keys.keys()].map(async (version) => (await anchorKey(ring, version)).kid));

/**
 * Holds anchors against the log: an entry that one knows and that is missing, or is another one, is a fault; so is an anchor that none
 * of those keys signed.
 * @param kids thumbprints of the signer's public keys, now and before
 */
export async function verifyAnchors(client: ClientBase, files: readonly AnchorFile[], kids: ReadonlySet<string>): Promise<Checked> {
  const read = await Promise.all(files.map(async (file) => ({ file, anchor: await readAnchor(file, kids) })));
  const forged = read
    .filter(({ anchor }) => anchor === undefined)
    .map(({ file }) => ({ organization: file.name, seq: 0, fault: "forged" }));
  const anchors = read.flatMap(({ anchor }) => anchor ?? []);
  const { rows } = await client.query<Fault>(
    `select chain as organization, a.seq::int as seq, case when l.seq is null then 'cut' else 'anchor' end as fault
     from jsonb_to_recordset($1::jsonb) as a (chain text, seq bigint, hash text)
     left join audit_log l on l.organization_id = a.chain and l.seq = a.seq
     where l.hash is distinct from decode(a.hash, 'hex') order by 1, 2`,
    [JSON.stringify(anchors)],
  );
  return { anchors: anchors.length, faults: [...rows, ...forged] };
}

/** @returns undefined for one that none of those keys signed, or that is no anchor */
async function readAnchor({ jws }: AnchorFile, kids: ReadonlySet<string>): Promise<Anchor | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws.trim(), EmbeddedJWK, { algorithms: ["EdDSA"] });
    const { typ, jwk } = protectedHeader;
    if (typ !== ANCHOR_TYPE || !jwk || !kids.has(await calculateJwkThumbprint(jwk))) return undefined;
    return Anchor.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return undefined;
  }
}
