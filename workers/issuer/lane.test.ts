import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FAULTS } from "../../tests/issuer/model/model-arca.ts";
import { type Action, World } from "../../tests/issuer/model/world.ts";
import { homologationIssuer } from "../../tests/support/submission.ts";

const TOTALS = ["121.00", "121.00", "242.00", "666.00"];
const MINUTE = 60_000;
const RUNS = 400;

const moment: fc.Arbitrary<Exclude<Action, { do: "run" }>> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("submit" as const),
      total: fc.constantFrom(...TOTALS),
      inDays: fc.constantFrom(0, 0, 0, 0, -1, -4, 1),
      redate: fc.boolean(),
      second: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("relation" as const),
      second: fc.boolean(),
      ended: fc.constantFrom("refused" as const, "no_ticket" as const, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), nth: fc.nat(12) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("fault" as const), fault: fc.constantFrom(...FAULTS) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(100, 5 * MINUTE, 12 * MINUTE, 9 * 60 * MINUTE, 26 * 60 * MINUTE, 6 * 24 * 60 * MINUTE),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("stranger" as const), total: fc.constantFrom(...TOTALS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("land" as const) }) },
);

const run: fc.Arbitrary<Action> = fc.record({
  do: fc.constant("run" as const),
  crashAt: fc.option(fc.nat(14), { nil: null, freq: 2 }),
  meanwhile: fc.array(moment, { maxLength: 4 }),
});

const schedule = fc.array(fc.oneof({ weight: 3, arbitrary: moment }, { weight: 2, arbitrary: run }), { minLength: 3, maxLength: 30 });

test("whatever happens, each invoice ends once, and ARCA holds what it should, once, and nobody else's; each as its own organization", async () => {
  const issuer = await homologationIssuer();
  await runInDurableObject(issuer.stub(), (_, { storage }) =>
    fc.assert(
      fc.asyncProperty(schedule, async (actions) => {
        const world = new World(storage, issuer.submission);
        for (const action of actions) await world.act(action);
        await world.end();
        world.check();
        expect(world.statuses()).not.toContain("needs_attention");
      }),
      { numRuns: RUNS },
    ),
  );
}, 60_000);
