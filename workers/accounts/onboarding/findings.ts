import type { Problem } from "../../../shared/errors.ts";
import type { OnboardingStepId } from "../../../shared/schemas/onboarding.ts";
import { troubleOf } from "../../arca/index.ts";
import type { Answer, Probe, Unheard } from "../../issuer/index.ts";
import { LOGIN_FAULTS, TICKET_ERRORS } from "./guides.data.ts";

/** What is known of one step. Values are for the text that is shown. */
interface Finding {
  readonly situation: string;
  readonly fault?: { readonly code: string; readonly message: string };
  readonly trouble?: Problem | null;
  readonly values?: Readonly<Record<string, string>>;
}
export type Findings = { readonly [step in OnboardingStepId]?: Finding };

/** Of an issuer, as its onboarding concerns it. */
interface Asked {
  readonly pointOfSale: number;
  /** A representative's certificate signs for it. */
  readonly isRepresented: boolean;
}

/** What ARCA's answers say of each step. Where a question was not asked its step is not there. */
export function findingsOf(probe: Probe, asked: Asked): Findings {
  const { service, login, access, pointsOfSale } = probe;
  return {
    certificate: { situation: "in_force" },
    service: serviceFinding(service),
    ...loginFinding(login),
    ...(access && { relation: relationFinding(access, asked) }),
    ...(pointsOfSale && { point_of_sale: pointFinding(pointsOfSale, asked.pointOfSale) }),
  };
}

function serviceFinding(service: Answer<boolean>): Finding {
  if (!service.ok) return { situation: "away", ...saidBy(service) };
  return { situation: service.value ? "up" : "down" };
}

/** A fault of the certificate takes the place of what we believed of it. */
function loginFinding(login: Answer<true>): Findings {
  if (login.ok) return { authorization: { situation: "granted" } };
  const [step, situation] = LOGIN_FAULTS[login.fault?.code ?? ""] ?? ["authorization", "out_of_service"];
  return { [step]: { situation, ...saidBy(login) } };
}

/** ARCA's errors about anything but the ticket come from behind it: the CUIT was let in. */
function relationFinding(access: Answer<number>, { isRepresented }: Asked): Finding {
  if (access.ok) return { situation: "related" };
  if (access.code !== "arca_errors") return { situation: "no_answer", ...saidBy(access) };
  for (const { code, message } of access.arca) {
    const known = TICKET_ERRORS.find((row) => row.code === code && (row.says?.test(message) ?? true));
    const missing = isRepresented ? "representative_missing" : "own_missing";
    if (known) return { situation: known.isRelation ? missing : "ticket_refused", ...saidBy(access) };
    if (code < FIRST_BEHIND_THE_TICKET) return { situation: "no_answer", ...saidBy(access) };
  }
  return { situation: "related" };
}

/** 500 to 502 are ARCA's own failures, 600 and 601 the ticket's. */
const FIRST_BEHIND_THE_TICKET = 600;

type PointOfSale = Extract<NonNullable<Probe["pointsOfSale"]>, { ok: true }>["value"][number];

function pointFinding(answer: NonNullable<Probe["pointsOfSale"]>, wanted: number): Finding {
  const point = String(wanted);
  if (!answer.ok) return { situation: "no_answer", ...saidBy(answer), values: { point } };
  if (answer.value.length === 0) return { situation: "unlisted", values: { point } };
  const usable = answer.value.filter(isUsable).map(({ number }) => number);
  if (usable.includes(wanted)) return { situation: "usable", values: { point } };
  return usable.length === 0
    ? { situation: "none", values: { point } }
    : { situation: "another", values: { point, points: usable.join(", ") } };
}

/** By CAE, in force: neither those of CAEA nor those of insurers and of exports, which have kinds of their own. */
const isUsable = ({ kind, blocked, closedOn }: PointOfSale): boolean =>
  /^CAE\b/.test(kind) && !/SEGWS|FEEWS/.test(kind) && !blocked && closedOn === null;

/** ARCA's own words; where it said nothing, ours. */
function saidBy({ code, fault, arca }: Unheard): Pick<Finding, "fault" | "trouble"> {
  const [first] = arca;
  if (first) return { fault: { code: String(first.code), message: first.message } };
  if (fault) return { fault: { code: fault.code, message: fault.text } };
  return { trouble: troubleOf({ name: "ArcaError", code, arcaErrors: [] }) };
}
