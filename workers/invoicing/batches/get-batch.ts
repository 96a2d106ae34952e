import { AppError } from "../../../shared/errors.ts";
import { idPattern } from "../../../shared/ids.ts";
import { type Ctx, requireScope } from "../../platform/context.ts";
import { ownerOf } from "../issuers.ts";
import type { BatchWithItemsView } from "./batch.ts";

const BATCH_ID = idPattern("bat");

/** A batch with what became of each invoice until now. @throws AppError `not_found`, also for another owner's */
export async function getBatch(ctx: Ctx, id: string): Promise<BatchWithItemsView> {
  requireScope(ctx, "invoices:read");
  const batch = BATCH_ID.test(id) ? await ctx.batches.getByName(id).view(ownerOf(ctx)) : undefined;
  if (!batch) throw new AppError("not_found", { param: "id" });
  return batch;
}
