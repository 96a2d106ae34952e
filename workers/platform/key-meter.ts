/** What an hour of a key is divided into. */
export type BudgetName = "reads" | "issuing" | "lookups";

export interface Demand {
  readonly budget: BudgetName;
  /** None: only what is left is asked for. */
  readonly units: number;
  /** Of that budget in an hour. */
  readonly limit: number;
  /** Less will do as well: for leases. */
  readonly partial: boolean;
}

export interface Grant {
  readonly units: number;
  /** Left in the hour. */
  readonly remaining: number;
  /** Seconds until the hour ends. */
  readonly reset: number;
  /** Seconds to wait; 0 where something was granted. */
  readonly retryAfter: number;
}
