import { type AppError, errorCode } from "../../../shared/errors.ts";
import type { Ctx } from "../../platform/context.ts";

const OVER = new Set(["rate_limited", "invalid_request"]);

/** Whether the key's hour is over, or was never long enough: then nothing new is issued, and what was accepted once is answered still. */
export async function overLimit(ctx: Ctx, units = 1): Promise<AppError | undefined> {
  try {
    await ctx.admit(units);
    return undefined;
  } catch (error) {
    if (!OVER.has(errorCode(error))) throw error;
    return error as AppError;
  }
}
