import { describe, expect, test } from "vitest";
import { isAddressAllowed, toNetwork } from "./networks.ts";

describe("networks of a key", () => {
  test.each([
    ["203.0.113.0/24", "203.0.113.0/24"],
    ["203.0.113.7", "203.0.113.7/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:db8::/32", "2001:db8:0:0:0:0:0:0/32"],
    ["2001:DB8::1", "2001:db8:0:0:0:0:0:1/128"],
    ["::ffff:203.0.113.7", "203.0.113.7/32"],
    ["::ffff:203.0.113.0/120", "203.0.113.0/24"],
    ["::/0", "0:0:0:0:0:0:0:0/0"],
  ])("%s is written %s", (text, network) => expect(toNetwork(text)).toBe(network));

  test.each(["", "x", "203.0.113.1/24", "203.0.113.0/33", "203.0.113.0/", "203.0.113.0/8/8", "203.0.113", "203.0.113.256", "01.2.3.4"])(
    "%j is none",
    (text) => expect(toNetwork(text)).toBeUndefined(),
  );
  test.each([
    "2001:db8::1/32",
    "1:2:3:4:5:6:7",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "g::",
    "1:2:3:4:5:6:7::8",
    "::ffff:1.2.3.4/64",
    "::1.2.3.999",
  ])("%j is none, in IPv6", (text) => expect(toNetwork(text)).toBeUndefined());

  test.each([
    [["203.0.113.0/24"], "203.0.113.255", true],
    [["203.0.113.0/24"], "203.0.114.0", false],
    [["203.0.113.7/32"], "::ffff:203.0.113.7", true],
    [["203.0.113.7/32"], "::ffff:cb00:7107", true],
    [["10.0.0.0/8", "2001:db8::/32"], "2001:db8:ffff::1", true],
    [["2001:db8::/32"], "2001:db9::1", false],
    [["0.0.0.0/0"], "2001:db8::1", false],
    [["0.0.0.0/0"], "198.51.100.1", true],
    [["203.0.113.0/24"], undefined, false],
    [["203.0.113.0/24"], "203.0.113.1, 198.51.100.1", false],
    [[], undefined, true],
  ])("%j and %s: %s", (networks, address, allowed) => expect(isAddressAllowed(networks, address)).toBe(allowed));
});
