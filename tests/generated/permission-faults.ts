import { MANAGERS, ROLES } from "../../shared/roles.ts";
import { type Scope, SCOPES } from "../../shared/scopes.ts";
import { type Answer, ask, comparable, requestFor } from "./ask.ts";
import type { Api, Operation } from "./document.ts";
import { missing } from "./kinds.ts";
import type { Mode, Stage } from "./stage.ts";
import { shown } from "./tenant-faults.ts";
import type { Role } from "../../shared/roles.ts";

/** Somebody who asks, and all that decides whether he may. */
type Caller = { readonly name: string } & (
  | { readonly kind: "nobody" }
  | { readonly kind: "key"; readonly scopes: readonly Scope[]; readonly mode: Mode }
  | ({ readonly kind: "user"; readonly role: Role; readonly mode: Mode } & Required<State>)
);

interface Stages {
  /** Where whoever may do something does it. */
  readonly open: Stage;
  /** Where nobody may do what he tries, so that nothing changes. */
  readonly locked: Stage;
  readonly fresh: () => Promise<Stage>;
}

interface State {
  readonly stale?: boolean;
  readonly secondFactor?: boolean;
  /** His organization has nothing of live mode. */
  readonly nothingLive?: boolean;
}

type Verdict = "passes" | { readonly status: number; readonly code: string };

/** Roles in either mode, with all that can be asked of them and without one part of it; keys with all scopes but one, and that one alone. */
export function callersFor({ who }: Operation): Caller[] {
  const user = (role: Role, mode: Mode, { stale = false, secondFactor = true, nothingLive = false }: State = {}): Caller => {
    const name = `${role}, ${mode}${stale ? ", stale" : ""}${secondFactor ? "" : ", one factor"}${nothingLive ? ", nothing live" : ""}`;
    return { kind: "user", role, mode, stale, secondFactor, nothingLive, name };
  };
  const key = (name: string, scopes: readonly Scope[], mode: Mode): Caller => ({ kind: "key", scopes, mode, name: `key ${name}, ${mode}` });
  const scope = who.kind === "member" ? who.scope : null;
  return [
    { kind: "nobody", name: "nobody" },
    ...ROLES.flatMap((role) => [
      user(role, "test", { secondFactor: false }),
      user(role, "test", { stale: true }),
      user(role, "live"),
      user(role, "live", { stale: true }),
      user(role, "live", { secondFactor: false }),
      ...(who.kind === "member" && who.secondFactor ? [user(role, "test", { secondFactor: false, nothingLive: true })] : []),
    ]),
    key(
      scope === null ? "with all scopes" : `without ${scope}`,
      SCOPES.filter((one) => one !== scope),
      "test",
    ),
    ...(scope === null ? [] : [key(`with ${scope} alone`, [scope], "test"), key(`with ${scope} alone`, [scope], "live")]),
  ];
}

/** What the table says, worked out once more. */
export function verdictOn({ who }: Operation, caller: Caller): Verdict {
  if (who.kind === "anyone") return "passes";
  if (caller.kind === "nobody") return { status: 401, code: "unauthorized" };
  const mode = who.kind === "user" || who.modeless ? "test" : caller.mode;
  const asksFresh = who.fresh === "always" || (who.fresh === "live" && mode === "live");
  const isOf =
    who.kind === "member" &&
    (caller.kind === "user" ? who.roles.includes(caller.role) : who.scope !== null && caller.scopes.includes(who.scope));
  if (who.kind === "user" ? caller.kind === "key" : !isOf) return { status: 403, code: "forbidden" };
  const isOneFactor = caller.kind === "user" && !caller.secondFactor && MANAGERS.includes(caller.role);
  const reachesLive = who.kind === "member" && (caller.mode === "live" || (who.secondFactor === "always" && !isOfSandboxAlone(caller)));
  if (reachesLive && isOneFactor) return { status: 403, code: "second_factor_setup_required" };
  if (asksFresh && (caller.kind === "key" || caller.stale)) return { status: 403, code: "step_up_required" };
  return "passes";
}

const isOfSandboxAlone = (caller: Caller): boolean => caller.kind === "user" && caller.nothingLive;

/** Where an operation lets somebody pass, or refuses him, in another way than the document says. */
export async function permissionFaults(api: Api, operation: Operation, stages: Stages): Promise<string[]> {
  const found = await Promise.all(callersFor(operation).map((caller) => faultsFor(api, operation, stages, caller)));
  return found.flat().map((fault) => `${operation.name} as ${fault}`);
}

async function faultsFor(api: Api, operation: Operation, stages: Stages, caller: Caller): Promise<string[]> {
  const verdict = verdictOn(operation, caller);
  if (verdict !== "passes") return refusalFaults(api, operation, stages.locked, { caller, verdict });
  const isOfPath = operation.who.kind === "member" && operation.who.ofPath;
  const stage = isOfPath || isOfSandboxAlone(caller) ? await stages.fresh() : stages.open;
  const headers = await headersOf(caller, stage);
  const answer = await ask(api, await requestFor(operation, stage, { headers, path: isOfPath ? {} : nobodys(operation) }));
  return isRefused(answer) ? [`${caller.name}: ${shown(answer)}, and may`] : [];
}

/** Before anything is looked up: what is there and what is not are refused alike. */
async function refusalFaults(
  api: Api,
  operation: Operation,
  stage: Stage,
  { caller, verdict }: { caller: Caller; verdict: Exclude<Verdict, string> },
): Promise<string[]> {
  const headers = await headersOf(caller, stage);
  const answer = await ask(api, await requestFor(operation, stage, { headers }));
  const faults =
    answer.status === verdict.status && answer.error?.code === verdict.code
      ? []
      : [`${caller.name}: ${shown(answer)}, not ${verdict.status} ${verdict.code}`];
  if (operation.who.kind === "member" && operation.who.ofPath && caller.kind === "user") return faults;
  const ofNobody = await ask(api, await requestFor(operation, stage, { headers, path: nobodys(operation) }));
  const isSame = JSON.stringify(comparable(answer)) === JSON.stringify(comparable(ofNobody));
  return isSame ? faults : [...faults, `${caller.name}: ${shown(answer)}, about nothing ${shown(ofNobody)}`];
}

const nobodys = ({ pathParams }: Operation): Record<string, string> =>
  Object.fromEntries(pathParams.flatMap(({ name, kind }) => (kind === undefined ? [] : [[name, missing(kind)]])));

async function headersOf(caller: Caller, stage: Stage): Promise<Record<string, string>> {
  if (caller.kind === "nobody") return {};
  if (caller.kind === "key") return stage.useKey(caller.scopes, caller.mode);
  return { ...(await stage.signIn(caller.role, caller)), "Arca-Mode": caller.mode };
}

const BY_TABLE = new Set(["unauthorized", "api_key_malformed", "step_up_required", "second_factor_setup_required", "csrf"]);

const BY_TABLE_REASONS = new Set(["role_not_enough", "people_only", "scope_missing"]);

/** By the table of permissions: a verb may have reasons of its own, which it names, and a password may be wrong. */
function isRefused({ status, error }: Answer): boolean {
  if (status >= 500) return true;
  if (!error || BY_TABLE.has(error.code)) return error !== undefined;
  const reason = error.errors[0]?.code;
  return error.code === "forbidden" && (reason === undefined || BY_TABLE_REASONS.has(reason));
}
