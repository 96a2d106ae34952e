import { dump } from "../support/dump.ts";
import type { Stage } from "./stage.ts";

/** What changes by itself, or with each refusal. */
const RESTLESS = /^(audit_log|audit_heads|api_key_uses)$/;

/** Rows that name the organization, one of its objects or one of its members. `besides`: objects whose rows do not count. */
export async function dumpOf(stage: Stage, besides: readonly string[] = []): Promise<string[]> {
  const marks = [stage.id, ...Object.values(stage.members), ...(await stage.ownAll())].filter((mark) => !besides.includes(mark));
  const isAskers = (row: string) => [...stage.callers].some((id) => row.includes(`"id": "${id}"`));
  const rows = (await dump({ holding: marks })).filter(({ table, row }) => !RESTLESS.test(table) && !isAskers(row));
  return rows.map(({ table, row }) => `${table} ${row.replace(/"last_used_at": "[^"]*"/, '"last_used_at": null')}`);
}

/** What was added, lost or changed between two dumps. */
export const changesBetween = (before: readonly string[], after: readonly string[]): string[] => [
  ...before.filter((row) => !after.includes(row)).map((row) => `gone: ${row}`),
  ...after.filter((row) => !before.includes(row)).map((row) => `new: ${row}`),
];
