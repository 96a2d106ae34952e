import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const COMPATIBILITY_DATE = "2026-10-01";

// The secrets are bindings of the run, which wrangler does not know when it warns that they are missing.
process.env["WRANGLER_LOG"] ??= "error";

/** Folders whose tests leave alone what others in the same workerd look at: they share them, since to start one costs more than they do. */
const TOGETHER = "people|organizations|keys|certificates|generated|rules|sandbox|api";
/** All but these, which look at everything that there is. */
const ALONE = "planted|openapi";

/** At a time: many wait, for pauses and alarms, more than they work. */
const MOST = 3;
const SHARED = `tests/@(${TOGETHER})/**/!(${ALONE}).test.ts`;
const TIMER = "tests/**/*.timer.test.ts";

/** In workerd, against a real database endpoint and the real signer Worker; and, in Node, what runs in Node. */
export default defineConfig({
  test: {
    silent: "passed-only",
    projects: [
      // Small and many: they share their workerds.
      inWorkerd("unit", { include: ["workers/**/*.test.ts", "shared/**/*.test.ts"], isolate: false, maxWorkers: MOST }),
      inWorkerd("together", {
        include: [SHARED],
        exclude: [TIMER],
        isolate: false,
        maxWorkers: MOST,
      }),
      inWorkerd("worker", {
        include: ["tests/**/*.test.ts"],
        exclude: ["tests/local/**", TIMER, SHARED],
        maxWorkers: MOST,
      }),
      // The timer reaches every issuer in a database: these files have one of their own, and take it in turns.
      inWorkerd("timer", { include: [TIMER], fileParallelism: false, sequence: { groupOrder: 1 } }),
      {
        test: {
          name: "node",
          include: ["tests/local/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They start real processes: after the others, and one file at a time.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

function inWorkerd(name: string, test: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return {
    plugins: [
      cloudflareTest(({ inject }) => ({
        wrangler: { configPath: "./wrangler.toml" },
        miniflare: {
          bindings: inject("bindings"),
          workers: [
            {
              name: "arca-signer",
              modules: true,
              scriptPath: inject("signerScript"),
              compatibilityDate: COMPATIBILITY_DATE,
              bindings: { PRIVATE_KEY_KEYS: inject("signerKeys") },
            },
          ],
        },
      })),
    ],
    test: { name, globalSetup: ["./tests/support/setup.ts"], testTimeout: 60_000, ...test },
  };
}
