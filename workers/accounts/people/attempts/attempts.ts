/** Of one account: when what still counts began. An attempt counts from its beginning, so that many at once cannot pass together. */
export type Attempts = readonly number[];

export interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

export interface Begun {
  readonly attempts: Attempts;
  readonly allowed: boolean;
  /** It is the last one that is: if it fails, the account is closed. */
  readonly closes: boolean;
  /** Milliseconds until the next one will be allowed; 0 where this one is. */
  readonly waitMs: number;
}

export function begin(attempts: Attempts, now: number, { most, windowMs }: Limit): Begun {
  const counted = attempts.filter((at) => at > now - windowMs);
  const [oldest] = counted.slice(-most);
  if (counted.length >= most && oldest !== undefined)
    return { attempts: counted, allowed: false, closes: false, waitMs: oldest + windowMs - now };
  return { attempts: [...counted, now], allowed: true, closes: counted.length + 1 === most, waitMs: 0 };
}

/** An attempt that succeeded is none. @param at when it began */
export function forgive(attempts: Attempts, at: number): Attempts {
  const index = attempts.indexOf(at);
  return index < 0 ? attempts : attempts.toSpliced(index, 1);
}
