import { describe, expect, test } from "vitest";
import { inspectJson } from "./inspect-json.ts";

const NUL = String.raw`\u0000`;

describe("inspectJson", () => {
  test.each([
    "{}",
    '"\\""',
    String.raw`"\\"`,
    '"[[[[{{{{,,,,"',
    String.raw`"😀"`,
    '"😀"',
    String.raw`"\\ud83d"`,
    String.raw`"\\u0000"`,
    String.raw`"\u00e1"`,
    "[".repeat(32) + "]".repeat(32),
    "[[],[]]".repeat(100),
  ])("lets pass: %s", (text) => expect(inspectJson(text)).toBe("fine"));

  test.each([
    `"${NUL}"`,
    `{"${NUL}": 1}`,
    String.raw`"\\${NUL}"`,
    String.raw`"\ud83d"`,
    String.raw`"\uD83D"`,
    String.raw`"\ude00"`,
    String.raw`"\ud83d\ud83d\ude00"`,
    String.raw`"\ud83dx"`,
    String.raw`"\ud83d\n"`,
    '"no end',
    String.raw`"no end\"`,
    "[".repeat(33) + "]".repeat(33),
    '{"a":'.repeat(33),
  ])("refuses: %s", (text) => expect(inspectJson(text)).toBe("malformed"));

  test("counts values, keys not among them", () => {
    const objects = (count: number) => `[${Array.from({ length: count }, () => '{"a":1}').join(",")}]`;
    expect(inspectJson(objects(24_999))).toBe("fine");
    expect(inspectJson(objects(25_000))).toBe("too_many");
  });

  test("leaves everything else to JSON.parse", () => {
    for (const text of ["", "]", "}{", "nul", String.raw`"\uZZZZ"`, String.raw`"\x"`]) expect(inspectJson(text)).toBe("fine");
  });
});
