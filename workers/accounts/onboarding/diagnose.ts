import type { Environment } from "../../../shared/catalog.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import { ONBOARDING_STEPS, type OnboardingStep, type OnboardingStepId } from "../../../shared/schemas/onboarding.ts";
import type { Findings } from "./findings.ts";
import { type Guide, GUIDES, TITLES } from "./guides.data.ts";
import { PAGES } from "./pages.data.ts";

interface Case {
  readonly environment: Environment;
  readonly on: IsoDate;
  /** What stands for `{cuit}`, `{alias}`, … in texts and paths. */
  readonly values: Readonly<Record<string, string>>;
}

/** The steps in their order: those that are behind, the one at hand with what to click next, and those that come after it. */
export function diagnose(findings: Findings, asked: Case): OnboardingStep[] {
  let reached = true;
  return ONBOARDING_STEPS.map((id) => {
    const found = reached ? (findings[id] ?? (id === "first_invoice" ? { situation: "ready" } : undefined)) : undefined;
    const guide = found && guideFor(id, found.situation, asked);
    const status = guide?.done ? "done" : reached ? "now" : "later";
    reached &&= guide?.done === true;
    const fill = filler({ ...asked.values, ...found?.values });
    return {
      id,
      status,
      situation: found?.situation ?? null,
      title: TITLES[id].en,
      title_es: TITLES[id].es,
      detail: guide ? fill(guide.en) : null,
      detail_es: guide ? fill(guide.es) : null,
      link: guide?.page === undefined ? null : PAGES[guide.page],
      action: guide?.action ? { ...guide.action, path: fill(guide.action.path) } : null,
      fault: found?.fault ?? null,
      trouble: found?.trouble ?? null,
    };
  });
}

/** Of the rows that hold on a day, the newest. */
function guideFor(step: OnboardingStepId, situation: string, { environment, on }: Case): Guide | undefined {
  return GUIDES.filter(
    (row) => row.step === step && row.situation === situation && row.since <= on && (row.environments?.includes(environment) ?? true),
  ).toSorted((left, right) => right.since.localeCompare(left.since))[0];
}

const filler = (values: Readonly<Record<string, string>>) => (text: string) =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
