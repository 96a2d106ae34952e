import type { FaultKind } from "../../../shared/schemas/sandbox.ts";

/** What goes wrong with one request. */
export interface Fault {
  readonly kind: FaultKind;
  /** Undefined: as long as is usual for its kind. */
  readonly delayMs?: number;
}

/** A fault that was asked for: of which requests, and for how long. */
export interface FaultRule extends Fault {
  /** Name of a SOAP operation, or `*` for all. */
  readonly operation: string;
  /** 0 to 1: share of the requests that it strikes. */
  readonly probability: number;
  /** How often it strikes yet; without a limit, null. */
  readonly left: number | null;
  /** Milliseconds since 1970, by the real clock; null: no end. */
  readonly until: number | null;
}

/** What a tenant has set. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  /** WSAA gives no second ticket for a certificate and service within this time. */
  readonly reloginWindowMs: number;
}

interface Choice {
  readonly fault: Fault | null;
  /** What is left of the rules. */
  readonly rules: readonly FaultRule[];
}

/**
 * The first rule that strikes wins, and has one less to go. A rule that is used up or has ended is dropped.
 *
 * @param random 0 to 1, asked once for each rule that could strike
 */
export function chooseFault(rules: readonly FaultRule[], operation: string, now: number, random: () => number): Choice {
  const alive = rules.filter(({ until, left }) => (until === null || now < until) && left !== 0);
  const struck = alive.find((rule) => concerns(rule, operation) && random() < rule.probability);
  if (!struck) return { fault: null, rules: alive };
  const spent = { ...struck, left: struck.left === null ? null : struck.left - 1 };
  const rest = alive.map((rule) => (rule === struck ? spent : rule)).filter(({ left }) => left !== 0);
  const { kind, delayMs } = struck;
  return { fault: { kind, ...(delayMs !== undefined && { delayMs }) }, rules: rest };
}

/** `already_authenticated` is a thing of the login alone, also where all operations are meant. */
const concerns = (rule: FaultRule, operation: string): boolean =>
  (rule.operation === operation || rule.operation === "*") && (rule.kind !== "already_authenticated" || operation === LOGIN);

/** Name under which the login is known among the operations. */
export const LOGIN = "LoginCms";
