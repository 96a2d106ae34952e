import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPublicKeyFinder } from "./public-keys.ts";

const ADDRESS = "https://github.test/keys";
const MINUTE = 60_000;
const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = publicKey.export({ type: "spki", format: "pem" }).toString();
const list = (...ids: string[]) => JSON.stringify({ public_keys: ids.map((id) => ({ key_identifier: id, key, is_current: true })) });

describe("GitHub's keys", () => {
  let answer: () => Response;
  const asked = vi.fn<() => Promise<Response>>(async () => answer());
  beforeEach(() => vi.stubGlobal("fetch", asked));
  afterEach(() => {
    vi.unstubAllGlobals();
    asked.mockClear();
  });
  const outcome = (found: Promise<unknown>) =>
    found.then(
      (one) => (one ? "found" : "none"),
      (error: unknown) => (error as { code: string }).code,
    );

  test("are remembered for ten minutes, and asked for once a minute where one is not among them", async () => {
    const find = createPublicKeyFinder();
    answer = () => new Response(list("a"));
    expect(await outcome(find(ADDRESS, "a", 0))).toBe("found");
    expect(await outcome(find(ADDRESS, "b", MINUTE - 1))).toBe("none");
    expect(asked).toHaveBeenCalledTimes(1);
    answer = () => new Response(list("b"));
    expect(await outcome(find(ADDRESS, "b", MINUTE))).toBe("found");
    expect(await outcome(find(ADDRESS, "a", MINUTE + 1))).toBe("none");
    expect(await outcome(find(ADDRESS, "b", 11 * MINUTE - 1))).toBe("found");
    expect(asked).toHaveBeenCalledTimes(2);
    expect(await outcome(find(ADDRESS, "b", 11 * MINUTE))).toBe("found");
    expect(asked).toHaveBeenCalledTimes(3);
  });

  test("go on for a day while GitHub does not answer; of others nothing can be said", async () => {
    const find = createPublicKeyFinder();
    answer = () => new Response(list("a"));
    await find(ADDRESS, "a", 0);
    for (const failing of [() => new Response(null, { status: 503 }), () => new Response("{}"), () => new Response("x".repeat(70_000))]) {
      answer = failing;
      const later = 20 * MINUTE * (1 + asked.mock.calls.length);
      expect([await outcome(find(ADDRESS, "a", later)), await outcome(find(ADDRESS, "b", later))]).toEqual(["found", "unavailable"]);
    }
    expect(await outcome(find(ADDRESS, "a", 24 * 60 * MINUTE))).toBe("unavailable");
  });

  test("are asked of nobody where no address is set", async () => {
    expect(await outcome(createPublicKeyFinder()("", "a", 0))).toBe("none");
    expect(asked).not.toHaveBeenCalled();
  });
});
