import { first } from "../support/soap.ts";
import { type Answer, issue, type Lane } from "./books.ts";

interface Ambush {
  /** A call of ours has been answered whole since: the product knows the lane's last number, and doubts nothing. */
  ready: boolean;
  readonly done: (happened: boolean) => void;
}

/** After it struck the product has this long to write down what it heard. */
const HEARD_MS = 1_000;

export type Ambushes = ReturnType<typeof ambushes>;

/**
 * Another system takes a number with the content of our invoice in the very moment in which we ask for it. Only where ARCA's answer
 * can tell the two apart: the number is asked for the first time, and we hear that it was refused. Were that answer lost as well, or
 * the product killed before it has written it down, nothing that ARCA says later could tell. So whoever kills it says so before and
 * after.
 */
export function ambushes() {
  const set = new Map<string, Ambush>();
  let struckAt = 0;
  let isKilling = false;
  let kills = 0;
  return {
    /** How often the product was killed so far. */
    kills: () => kills,
    /** @returns whether it happened within the time */
    lay: (lane: string, waitMs: number): Promise<boolean> =>
      new Promise((resolve) => {
        const done = (happened: boolean) => {
          clearTimeout(late);
          set.delete(lane);
          resolve(happened);
        };
        const late = setTimeout(() => done(false), waitMs);
        set.set(lane, { ready: false, done });
      }),
    /** @returns whether the number that is asked for has just been taken */
    spring(key: string, lane: Lane, sent: readonly string[]): boolean {
      const ambush = set.get(key);
      const fields = sent[0];
      const next = lane.comprobantes.length + 1;
      if (!ambush?.ready || isKilling || !fields || Number(first(fields, "CbteDesde")) !== next || lane.asked >= next) return false;
      issue(lane, fields, null);
      struckAt = Date.now();
      ambush.done(true);
      return true;
    },
    /** @param before `kills()` when the call began */
    heard(key: string, { records }: Answer, before: number): void {
      const ambush = set.get(key);
      if (ambush) ambush.ready = before === kills && !isKilling && records.every(({ comprobante }) => comprobante);
    },
    /** @returns whether the product may be killed just now; then nothing strikes until `killed` */
    mayKill(): boolean {
      isKilling = Date.now() - struckAt > HEARD_MS;
      return isKilling;
    },
    /** What was heard before counts no more. */
    killed(): void {
      isKilling = false;
      kills += 1;
      for (const ambush of set.values()) ambush.ready = false;
    },
  };
}
