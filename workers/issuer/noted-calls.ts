import { appendedCalls, type CallKey } from "./calls.ts";
import type { Numbered } from "./lane.ts";
import type { ArcaTime } from "./submission.ts";

interface Noted {
  readonly number: number;
  readonly time: ArcaTime;
  readonly made: readonly CallKey[];
}

/**
 * The calls that invoices have just taken part in, until they are written with what came of them: in the same UPDATE, since each row
 * written costs. Nothing is awaited in between.
 */
export function noteCalls({ sql }: DurableObjectStorage) {
  const noted = new Map<string, Noted>();

  /** What to add to an UPDATE of that invoice that is being made: comma, columns; and their values. */
  function take(id: string): { readonly columns: string; readonly values: readonly (string | number)[] } {
    const one = noted.get(id);
    if (!one) return { columns: "", values: [] };
    noted.delete(id);
    const { number, time, made } = one;
    return {
      columns: `, arca_ms = arca_ms + ?, arca_calls = arca_calls + ?, ${appendedCalls(made)}`,
      values: [time.ms, time.calls, ...made.map((key) => JSON.stringify([...key, number]))],
    };
  }

  return {
    take,
    note: (batch: readonly Pick<Numbered, "id" | "number">[], time: ArcaTime, made: readonly CallKey[]): void => {
      for (const { id, number } of batch) noted.set(id, { number, time, made });
    },
    /** Writes those of which nothing else is to be written. */
    flush(): void {
      for (const id of noted.keys()) {
        const { columns, values } = take(id);
        sql.exec(`UPDATE invoices SET ${columns.slice(2)} WHERE id = ?`, ...values, id);
      }
    },
  };
}

export type NotedCalls = ReturnType<typeof noteCalls>;
