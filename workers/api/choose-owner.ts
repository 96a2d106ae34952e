import { AppError } from "../../shared/errors.ts";
import { problem, type ProblemCode } from "../../shared/problems.ts";
import type { ApiKey } from "../db/api-keys.ts";
import type { Membership, Mode, Owner } from "../platform/principal.ts";
import type { MemberRule } from "./permissions.ts";

/** What a request says of where it belongs. */
export interface Named {
  /** `Arca-Organization`. */
  readonly organization: string | undefined;
  /** `Arca-Mode`. */
  readonly mode: string | undefined;
  /** Of the path, where the operation is about an organization. */
  readonly id: string | undefined;
}

const MODES: readonly Mode[] = ["test", "live"];

/** An API key is of one organization and one mode; a request that names others is refused. @throws AppError */
export function ownerOfKey(key: ApiKey, { organization, mode }: Named): Owner {
  if (organization !== undefined && organization !== key.organizationId) throw foreignKey("Arca-Organization", "key_of_other_organization");
  if (mode !== undefined && modeNamed(mode) !== key.mode) throw foreignKey("Arca-Mode", "key_of_other_mode", { mode: key.mode });
  return { organizationId: key.organizationId, mode: key.mode };
}

const foreignKey = (param: string, code: ProblemCode, values?: Record<string, string>): AppError =>
  new AppError("forbidden", { param, problems: [problem(param, code, values)] });

/**
 * Of his organizations, the one that the request names; the only one, where it names none.
 * @throws AppError `forbidden` for one that is not his, `not_found` where it is the path that names it, `invalid_request`
 */
export function membershipNamed(memberships: readonly Membership[], named: Named, rule: MemberRule): Membership & { readonly mode: Mode } {
  const mode = modeNamed(named.mode ?? "test");
  const membership = rule.organization ? ofPath(memberships, named) : ofHeader(memberships, named.organization);
  if (membership.deletedAt !== null && rule.organization !== "path, deleted") throw new AppError("organization_deleted");
  return { ...membership, mode };
}

function ofPath(memberships: readonly Membership[], { id, organization }: Named): Membership {
  if (organization !== undefined) ofHeader(memberships, organization);
  const membership = memberships.find(({ organizationId }) => organizationId === id);
  if (!membership) throw new AppError("not_found", { param: "id" });
  return membership;
}

function ofHeader(memberships: readonly Membership[], organization: string | undefined): Membership {
  const param = "Arca-Organization";
  const mine =
    organization === undefined
      ? memberships.filter(({ deletedAt }) => deletedAt === null)
      : memberships.filter(({ organizationId }) => organizationId === organization);
  const [only, another] = mine;
  if (!only)
    throw new AppError("forbidden", {
      param,
      problems: [problem(param, organization === undefined ? "organization_none" : "organization_not_yours")],
    });
  if (another) throw new AppError("invalid_request", { problems: [problem(param, "organization_ambiguous")] });
  return only;
}

function modeNamed(text: string): Mode {
  const mode = MODES.find((one) => one === text);
  if (!mode)
    throw new AppError("invalid_request", {
      problems: [problem("Arca-Mode", "choice", { choices: MODES.map((one) => `"${one}"`).join(", ") })],
    });
  return mode;
}
