import { expect, test } from "vitest";
import type { Environment } from "../../../shared/catalog.ts";
import { ArcaError } from "../errors.ts";
import type { Ticket } from "../wsaa/ticket.ts";
import { type Hold, openKeeper, type TicketStore } from "./keeper.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-24T13:00:00Z");

const ticketAt = (at: number, token: string): Ticket => ({
  token,
  sign: "s",
  generatedAt: new Date(at),
  expiresAt: new Date(at + 12 * HOUR),
});
const fault = (code: string): ArcaError =>
  new ArcaError({ code: "soap_fault", certainty: "unknown", operation: "loginCms", fault: { code, text: "no" } });

/** Storage that outlives the keeper, a clock, and a WSAA of which `answers` are the next answers. */
function world(environment: Environment = "production") {
  const saved = new Map<string, Ticket>();
  const holds = new Map<string, Hold>();
  const store: TicketStore = {
    load: async (service) => saved.get(service),
    save: async (service, ticket) => {
      saved.set(service, ticket);
      holds.delete(service);
    },
    hold: (service) => holds.get(service),
    saveHold: (service, hold) => void holds.set(service, hold),
  };
  const clock = { now: START };
  const calls: string[] = [];
  const answers: (Error | Promise<Ticket>)[] = [];
  const open = () => {
    const keeper = openKeeper({ environment, store, now: () => clock.now });
    return (refused?: string, service = "wsfe") =>
      keeper.ticket({
        service,
        refused,
        login: async () => {
          calls.push(service);
          const answer = answers.shift() ?? ticketAt(clock.now, `token-${calls.length}`);
          if (answer instanceof Error) throw answer;
          return answer;
        },
      });
  };
  return { open, clock, calls, answers, saved };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("one login, whoever asks and however often", async () => {
  const { open, calls } = world();
  const ask = open();
  const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await ask()).token));
  expect(new Set(tokens)).toEqual(new Set(["token-1"]));
  expect((await ask()).token).toBe("token-1");
  expect(calls).toEqual(["wsfe"]);
});

test("each service has its own", async () => {
  const { open, calls } = world();
  const ask = open();
  await Promise.all([ask(), ask(undefined, "wsfex")]);
  expect(calls.toSorted()).toEqual(["wsfe", "wsfex"]);
});

test("a ticket outlives the object's memory", async () => {
  const { open, calls } = world();
  await open()();
  expect((await open()()).token).toBe("token-1");
  expect(calls).toHaveLength(1);
});

test("an aging ticket is given out while the next one is fetched", async () => {
  const { open, clock, calls } = world();
  const ask = open();
  await ask();
  clock.now += 9 * HOUR;
  expect((await ask()).token).toBe("token-1");
  expect(calls).toHaveLength(1);
  clock.now += 0.7 * HOUR;
  expect((await ask()).token).toBe("token-1");
  await settle();
  expect((await ask()).token).toBe("token-2");
  expect(calls).toHaveLength(2);
});

test("a failed renewal is waited out, and the ticket is kept while it lasts", async () => {
  const { open, clock, calls, answers } = world();
  const ask = open();
  await ask();
  clock.now += 10 * HOUR;
  answers.push(fault("wsaa.unavailable"));
  for (let i = 0; i < 3; i++) {
    expect((await ask()).token).toBe("token-1");
    await settle();
  }
  expect(calls).toHaveLength(2);
  clock.now += 61_000;
  await ask();
  await settle();
  expect((await ask()).token).toBe("token-3");
});

test("already authenticated, and nothing to show: not hammered, across restarts, until the wait is over", async () => {
  const { open, clock, calls, answers } = world("homologation");
  answers.push(fault("coe.alreadyAuthenticated"));
  const expected = { code: "ticket_unavailable", certainty: "not_sent", fault: { code: "coe.alreadyAuthenticated" } };
  await expect(open()()).rejects.toMatchObject({ ...expected, retryAfterSeconds: 600 });
  clock.now += 100_000;
  await expect(open()()).rejects.toMatchObject({ ...expected, retryAfterSeconds: 500 });
  expect(calls).toHaveLength(1);
  clock.now += 501_000;
  expect((await open()()).token).toBe("token-2");
});

test("without an answer the wait is short", async () => {
  const { open, clock, answers } = world();
  answers.push(new ArcaError({ code: "timeout", certainty: "unknown", operation: "loginCms" }));
  await expect(open()()).rejects.toMatchObject({ code: "ticket_unavailable", retryAfterSeconds: 10 });
  clock.now += 10_000;
  expect((await open()()).token).toBe("token-2");
});

test("a fault of our own is thrown as it is, and holds nothing up", async () => {
  const { open, answers } = world();
  answers.push(new Error("seal_refused"));
  await expect(open()()).rejects.toThrow("seal_refused");
  expect((await open()()).token).toBe("token-2");
});

test("a refused ticket is replaced once, for all who were refused", async () => {
  const { open, clock, calls } = world();
  const ask = open();
  await ask();
  clock.now += HOUR;
  const tokens = await Promise.all([ask("token-1"), ask("token-1"), ask("token-1")]);
  expect(tokens.map(({ token }) => token)).toEqual(["token-2", "token-2", "token-2"]);
  expect((await ask("token-1")).token).toBe("token-2");
  expect(calls).toHaveLength(2);
});

test("a refused ticket that WSAA does not replace stays for those whom it serves", async () => {
  const { open, clock, answers } = world();
  const ask = open();
  await ask();
  clock.now += HOUR;
  answers.push(fault("coe.alreadyAuthenticated"));
  await expect(ask("token-1")).rejects.toMatchObject({ code: "ticket_unavailable", retryAfterSeconds: 120 });
  expect((await ask()).token).toBe("token-1");
});

test("an expired ticket is no ticket", async () => {
  const { open, clock, answers } = world();
  const ask = open();
  await ask();
  clock.now += 12 * HOUR - 30_000;
  answers.push(fault("wsaa.unavailable"));
  await expect(ask()).rejects.toMatchObject({ code: "ticket_unavailable" });
});
