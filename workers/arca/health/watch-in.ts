import { log } from "../../platform/log.ts";
import { openWatch, type Watch } from "./watch.ts";

/** A watch for the length of an object's stay in memory. @param name of the health object, by `healthName` */
export function watchIn(ctx: DurableObjectState, health: Env["ARCA_HEALTH"], name: string): Watch {
  return openWatch({
    health: health.getByName(name),
    now: Date.now,
    later: (ms, work) => {
      const report = scheduler.wait(ms).then(work);
      ctx.waitUntil(report.catch((error: unknown) => log("warn", "arca_health.report.failed", { error })));
    },
  });
}
