import { type Answer, ask, comparable, requestFor } from "./ask.ts";
import { outcomeOf } from "./batches.ts";
import type { Api, Operation } from "./document.ts";
import { KINDS, missing } from "./kinds.ts";
import type { Stage } from "./stage.ts";

/** Two organizations with one of everything each: `ours` asks, `theirs` must not notice, and must not be noticed. */
export interface Pair {
  readonly ours: Stage;
  readonly theirs: Stage;
}

interface Caller {
  readonly name: string;
  readonly isMember: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

interface Probe {
  readonly caller: Caller;
  readonly what: string;
  readonly kind: string;
  /** Asks about that object; all else in the request is the caller's own. */
  readonly about: (id: string) => Promise<Answer>;
  readonly isFine: (answer: Answer) => boolean;
}

/**
 * Everything by which an operation treats an object of another organization, or of the other mode, in another way than one that
 * does not exist. Empty: nobody can tell them apart.
 */
export async function tenantFaults(api: Api, operation: Operation, pair: Pair): Promise<string[]> {
  const faults: string[] = [];
  for (const caller of await callersOf(operation, pair.ours)) {
    const isPlace = operation.who.kind === "member";
    if (isPlace) faults.push(...(await placeFaults(api, operation, pair, caller)));
    for (const probe of probesOf(api, operation, pair, caller)) faults.push(...(await probeFaults(operation, pair, probe)));
  }
  return faults.map((fault) => `${operation.name} ${fault}`);
}

/** Whoever may do it. */
async function callersOf({ who }: Operation, ours: Stage): Promise<Caller[]> {
  if (who.kind === "anyone") return [];
  const member = { name: "owner", isMember: true, headers: await ours.signIn("owner") };
  if (who.kind === "user" || who.scope === null) return [member];
  return [member, { name: "key", isMember: false, headers: await ours.useKey() }];
}

function probesOf(api: Api, operation: Operation, { ours }: Pick<Pair, "ours">, caller: Caller): Probe[] {
  const { headers } = caller;
  const about = (chosen: (id: string) => Parameters<typeof requestFor>[2]) => async (id: string) =>
    outcomeOf(api, await ask(api, await requestFor(operation, ours, { headers, ...chosen(id) })), headers);
  const inPath = operation.pathParams.flatMap(({ name, kind }) =>
    kind === undefined ? [] : [{ caller, what: `{${name}}`, kind, about: about((id) => ({ path: { [name]: id } })), isFine: isNotFound }],
  );
  const inQuery = operation.queryIds.map(({ at, kind }) => ({
    caller,
    what: `?${at.join(".")}`,
    kind,
    about: about((id) => ({ query: { [at.join(".")]: id } })),
    isFine: (answer: Answer) => isRefusal(answer) || isEmptyList(answer),
  }));
  const inBody = operation.bodyIds.map(({ at, kind }) => ({
    caller,
    what: `body ${at.join(".")}`,
    kind,
    about: about((id) => ({ body: [{ at, value: id }] })),
    isFine: isRefusal,
  }));
  return [...inPath, ...inQuery, ...inBody];
}

const isNotFound = ({ status, error }: Answer): boolean => status === 404 && error?.code === "not_found";
const isRefusal = ({ status }: Answer): boolean => status === 404 || status === 422;
const isEmptyList = ({ status, text }: Answer): boolean => status === 200 && (JSON.parse(text) as { data?: unknown[] }).data?.length === 0;

async function probeFaults(operation: Operation, { ours, theirs }: Pair, { caller, what, kind, about, isFine }: Probe): Promise<string[]> {
  const nobodys = missing(kind);
  const expected = await about(nobodys);
  const place = `${what} as ${caller.name}`;
  const faults = isFine(expected) ? [] : [`${place}, of nobody: ${shown(expected)}`];
  const isOfMode = KINDS[kind]?.modes === true && operation.who.kind === "member" && !operation.who.modeless;
  const foreign = { "another organization": await theirs.own(kind), "another organization, live": await theirs.own(kind, "live") };
  const mine = isOfMode ? { "the other mode": await ours.own(kind, "live") } : {};
  for (const [whose, id] of Object.entries({ ...foreign, ...mine })) {
    const answer = await about(id);
    const isTold = whose === "the other mode" && caller.isMember && !isJudgedLater(what);
    if (isTold && !isHint(answer)) faults.push(`${place}, of ${whose}: is not told where it is: ${shown(answer)}`);
    const [seen, wanted] = [comparable(isTold ? withoutHint(answer, expected) : answer, id), comparable(expected, nobodys)];
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      faults.push(`${place}, of ${whose}: ${shown(answer)}, of nobody: ${shown(expected)}`);
    faults.push(...(await leaksOf(answer, theirs, id)).map((leak) => `${place}, of ${whose}: shows ${leak}`));
  }
  return faults;
}

/** A member is told that it exists in the other mode of his organization, and that alone: in the place of a list, where a filter names it. */
const isHint = ({ error }: Answer): boolean => error?.errors.at(-1)?.code === "in_other_mode";

/** Those of a batch, in the name of whoever sent it, and not by him. */
const isJudgedLater = (what: string): boolean => what.includes("[]");

function withoutHint(answer: Answer, expected: Answer): Answer {
  if (!isHint(answer)) return answer;
  const { error } = JSON.parse(answer.text) as { error: { errors: readonly { code: string }[] } };
  const errors = error.errors.slice(0, -1);
  if (isEmptyList(expected) && answer.status === 422 && errors.length === 0) return expected;
  return { ...answer, text: JSON.stringify({ error: { ...error, errors } }) };
}

/** The other organization cannot be named either. */
async function placeFaults(api: Api, operation: Operation, { ours, theirs }: Pair, caller: Caller): Promise<string[]> {
  const naming = async (id: string) =>
    ask(api, await requestFor(operation, ours, { headers: { ...caller.headers, "Arca-Organization": id } }));
  const nobodys = missing("org");
  const [foreign, none] = [await naming(theirs.id), await naming(nobodys)];
  const isSame = JSON.stringify(comparable(foreign, theirs.id)) === JSON.stringify(comparable(none, nobodys));
  return foreign.status === 403 && isSame ? [] : [`Arca-Organization as ${caller.name}: ${shown(foreign)}, of nobody: ${shown(none)}`];
}

/** What of theirs an answer shows, but for the id that was asked for. */
export async function leaksOf({ text, headers }: Answer, theirs: Stage, asked: string): Promise<string[]> {
  const said = text + JSON.stringify(headers);
  return [theirs.secret, ...(await theirs.ownAll())].filter((mark) => mark !== asked && said.includes(mark));
}

/** Where it would not show: an operation that answers about the caller's own object as it does about nobody's. */
export async function blindSpots(api: Api, operation: Operation, openStage: () => Promise<Stage>): Promise<string[]> {
  const faults: string[] = [];
  const count = operation.pathParams.length + operation.queryIds.length + operation.bodyIds.length;
  for (let i = 0; i < count; i++) {
    const ours = await openStage();
    await Promise.all(["inv", "rep"].map((kind) => ours.own(kind)));
    const [caller] = await callersOf(operation, ours);
    const probe = caller && probesOf(api, operation, { ours }, caller)[i];
    if (!probe) continue;
    const { what, kind, about } = probe;
    const isSecond = what.startsWith("body") && operation.pathParams.some((param) => param.kind === kind);
    const [nobodys, own] = [missing(kind), await (isSecond ? ours.another(kind) : ours.own(kind))];
    const [no, yes] = [await about(nobodys), await about(own)];
    const isBlind = JSON.stringify(comparable(no, nobodys)) === JSON.stringify(comparable(yes, own));
    const isBroken = [401, 403].includes(yes.status) || yes.status >= 500 || (operation.method === "GET" && yes.status !== 200);
    if (isBlind || isBroken) faults.push(`${operation.name} ${what}: ${shown(yes)}`);
  }
  return faults;
}

export const shown = ({ status, text }: Answer): string => `${status} ${text.slice(0, 300)}`;
