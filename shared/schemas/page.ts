import { z } from "@hono/zod-openapi";

export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(64).optional().openapi({ description: "`next_cursor` of the page before." }),
});
export type PageQuery = z.infer<typeof PageQuery>;

export interface Page<T> {
  readonly object: "list";
  readonly data: T[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.literal("list"), data: z.array(item), has_more: z.boolean(), next_cursor: z.string().nullable() });

/** Cuts `limit + 1` rows, newest first, into a page; the cursor is the last id shown. */
export function toPage<Row extends { id: string }, T>(rows: readonly Row[], limit: number, map: (row: Row) => T): Page<T> {
  const shown = rows.slice(0, limit);
  const more = rows.length > limit;
  return { object: "list", data: shown.map(map), has_more: more, next_cursor: more ? (shown.at(-1)?.id ?? null) : null };
}
