import { type AppError, errorCode } from "../../../shared/errors.ts";
import type { Ctx } from "../../platform/context.ts";

/** Whether the key's hour is over: then nothing new is issued, and what was accepted once is answered still. */
export async function overLimit(ctx: Ctx, units = 1): Promise<AppError | undefined> {
  try {
    await ctx.admit(units);
    return undefined;
  } catch (error) {
    if (errorCode(error) !== "rate_limited") throw error;
    return error as AppError;
  }
}
