import { expect, test } from "vitest";
import type { Ctx } from "../platform/context.ts";
import { askObjects } from "./issuers.ts";

const candidates = ["20111111112", "27222222223", "30500010912"].map((cuit) => ({ environment: "production", cuit }) as const);
const ctx = { organizationId: "org_x", mode: "live", issuers: { getByName: (name: string) => ({ name }) } } as unknown as Ctx;

/** What each of them says, in their order. */
const asking = (...says: readonly (() => Promise<string | undefined>)[]) => {
  const answers = [...says];
  return askObjects(ctx, candidates, () => answers.shift()?.() ?? Promise.resolve(undefined));
};
const nothing = async () => undefined;
const away = async () => {
  throw new Error("away");
};

test("the one that knows answers, whatever becomes of the others", async () => {
  expect(await asking(away, async () => "mine", nothing)).toBe("mine");
});

test("where one could not be asked, nobody can say that none knows", async () => {
  await expect(asking(nothing, away, nothing)).rejects.toThrow("away");
  expect(await asking(nothing, nothing, nothing)).toBeUndefined();
});
