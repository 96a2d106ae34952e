import { AppError } from "../../shared/errors.ts";
import { problem } from "../../shared/problems.ts";
import { MANAGERS, type Role, ROLES } from "../../shared/roles.ts";
import type { Scope } from "../../shared/scopes.ts";
import { scopeMissing } from "../platform/context.ts";
import { lacksSecondFactor, type Mode, type Principal } from "../platform/principal.ts";

/** Who may do an operation: the one place that says so. The OpenAPI document tells the same, from here. */
export type Rule =
  /** Anyone, or whoever the operation itself asks who he is. */
  | { readonly scope: "public" }
  /** Whoever is signed in, beside his organizations. Never an API key. */
  | {
      readonly user: true;
      readonly fresh?: Fresh;
      /** It costs nothing of his hour: nobody who got hold of a session can use that up and so keep its owner from ending it. */
      readonly budget?: "none";
    }
  | MemberRule;

/** What a request is for. */
export interface Operation {
  readonly id: string;
  readonly rule: Rule;
  readonly takesBody: boolean;
}

export interface MemberRule {
  /** Members with one of these roles. */
  readonly roles: readonly Role[];
  /** API keys with that scope; null: none. */
  readonly scope: Scope | null;
  readonly fresh?: Fresh;
  /** What it costs of the hour of a key or a user: one of `reads` if it does not say; `items` is of `issuing` as many as its body has. */
  readonly budget?: "issuing" | "items" | "lookups";
  /** Its objects are the same in both modes. */
  readonly modeless?: true;
  /** It reaches into live mode, whichever mode is named: to whoever needs a second factor there it is live mode once the organization has something live. */
  readonly secondFactor?: "always";
  /** The organization is that of the path, not of `Arca-Organization`; with `deleted` also while it is being deleted. */
  readonly organization?: "path" | "path, deleted";
}

/** Signed in, or stepped up, within ten minutes: always, or in live mode. No key ever is. */
type Fresh = "always" | "live";

const TECHNICAL: readonly Role[] = ["owner", "admin", "developer"];
const ISSUING: readonly Role[] = ["owner", "admin", "developer", "accountant"];
const OWNERS: readonly Role[] = ["owner"];

const readsInvoices = { roles: ROLES, scope: "invoices:read" } as const;
const writesInvoices = { roles: ISSUING, scope: "invoices:write" } as const;
const readsIssuers = { roles: ROLES, scope: "issuers:read" } as const;
const writesIssuers = { roles: TECHNICAL, scope: "issuers:write" } as const;
const certifies = { ...writesIssuers, fresh: "live" } as const;
const seesMembers = { roles: ROLES, scope: null, modeless: true } as const;
const managesMembers = { roles: MANAGERS, scope: null, modeless: true, fresh: "always", secondFactor: "always" } as const;
const seesKeys = { roles: TECHNICAL, scope: null, modeless: true } as const;
const managesKeys = { ...seesKeys, fresh: "always" } as const;
const ofPath = { scope: null, modeless: true, organization: "path" } as const;
const anyone = { scope: "public" } as const;
const user = { user: true } as const;
const ofSignIns = { user: true, budget: "none" } as const;
const ofFreshSignIns = { ...ofSignIns, fresh: "always" } as const;

/** One line for each operationId. An operation without one keeps the API from starting. */
export const PERMISSIONS: Readonly<Record<string, Rule>> = {
  getHealth: anyone,
  listOutbox: anyone,
  reportLeakedKeys: anyone,

  signUp: anyone,
  verifyEmail: anyone,
  resendVerification: anyone,
  signIn: anyone,
  forgotPassword: anyone,
  resetPassword: anyone,
  createTokens: anyone,
  refreshTokens: anyone,
  revokeTokens: anyone,
  signOut: ofSignIns,
  stepUp: ofSignIns,
  changePassword: ofSignIns,
  changeEmail: ofFreshSignIns,
  listSessions: ofSignIns,
  endSession: ofSignIns,
  startTotp: ofFreshSignIns,
  confirmTotp: ofFreshSignIns,
  disableTotp: ofFreshSignIns,
  createRecoveryCodes: ofFreshSignIns,

  createInvoice: { ...writesInvoices, budget: "issuing" },
  validateInvoice: writesInvoices,
  getInvoice: readsInvoices,
  listInvoices: readsInvoices,
  getInvoiceTimeline: readsInvoices,
  cancelInvoice: writesInvoices,
  resolveInvoice: writesInvoices,
  createInvoiceBatch: { ...writesInvoices, budget: "items" },
  getInvoiceBatch: readsInvoices,

  getEvent: readsInvoices,
  listEvents: readsInvoices,

  createLedgerReport: writesIssuers,
  getLedgerReport: readsIssuers,
  listLedgerReports: readsIssuers,
  acknowledgeLedgerReport: writesIssuers,

  createIssuer: writesIssuers,
  getIssuer: readsIssuers,
  listIssuers: readsIssuers,
  updateIssuer: { ...writesIssuers, fresh: "live" },
  addCertificate: certifies,
  requestCertificate: certifies,
  completeCertificate: certifies,
  deactivateCertificate: certifies,
  getCertificate: readsIssuers,
  listCertificates: readsIssuers,
  getOnboarding: readsIssuers,

  getTaxpayer: { ...readsInvoices, budget: "lookups" },
  getArcaStatus: readsInvoices,
  getCatalog: readsInvoices,

  setSandboxFaults: writesIssuers,
  getSandboxFaults: readsIssuers,
  clearSandboxFaults: writesIssuers,
  setSandboxClock: writesIssuers,
  getSandboxClock: readsIssuers,
  resetSandboxClock: writesIssuers,
  createSandboxCertificate: writesIssuers,
  addSandboxRelation: writesIssuers,
  getSandboxRelations: readsIssuers,
  clearSandboxRelations: writesIssuers,
  resetSandbox: writesIssuers,

  getMe: user,
  updateMe: user,
  listOrganizations: user,
  createOrganization: user,
  acceptInvitation: user,

  getOrganization: { ...ofPath, roles: ROLES, organization: "path, deleted" },
  updateOrganization: { ...ofPath, roles: MANAGERS, fresh: "always" },
  transferOrganization: { ...ofPath, roles: OWNERS, fresh: "always", secondFactor: "always" },
  leaveOrganization: { ...ofPath, roles: ROLES, fresh: "always" },
  deleteOrganization: { ...ofPath, roles: OWNERS, fresh: "always", secondFactor: "always" },
  restoreOrganization: { ...ofPath, roles: OWNERS, fresh: "always", secondFactor: "always", organization: "path, deleted" },
  exportOrganization: { ...ofPath, roles: OWNERS, fresh: "always", secondFactor: "always", organization: "path, deleted" },

  listMembers: seesMembers,
  getMember: seesMembers,
  addMember: managesMembers,
  updateMember: managesMembers,
  removeMember: managesMembers,
  listInvitations: { ...seesMembers, roles: MANAGERS },
  createInvitation: managesMembers,
  revokeInvitation: managesMembers,

  listApiKeys: seesKeys,
  getApiKey: seesKeys,
  createApiKey: managesKeys,
  updateApiKey: managesKeys,
  rotateApiKey: managesKeys,
  revokeApiKey: managesKeys,

  listAuditLogs: { roles: MANAGERS, scope: "audit:read", modeless: true, secondFactor: "always" },
};

/** Whether it depends on what the organization has: somebody without a second factor asks for what reaches into live mode. */
export const asksWhetherLive = ({ secondFactor, roles }: MemberRule, principal: Principal): boolean =>
  secondFactor === "always" &&
  principal.kind === "user" &&
  roles.includes(principal.role) &&
  lacksSecondFactor(principal, principal.signedIn);

/**
 * @param mode into which he reaches: the one that he names, or live, see `secondFactor`
 * @throws AppError `forbidden`, `second_factor_setup_required`, `step_up_required`
 */
export function requirePermission(rule: MemberRule, principal: Principal, mode: Mode, now: Date): void {
  if (principal.kind === "api_key") return requireKeyPermission(rule, principal.key.scopes, mode);
  const { role, signedIn } = principal;
  if (!rule.roles.includes(role))
    throw new AppError("forbidden", { problems: [problem(null, "role_not_enough", { role, roles: rule.roles.join(", ") })] });
  if (mode === "live" && lacksSecondFactor(principal, signedIn)) throw new AppError("second_factor_setup_required");
  requireFresh(rule.fresh, mode, signedIn.freshUntil, now);
}

function requireKeyPermission({ scope, fresh }: MemberRule, scopes: readonly string[], mode: Mode): void {
  if (scope === null || !scopes.includes(scope))
    throw new AppError("forbidden", scope === null ? { problems: [problem(null, "people_only")] } : scopeMissing(scope));
  if (isAsked(fresh, mode)) throw new AppError("step_up_required");
}

/** @throws AppError `step_up_required` */
export function requireFresh(fresh: Fresh | undefined, mode: Mode, freshUntil: Date, now: Date): void {
  if (isAsked(fresh, mode) && now >= freshUntil) throw new AppError("step_up_required");
}

const isAsked = (fresh: Fresh | undefined, mode: Mode): boolean => fresh === "always" || (fresh === "live" && mode === "live");
