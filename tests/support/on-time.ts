import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import worker from "../../workers/index.ts";

/** The timer, as it comes with that expression of wrangler.toml. */
export const onTime = (cron: string, at = new Date(), bindings: Env = env): Promise<void> =>
  worker.scheduled(createScheduledController({ cron, scheduledTime: at }), bindings);
