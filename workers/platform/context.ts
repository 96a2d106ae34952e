import { AppError } from "../../shared/errors.ts";
import type { newId } from "../../shared/ids.ts";
import { problem } from "../../shared/problems.ts";
import type { Role } from "../../shared/roles.ts";
import type { Scope } from "../../shared/scopes.ts";
import type { Mode } from "../db/owner.ts";
import type { Scoped } from "../db/scoped.ts";
import type { UserRows } from "../db/user-rows.ts";
import type { KeyMemory } from "./key-memory.ts";
import type { Deferred, Principal, SignedIn, UserPrincipal } from "./principal.ts";
import type { KeyRing } from "./seal.ts";

export { type Scope, SCOPES } from "../../shared/scopes.ts";

/** Who asks, on whose behalf, and what a verb may use. Built once per request. */
export interface Ctx {
  readonly organizationId: string;
  readonly mode: Mode;
  readonly principal: Principal | Deferred;
  /** Id of the API key, or of the user: what the audit log is told. */
  readonly actor: string;
  /** Of the key, or of the user's role. */
  readonly scopes: ReadonlySet<string>;
  readonly requestId: string;
  readonly db: Scoped;
  /** What is remembered for the key that asks, where Postgres does not answer. */
  readonly keyMemory: KeyMemory;
  /**
   * Takes what issuing costs of the hour of the key that asks; to be awaited before the first effect.
   * @param units one, if it does not say. @throws AppError `rate_limited`; `invalid_request` for more than an hour ever has;
   *   `unauthorized` where the key has just been revoked
   */
  readonly admit: (units?: number) => Promise<void>;
  readonly now: () => Date;
  readonly newId: typeof newId;
  /** The objects that issue, one per environment and CUIT. */
  readonly issuers: Env["ISSUER"];
  /** The batches of invoices, one by its id. */
  readonly batches: Env["INVOICE_BATCHES"];
  /** The queue of what is done in the background. */
  readonly chores: Env["ARCA_CHORES"];
  /** What outlasts Postgres of API keys, one by the hash of each, and what each has taken of its hour. */
  readonly keyKeepers: Env["API_KEY_KEEPERS"];
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
  /** Keys the hashes of API keys; base64. */
  readonly apiKeyPepper: string;
  /** Seals mails. */
  readonly mailKeys: () => KeyRing;
  /** Key of the sandbox's certification authority, PKCS#8 PEM. */
  readonly sandboxCaKey: string;
}

/** Of what concerns a user and none of his organizations. */
export interface UserCtx {
  readonly signedIn: SignedIn;
  /** Id of the user. */
  readonly actor: string;
  readonly requestId: string;
  readonly db: UserRows;
  readonly now: () => Date;
  readonly newId: typeof newId;
}

/** What `forbidden` says where a scope is missing. */
export const scopeMissing = (scope: Scope): AppError["details"] => ({
  param: scope,
  problems: [problem(null, "scope_missing", { scope })],
});

/** First line of every verb. @throws AppError `forbidden` */
export function requireScope(ctx: Ctx, scope: Scope): void {
  if (!ctx.scopes.has(scope)) throw new AppError("forbidden", scopeMissing(scope));
}

/** First line of a verb of the sandbox, which is of test mode alone. @throws AppError `forbidden` */
export function requireTestMode(ctx: Ctx, scope: Scope): void {
  requireScope(ctx, scope);
  if (ctx.mode !== "test") throw new AppError("forbidden", { problems: [problem(null, "test_mode_only")] });
}

/** First line of a verb that only members may do, and never a key. @throws AppError `forbidden` */
export function requireRole(ctx: Ctx, roles: readonly Role[]): UserPrincipal {
  const { principal } = ctx;
  if (principal.kind !== "user" || !roles.includes(principal.role)) throw new AppError("forbidden");
  return principal;
}
