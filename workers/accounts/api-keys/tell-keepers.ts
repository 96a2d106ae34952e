import { sql } from "drizzle-orm";
import type { Ctx } from "../../platform/context.ts";
import { log } from "../../platform/log.ts";

type Keeper = ReturnType<Ctx["keyKeepers"]["getByName"]>;

/**
 * Tells the objects of an organization's keys what has been decided of them, so that nothing is issued by one that was revoked a moment
 * ago. What is not heard is known within five seconds anyway, where the key is in use, when Postgres is asked again. @param ids null: of all its keys
 */
async function tellKeepers(ctx: Ctx, ids: readonly string[] | null, say: (keeper: Keeper) => Promise<unknown>): Promise<void> {
  const wanted = ids && sql`array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  try {
    const [rows = []] = await ctx.db.ask([sql`select hash from api_key_hashes(${wanted ?? sql`null::text[]`}) as hash`]);
    await Promise.all(rows.map(({ hash }) => say(ctx.keyKeepers.getByName(String(hash)))));
  } catch (error) {
    log("warn", "api_key.tell.failed", { request_id: ctx.requestId, error });
  }
}

/** They end then. To be said once Postgres has it. */
export const endKeys = (ctx: Ctx, ids: readonly string[] | null, when: Date): Promise<void> =>
  tellKeepers(ctx, ids, (keeper) => keeper.end(when.getTime(), ctx.now().getTime()));

/** What was said of all of them is taken back. */
export const reconsiderKeys = (ctx: Ctx): Promise<void> => tellKeepers(ctx, null, (keeper) => keeper.reconsider());
