import { expect, test } from "vitest";
import { runScript } from "./support/instance.ts";

const SEED = 20261124;
const RUN = `--invoices 700 --seed ${SEED} --clients 60 --kill-every 3 --outage-every 8 --foreign-every 10`;

/** A short run of `npm run chaos`, on the database of the test run: see docs/reliability.md. */
test("kills, outages and a misbehaving ARCA lose nothing and double nothing", { timeout: 300_000 }, async () => {
  const run = runScript("chaos", { DATABASE_URL: process.env["DATABASE_URL"] ?? "" }, RUN.split(" "));
  const { stdout, stderr, code } = await run.closed;
  console.log(stdout);
  expect(code, `${stdout}\n${stderr}`).toBe(0);
  const count = (label: string): number => Number(new RegExp(`^ *${label} +(?:user )?(\\d+)`, "m").exec(stdout)?.[1]);
  for (const label of ["lost", "duplicated", "gaps", "misattributed", "answers changed between retries"]) {
    expect({ [label]: count(label) }).toEqual({ [label]: 0 });
  }
  // A calm in which nothing happened would prove nothing.
  expect(count("accepted")).toBeGreaterThanOrEqual(700);
  for (const label of ["SIGKILL", "faults of ARCA's", "sales of the same content as another", "sales that came in batches"]) {
    expect({ [label]: count(label) }).not.toEqual({ [label]: 0 });
  }
});
