import type { TimelineEntry } from "../../shared/schemas/timeline.ts";

/** What happens to an invoice on its way beside its calls, as its case file tells it. */
export type Step = Extract<TimelineEntry, { readonly kind: "redated" | "needs_attention" | "resolved" }>;

/** Part of an UPDATE, with a step as its parameter. */
export const ADD_STEP = "steps = json_insert(steps, '$[#]', json(?))";

export const step = (made: Step): string => JSON.stringify(made);
