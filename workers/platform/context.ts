import { AppError } from "../../shared/errors.ts";
import type { newId } from "../../shared/ids.ts";
import { problem } from "../../shared/problems.ts";
import type { Mode } from "../db/owner.ts";
import type { Scoped } from "../db/scoped.ts";
import type { KeyMemory } from "./key-memory.ts";

export const SCOPES = ["issuers:read", "issuers:write", "invoices:read", "invoices:write"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks, on whose behalf, and what a verb may use. Built once per request. */
export interface Ctx {
  readonly organizationId: string;
  readonly mode: Mode;
  /** Id of the API key. */
  readonly actor: string;
  readonly scopes: ReadonlySet<string>;
  readonly requestId: string;
  readonly db: Scoped;
  /** What is remembered for the key that asks, where Postgres does not answer. */
  readonly keyMemory: KeyMemory;
  readonly now: () => Date;
  readonly newId: typeof newId;
  /** The objects that issue, one per environment and CUIT. */
  readonly issuers: Env["ISSUER"];
  /** The batches of invoices, one by its id. */
  readonly batches: Env["INVOICE_BATCHES"];
  /** The queue of what is done in the background. */
  readonly chores: Env["ARCA_CHORES"];
  /** The sandboxes, one per organization. */
  readonly sandboxes: Env["SANDBOX"];
  /** The objects that know how ARCA's services do, one per environment, in the sandbox one per organization. */
  readonly arcaHealth: Env["ARCA_HEALTH"];
  /** Those that keep ARCA's parameter tables, likewise. */
  readonly arcaParameters: Env["ARCA_PARAMETERS"];
  /** The Worker that holds private keys. */
  readonly signer: Env["SIGNER"];
  /** Where WSAA is, as far as that is set; empty: at ARCA's own address. */
  readonly wsaaUrls: Readonly<Record<"homologation" | "production", string>>;
  /** Key of the sandbox's certification authority, PKCS#8 PEM. */
  readonly sandboxCaKey: string;
}

/** First line of every verb. @throws AppError `forbidden` */
export function requireScope(ctx: Ctx, scope: Scope): void {
  if (!ctx.scopes.has(scope)) throw new AppError("forbidden", { param: scope });
}

/** First line of a verb of the sandbox, which is of test mode alone. @throws AppError `forbidden` */
export function requireTestMode(ctx: Ctx, scope: Scope): void {
  requireScope(ctx, scope);
  if (ctx.mode !== "test") throw new AppError("forbidden", { problems: [problem(null, "test_mode_only")] });
}
