import type { Check, Fault, Field } from "../rule.ts";

/** Checks by ARCA's code. */
export type Checks = Readonly<Record<number, Check>>;

/** One fault for each row of an array that is at fault. */
export const where = <T>(field: Field, rows: readonly T[], isAtFault: (row: T, index: number) => boolean): readonly Fault[] =>
  rows.flatMap((row, index) => (isAtFault(row, index) ? [{ field, index }] : []));

/** One fault for each row whose key an earlier row has. */
export function repeated<T>(field: Field, rows: readonly T[], keyOf: (row: T) => string | undefined): readonly Fault[] {
  const seen = new Set<string>();
  return where(field, rows, (row) => {
    const key = keyOf(row);
    if (key === undefined) return false;
    const again = seen.has(key);
    seen.add(key);
    return again;
  });
}

/** One fault, told by another wording of its row. */
export const told = (wording: number, more: Omit<Fault, "wording"> = {}): readonly Fault[] => [{ ...more, wording }];

/** A missing opcional, of which the caller's body has a field of its own. */
export const lacks = (optional: string): readonly Fault[] => [{ field: "Opcionales.Id", optional }];
