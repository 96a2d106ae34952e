import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { FAULTS } from "../../tests/issuer/model/model-arca.ts";
import { type Action, World } from "../../tests/issuer/model/world.ts";
import { homologationIssuer } from "../../tests/support/submission.ts";

const sale = (total = "121.00", redate = false): Action => ({ do: "submit", total, inDays: 0, redate });
const otherSale = (total = "121.00"): Action => ({ do: "submit", total, inDays: 0, redate: false, second: true });
const relation = (second: boolean, ended: "refused" | "no_ticket"): Action => ({ do: "relation", second, ended });
const fault = (kind: (typeof FAULTS)[number]): Action => ({ do: "fault", fault: kind });
const run = (crashAt: number | null = null): Action => ({ do: "run", crashAt, meanwhile: [] });
const DAYS = 24 * 3_600_000;

/** What was there before the run in which the process dies. Sales of one content among them, on purpose. */
const SCENARIOS: Record<string, readonly Action[]> = {
  "a first sale": [sale()],
  "several alike, and one that ARCA refuses": [sale(), sale(), sale("666.00"), sale(), sale("242.00")],
  "a lane that has issued": [sale(), run(), sale(), sale()],
  "numbers in doubt, which ARCA has": [sale(), sale(), fault("lost"), run(), sale()],
  "numbers in doubt, which ARCA has not": [sale(), sale(), fault("unheard"), run(), sale()],
  "numbers in doubt, which ARCA gets late": [sale(), sale(), fault("late"), run(), sale(), { do: "land" }],
  "more in doubt than one look at ARCA tells": [...Array.from({ length: 8 }, () => sale()), fault("lost"), run(), sale("242.00")],
  "somebody else's numbers": [sale(), run(), sale(), sale(), fault("unheard"), run(), { do: "stranger", total: "242.00" }],
  "somebody else's same sale": [sale(), run(), sale(), sale(), fault("unheard"), run(), { do: "stranger", total: "121.00" }],
  "two organizations, alike": [sale(), otherSale(), sale(), otherSale()],
  "one of two whom ARCA no longer takes": [sale(), otherSale(), relation(false, "refused")],
  "numbers in doubt of one whom ARCA no longer takes": [sale(), fault("late"), run(), otherSale(), relation(false, "refused")],
  "numbers in doubt of one who gets no ticket": [otherSale(), fault("unheard"), run(), sale(), relation(true, "no_ticket")],
  "a date that has passed": [sale("121.00", true), sale(), fault("unheard"), run(), { do: "pass", ms: 6 * DAYS }],
};

/** Once at each step of a run, until the run has no such step. @returns how many times it died */
async function dieEverywhere(begin: () => World, before: readonly Action[], between: readonly Action[]): Promise<number> {
  for (let at = 0; ; at += 1) {
    const world = begin();
    for (const action of before) await world.act(action);
    const steps = await world.act(run(at));
    for (const action of between) await world.act(action);
    // The next process finds what this one left, and dies as well, a little later.
    await world.act(run(at + 1));
    await world.end();
    world.check();
    if (steps <= at) return at;
    expect(at).toBeLessThan(200);
  }
}

/** What happens while no process is there. */
const BETWEEN: readonly (readonly Action[])[] = [[], [{ do: "stranger", total: "121.00" }]];

test.each(Object.entries(SCENARIOS))(
  "%s: the process may die at any step",
  async (_, before) => {
    const issuer = await homologationIssuer();
    await runInDurableObject(issuer.stub(), async (__, { storage }) => {
      for (const between of BETWEEN)
        for (const kind of FAULTS) {
          const deaths = await dieEverywhere(() => new World(storage, issuer.submission), [...before, fault(kind)], between);
          expect(deaths).toBeGreaterThanOrEqual(3);
        }
    });
  },
  60_000,
);
