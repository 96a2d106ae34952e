import type { Field, Row, RuledOperation, RuleText } from "../rule.ts";

type Entry = Omit<Row, "operation">;
type Options = Partial<Pick<Row, "since" | "until" | "note" | "wordings" | "variant">>;

const entry =
  (cls: Row["class"], kind: Row["kind"], header = false) =>
  (code: number, fields: readonly Field[], wire: string, es: string, en: string, options: Options = {}): Entry => ({
    code,
    variant: 1,
    kind,
    header,
    fields,
    since: "v4.2",
    class: cls,
    wire,
    es,
    en,
    ...options,
  });

/** Refuses, decided here. */
export const rejects = entry("decided", "rejects");
/** Observes, decided here. */
export const observes = entry("decided", "observes");
/** Refuses or observes, by what ARCA's register knows. */
export const registerRejects = entry("register", "rejects");
export const registerObserves = entry("register", "observes");
/** Of the header of a request, which it refuses whole. */
export const refusesRequest = entry("decided", "rejects", true);
export const registerRefusesRequest = entry("register", "rejects", true);

/** A row that this product has no use for. `note` says why. */
export const unused = (code: number, fields: readonly Field[], note: string, kind: Row["kind"] = "rejects"): Entry => ({
  ...entry("not_applicable", kind)(code, fields, "", "", ""),
  note,
});

export const wording = (wire: string, es: string, en: string): RuleText => ({ wire, es, en });

export const rowsOf = (operation: RuledOperation, entries: readonly Entry[]): readonly Row[] =>
  entries.map((one) => ({ operation, ...one }));
