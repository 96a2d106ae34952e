import { describe, expect, test, vi } from "vitest";
import { apiWith } from "../support/organization.ts";
import { asOwner } from "../support/tenant.ts";
import { browser, PASSWORD, randomEmail, signedUp, signIn, signUp, withSecondFactor } from "./support.ts";

const blocked = async (email: string) =>
  (
    await asOwner()`select l.organization_id as org, l.action, l.payload from audit_log l join auth_user u on u.id = l.target
      where u.email = ${email} and l.action like '%blocked' order by l.seq`
  ).map(({ org, action, payload }) => ({ org, action, payload: JSON.parse(String(payload)) as Record<string, unknown> }));
const guess = (email: string, i: number) =>
  apiWith().post("/v1/auth/sign-in", { email, password: `intento numero ${i}` }, { "cf-connecting-ip": `203.0.113.${i}` });
const guesses = (email: string, count: number) => Promise.all(Array.from({ length: count }, (_, i) => guess(email, i)));

describe("an account that is closed by guessing", () => {
  test("is told of in the audit log of each organization, once", async () => {
    const { email } = await signedUp();
    await asOwner()`insert into organizations (id, name, created_at) values (${`org_${email}`}, 'Otra', now())`;
    await asOwner()`insert into members select ${`org_${email}`}, id, 'viewer' from auth_user where email = ${email}`;
    await guesses(email, 9);
    expect(await blocked(email)).toEqual([]);
    await guesses(email, 12);
    await vi.waitFor(async () => expect(await blocked(email)).toHaveLength(2), 5_000);
    await guesses(email, 3);
    await scheduler.wait(300);
    const told = await blocked(email);
    expect(told.map(({ action }) => action)).toEqual(["user.sign_in_blocked", "user.sign_in_blocked"]);
    expect(new Set(told.map(({ org }) => org)).size).toBe(2);
    expect(told[0]?.payload).toMatchObject({ request_id: expect.stringMatching(/^req_/), attempts: 10 });
    expect(JSON.stringify(told)).not.toContain("203.0.113.");
  });

  test("by whoever has signed in is told of as another thing", async () => {
    const one = await signedUp();
    for (let i = 0; i < 10; i++) await one.post("/v1/auth/step-up", { password: "no es esta" });
    await vi.waitFor(async () => expect(await blocked(one.email)).toMatchObject([{ action: "user.step_up_blocked" }]), 5_000);
  });

  test("is not one where the tenth attempt succeeds", async () => {
    const email = await signUp();
    await guesses(email, 9);
    await signIn(email);
    await scheduler.wait(300);
    expect(await blocked(email)).toEqual([]);
  });
});

describe("the log", () => {
  /** Lines about refusals that are written meanwhile. */
  async function lines(work: () => Promise<unknown>) {
    const spy = vi.spyOn(console, "warn").mockReturnValue();
    await work();
    const said = spy.mock.calls.flat().map(String);
    vi.restoreAllMocks();
    return said.filter((line) => line.includes(".refused")).map((line) => JSON.parse(line) as Record<string, string>);
  }

  test("has a line for each refused sign-in and code, which names the account by a keyed hash", async () => {
    const { email } = await withSecondFactor();
    const said = await lines(async () => {
      await browser().post("/v1/auth/sign-in", { email, password: "no es esta la frase" });
      await browser().post("/v1/auth/sign-in", { email, password: PASSWORD });
      await browser().post("/v1/auth/sign-in", { email, password: PASSWORD, code: "12345x" });
      await guesses(email, 10);
      await guess(randomEmail(), 1);
    });
    const account = said[0]?.["account"];
    expect(account).toMatch(/^[\w-]{43}$/);
    const line = (code: string) => ({ event: "sign_in.refused", code, account, request_id: expect.stringMatching(/^req_/) });
    expect(said.slice(0, 2)).toEqual([line("invalid_credentials"), line("second_factor_invalid")]);
    const codes = Map.groupBy(said.slice(2, -1), ({ code }) => code);
    expect([codes.get("invalid_credentials")?.length, codes.get("too_many_attempts")?.length]).toEqual([8, 2]);
    expect(said.at(-1)?.["account"]).not.toBe(account);
    expect(JSON.stringify(said)).not.toContain("@");
  });

  test("has one for a refused step-up, of the same account", async () => {
    const one = await signedUp();
    const said = await lines(async () => {
      await one.post("/v1/auth/step-up", { password: "no es esta" });
      await browser().post("/v1/auth/sign-in", { email: one.email, password: "no es esta la frase" });
    });
    expect(said).toMatchObject([
      { event: "step_up.refused", code: "invalid_credentials" },
      { event: "sign_in.refused", code: "invalid_credentials" },
    ]);
    expect(said[0]?.["account"]).toBe(said[1]?.["account"]);
  });
});
