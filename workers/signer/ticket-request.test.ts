import { expect, test } from "vitest";
import { readTicketRequest } from "./ticket-request.ts";

const GOOD = `<?xml version="1.0" encoding="UTF-8"?>
<loginTicketRequest version="1.0">
  <header>
    <uniqueId>1</uniqueId>
    <generationTime>2026-11-24T09:50:00-03:00</generationTime>
    <expirationTime>2026-11-24T22:00:00.000-03:00</expirationTime>
  </header>
  <service>ws_sr_padron_a13</service>
</loginTicketRequest>`;

test("accepts a login ticket request", () => {
  expect(readTicketRequest(GOOD)?.service).toBe("ws_sr_padron_a13");
});

test.each([
  ["nothing", ""],
  ["anything else", "transfer all"],
  ["another root", GOOD.replaceAll("loginTicketRequest", "loginTicketResponse")],
  ["another version", GOOD.replace('loginTicketRequest version="1.0"', 'loginTicketRequest version="2.0"')],
  ["a comment", GOOD.replace("<header>", "<!-- pay --><header>")],
  ["an attribute", GOOD.replace("<header>", '<header id="1">')],
  ["something before", `x${GOOD}`],
  ["something after", `${GOOD}x`],
  ["an element of its own", GOOD.replace("</header>", "<destination>cn=other</destination></header>")],
  ["no header", GOOD.replace(/<header>[^]*<\/header>/, "")],
  ["a service with an entity", GOOD.replace("ws_sr_padron_a13", "wsfe&amp;")],
  ["a service too short", GOOD.replace("ws_sr_padron_a13", "ws")],
  ["a service too long", GOOD.replace("ws_sr_padron_a13", "w".repeat(33))],
  ["a uniqueId beyond 32 bits", GOOD.replace("<uniqueId>1<", "<uniqueId>4294967296<")],
  ["an end before its start", GOOD.replace("22:00:00.000", "09:49:59")],
  ["more than a day", GOOD.replace("2026-11-24T22:00:00.000", "2026-11-25T09:50:01")],
  ["a day that does not exist", GOOD.replace("2026-11-24T22", "2026-13-24T22")],
  ["padding", GOOD.replace("<header>", `${" ".repeat(1_000)}<header>`)],
])("refuses %s", (_, text) => {
  expect(readTicketRequest(text)).toBeUndefined();
});
