/** Operations that somebody charges for, counted where they happen. */
export interface Counts {
  /** Of the API Worker, by HTTP. */
  requests: number;
  /** Of Durable Objects, by class: calls and alarms. */
  readonly objects: Record<string, number>;
  alarms: number;
  rowsRead: number;
  rowsWritten: number;
  /** Each is charged as a row written, too. */
  alarmsSet: number;
  /** Object-seconds in which an object had something under way. */
  awakeSeconds: number;
  neonRoundTrips: number;
  neonBytesSent: number;
  neonBytesReceived: number;
  /** SOAP calls. */
  soap: number;
  queueMessages: number;
  /** Of the issuers' objects' storage, all together. */
  issuerBytes: number;
}

const fresh = (): Counts => ({
  requests: 0,
  objects: {},
  alarms: 0,
  rowsRead: 0,
  rowsWritten: 0,
  alarmsSet: 0,
  awakeSeconds: 0,
  neonRoundTrips: 0,
  neonBytesSent: 0,
  neonBytesReceived: 0,
  soap: 0,
  queueMessages: 0,
  issuerBytes: 0,
});

/** A Worker and its objects share one isolate here, so that one table holds what all of them do. */
let counts = fresh();
let cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
const awake = new Map<string, { active: number; since: number }>();

/** Bytes of the storage of each issuer's object, as it last said. */
export const issuerSizes = new Map<string, number>();

export const current = (): Counts => counts;

/** A cursor knows what it has read only once it was read. */
export const watchCursor = (cursor: SqlStorageCursor<Record<string, SqlStorageValue>>): void => void cursors.push(cursor);

/** Counts the object as awake until the work ends. */
export function whileAwake<T>(object: string, work: Promise<T>): Promise<T> {
  const state = awake.get(object) ?? { active: 0, since: 0 };
  awake.set(object, state);
  if (state.active === 0) state.since = Date.now();
  state.active += 1;
  return work.finally(() => {
    state.active -= 1;
    if (state.active === 0) counts.awakeSeconds += (Date.now() - state.since) / 1_000;
  });
}

/** All since the last time. */
export function take(): Counts {
  for (const { rowsRead, rowsWritten } of cursors) {
    counts.rowsRead += rowsRead;
    counts.rowsWritten += rowsWritten;
  }
  for (const size of issuerSizes.values()) counts.issuerBytes += size;
  const taken = counts;
  counts = fresh();
  cursors = [];
  return taken;
}
