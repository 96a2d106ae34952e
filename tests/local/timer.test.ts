import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { runAccountChores } from "../../workers/accounts/index.ts";
import type { Database } from "../../workers/db/database.ts";

const { triggers } = parse(readFileSync("wrangler.toml", "utf8")) as unknown as { triggers: { crons: string[] } };

/** Has nothing. */
const database = {
  execute: async () => ({ rows: [] }),
  batch: async (queries: readonly unknown[]) => queries.map(() => ({ rows: [] })),
} as unknown as Database;

test("the timer comes with each expression that somebody waits for, and with no other", async () => {
  const ports = { database, newId: () => "aud_x" as const, mailKeys: () => ({ current: 1, keys: new Map() }) };
  const ofAccounts = await Promise.all(
    triggers.crons.map(async (cron) => [cron, await runAccountChores(ports as never, cron, Date.now())] as const),
  );
  // Those of workers/accounts/timer.ts; the others are of workers/ledger/run-scheduled.ts.
  expect(Object.fromEntries(ofAccounts)).toEqual({
    "20 * * * *": true,
    "0 12 * * *": true,
    "30 6 * * *": false,
    "*/5 * * * *": false,
  });
});
