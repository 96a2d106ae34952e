import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const COMPATIBILITY_DATE = "2026-10-01";

// The secrets are bindings of the run, which wrangler does not know when it warns that they are missing.
process.env["WRANGLER_LOG"] ??= "error";

/** In workerd, against a real database endpoint and the real signer Worker; and, in Node, what runs in Node. */
export default defineConfig({
  test: {
    silent: "passed-only",
    projects: [
      {
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
        test: {
          name: "worker",
          include: ["workers/**/*.test.ts", "shared/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: ["tests/local/**"],
          globalSetup: ["./tests/support/setup.ts"],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "node",
          include: ["tests/local/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They start real processes: after the others, and one file at a time.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
