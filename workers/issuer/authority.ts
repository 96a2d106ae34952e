import type { Found, Numbered, Verdict } from "./lane.ts";

/** What the object needs of ARCA for one lane. Every method may throw, and then nothing is known of what happened there. */
export interface Authority {
  lastAuthorized(lane: string): Promise<number>;
  /** @returns undefined when ARCA has no comprobante of that number */
  find(lane: string, number: number): Promise<(Found & { readonly date: string }) | undefined>;
  /** At most FECompTotXRequest comprobantes with consecutive numbers. Says nothing of those whose fate is unknown. */
  authorize(lane: string, batch: readonly Numbered[]): Promise<Verdict[]>;
}
