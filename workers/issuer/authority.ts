import type { Sent, Verdict } from "./lane.ts";
import type { Found } from "./reconcile.ts";

/** What the object needs of ARCA for one lane, as one certificate. Every method may throw; what becomes of a call that threw, only ARCA can tell. */
export interface Authority {
  /** May ARCA be called now, and is there a ticket? Asked before anything is written down. @returns its clock, milliseconds */
  ready(): Promise<() => number>;
  lastAuthorized(lane: string): Promise<number>;
  /**
   * @param id of the invoice that the number is reserved for, if any
   * @returns undefined when ARCA has no comprobante of that number
   */
  find(lane: string, number: number, id?: string): Promise<(Found & { readonly date: string }) | undefined>;
  /**
   * At most FECompTotXRequest comprobantes with consecutive numbers. Says nothing of those whose fate is unknown.
   * @throws ArcaError with certainty `not_sent` where ARCA has for certain processed nothing
   */
  authorize(lane: string, batch: readonly Pick<Sent, "id" | "number">[]): Promise<Verdict[]>;
}

/** The same as whoever may: anyone's certificate reads a lane, and an invoice is sent by that of its own submitter alone. */
export interface LaneAuthority extends Omit<Authority, "ready" | "authorize"> {
  /**
   * @param submitter whose invoices are to be sent; left out: only to read, as anyone
   * @throws NotAsSubmitter where others may have more luck
   */
  ready(submitter?: string): Promise<() => number>;
  /** As the submitter of the first of them. */
  authorize(lane: string, batch: readonly Pick<Sent, "id" | "number" | "submitter">[]): Promise<Verdict[]>;
}

/** ARCA cannot be called as that submitter: there is no ticket for his certificate, or no certificate. */
export class NotAsSubmitter extends Error {
  constructor(cause: unknown) {
    super("cannot be called as that submitter", { cause });
    this.name = "NotAsSubmitter";
  }
}
