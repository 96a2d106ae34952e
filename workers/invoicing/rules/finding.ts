import type { Comprobante } from "./comprobante.ts";
import { fixOf } from "./fixes.ts";
import { paramOf } from "./params.ts";
import type { Fault, Finding, Row, RuleText } from "./rule.ts";
import { VERSIONS, versionOn } from "./versions.ts";
import type { IsoDate } from "../../../shared/dates.ts";

/** Is the row part of the manual that is in force on that day? */
export function inForce({ since, until }: Pick<Row, "since" | "until">, on: IsoDate): boolean {
  const now = VERSIONS[versionOn(on)];
  return VERSIONS[since] <= now && (until === undefined || now < VERSIONS[until]);
}

/** What the rule says of that place. Fixes come from FECAESolicitar's codes, which rows of FECAEARegInformativo share. */
export function findingOf(row: Row, fault: Fault, kind: Row["kind"], c?: Comprobante): Finding {
  const [first, ...others] = row.fields;
  const field = fault.field ?? first;
  const fix = c && fixOf(row.as ?? row.code, c, field === undefined ? fault : { ...fault, field });
  return {
    code: row.code,
    rejects: kind === "rejects",
    fields: [
      ...(field === undefined ? [] : [field]),
      ...[first, ...others].filter((one) => one !== undefined && one !== field),
    ] as Finding["fields"],
    ...(fault.index === undefined ? {} : { index: fault.index }),
    param: paramOf(field, fault, c?.optionals),
    ...textOf(row, fault),
    ...(fix ? { fix } : {}),
  };
}

function textOf(row: Row, { wording = 0, values = {} }: Fault): RuleText {
  const { wire, es, en } = row.wordings?.[wording - 1] ?? row;
  // A placeholder that the check gave nothing for stays as it is: a blank would pass for ARCA's text.
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? "") || hole);
  return { wire: fill(wire), es: fill(es), en: fill(en) };
}

/** What a check answers, as a list of faults. */
export const faultsOf = (answer: boolean | readonly Fault[]): readonly Fault[] =>
  typeof answer === "boolean" ? (answer ? [{}] : []) : answer;
