import { expect, test } from "vitest";
import type { Ctx } from "../../platform/context.ts";
import { SHIPPED_PARAMETERS } from "../rules/index.ts";
import { knownToArca } from "./known-to-arca.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";

const issuer = { environment: "production", cuit: "20111111112" } as InvoicingIssuer;

test("is asked once a day; where nobody answers what ships must do, and the next one asks again", async () => {
  let calls = 0;
  let now = new Date("2026-11-24T12:00:00Z");
  let answer: () => object = () => {
    throw new Error("gone");
  };
  const object = {
    facts: async () => {
      calls += 1;
      return answer();
    },
  };
  const ctx = { organizationId: "org_1", now: () => now, arcaParameters: { getByName: () => object } } as unknown as Ctx;
  expect(await knownToArca(ctx, issuer)).toEqual({ parameters: SHIPPED_PARAMETERS });
  answer = () => ({ tables: { currencies: [{ id: "XYZ", description: "Nueva" }] }, issuer: {} });
  const asked = [await knownToArca(ctx, issuer), await knownToArca(ctx, { ...issuer, cuit: "30500010912" })];
  expect(asked.map(({ parameters }) => parameters.currencies.has("XYZ"))).toEqual([true, true]);
  expect(calls).toBe(2);
  now = new Date("2026-11-25T12:00:01Z");
  await knownToArca(ctx, issuer);
  expect(calls).toBe(3);
});
