import { afterAll, describe, expect, test } from "vitest";
import { CHANGED_ROWS } from "./conformance/comparable.ts";
import { EXPLAINED, REPLAYED_ALONE } from "./conformance/explained.ts";
import { type Conversation, conversationsOf, present, SERVICES } from "./conformance/recordings.ts";
import { type Outcome, replay } from "./conformance/replay.ts";

if (!present) console.log("skipped: no recordings of ARCA's answers beside the repository, so the sandbox is not compared with them");

const PROVISO = ", but for who answers and when, tickets, CAEs, rates, personal data, and observations that ARCA makes since 2024";
/** Of what the sandbox's state allows, so much must be as ARCA had it. */
const SHARE = 0.9;

/** An exchange whose books cannot have been those of its conversation is one of its own. */
const conversations = SERVICES.flatMap((service) => conversationsOf(service)).flatMap(({ name, exchanges }): Conversation[] => {
  const alone = exchanges.filter((exchange) => exchange.name in REPLAYED_ALONE);
  const rest = exchanges.filter((exchange) => !(exchange.name in REPLAYED_ALONE));
  return [{ name, exchanges: rest }, ...alone.map((exchange) => ({ name: exchange.name, exchanges: [exchange] }))];
});

const rowsLeftOut = (operation: string): string =>
  CHANGED_ROWS[operation] ? `but for rows that ARCA has changed since: ${CHANGED_ROWS[operation].join(" ")}` : "";

describe.skipIf(!present)("the sandbox answers as ARCA did", () => {
  const outcomes: Outcome[] = [];
  const isMatch = ({ expected, got }: Outcome): boolean => expected === got;
  const noteOf = ({ exchange: { name, operation } }: Outcome): string => EXPLAINED[name] ?? REPLAYED_ALONE[name] ?? rowsLeftOut(operation);

  test.each(conversations)("$name", async (conversation) => {
    const replayed = await replay(conversation);
    outcomes.push(...replayed);
    for (const outcome of replayed) {
      // A difference that is not explained fails; so does an explanation of one that is no more.
      if (EXPLAINED[outcome.exchange.name] === undefined) expect(outcome.got).toBe(outcome.expected);
      else expect(outcome.got).not.toBe(outcome.expected);
    }
  });

  test("there is something of each service, and enough is the same", () => {
    expect(new Set(outcomes.map(({ exchange }) => exchange.service))).toEqual(new Set(SERVICES));
    expect(outcomes.filter(isMatch).length / outcomes.length).toBeGreaterThanOrEqual(SHARE);
  });

  afterAll(() => {
    const lines = outcomes.map((outcome) => {
      const { service, name } = outcome.exchange;
      return `  ${isMatch(outcome) ? "same     " : "different"}  ${service.padEnd(7)}  ${name}${noteOf(outcome) && `\n${" ".repeat(22)}${noteOf(outcome)}`}`;
    });
    const same = outcomes.filter(isMatch).length;
    process.stdout.write(`Recorded exchanges replayed: ${same} of ${outcomes.length} the same${PROVISO}\n${lines.join("\n")}\n`);
  });
});
