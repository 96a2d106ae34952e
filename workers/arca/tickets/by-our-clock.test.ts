import { expect, test } from "vitest";
import { byOurClock } from "./by-our-clock.ts";

test.each(["2026-11-24T12:59:30Z", "2031-01-01T00:00:00Z", "2019-01-01T00:00:00Z"])(
  "a ticket of ARCA's %s lasts twelve hours of ours",
  (at) => {
    const generatedAt = new Date(at);
    const ticket = { token: "t", sign: "s", generatedAt, expiresAt: new Date(generatedAt.getTime() + 12 * 3_600_000) };
    expect(byOurClock(ticket, new Date("2026-11-24T13:00:00Z"))).toEqual({
      token: "t",
      sign: "s",
      generatedAt: new Date("2026-11-24T13:00:00Z"),
      expiresAt: new Date("2026-11-25T01:00:00Z"),
    });
  },
);
