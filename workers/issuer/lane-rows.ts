import type { Owner } from "../db/owner.ts";
import type { Sent, Waiting } from "./lane.ts";
import { submitterOf } from "./submitter.ts";

/** A row of an invoice as its lane is worked. */
export interface LaneRow extends Record<string, SqlStorageValue> {
  id: string;
  organization_id: string;
  mode: Owner["mode"];
  issuer_id: string;
  date: string;
  last_day: string;
  redating: string | null;
  fingerprint: string;
  number: number | null;
  unheard: number;
  tried_from: number;
  tried_until: number;
  lands_by: number;
}

export const LANE_ROW =
  "id, organization_id, mode, issuer_id, date, last_day, redating, fingerprint, number, unheard, tried_from, tried_until, lands_by";

export const toWaiting = ({ id, organization_id, mode, issuer_id, date, last_day, redating, fingerprint }: LaneRow): Waiting => ({
  id,
  submitter: submitterOf({ organizationId: organization_id, mode }, issuer_id),
  date,
  lastDay: last_day,
  isRedatable: redating !== null,
  fingerprint,
});

export function toSent(row: LaneRow): Sent {
  if (row.number === null) throw new Error("sent without a number");
  const attempts = { unheard: row.unheard, from: row.tried_from, until: row.tried_until, landsBy: row.lands_by };
  return { ...toWaiting(row), number: row.number, attempts };
}
