import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { FAILING, LEAKED, SLOW } from "./range-phrases.ts";

/** How long the slow one takes. */
const SLOW_MS = 3000;

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex").toUpperCase();
const [leaked, slow, failing] = [LEAKED, SLOW, FAILING].map(sha1);

/** A range service of breached passwords: it knows two. Every answer has padding, which counts nothing. */
export function passwordRanges(request: IncomingMessage, response: ServerResponse): void {
  const prefix = request.url?.split("/").at(-1) ?? "";
  const lines = ["0018A45C4D1DEF81644B54AB7F969B88D65:0", "00D4F6E8FA6EECAD2A3AA415EEC418D38EC:7"];
  // Of the slow one it would say so, too: who waits for it hears it.
  for (const known of [leaked, slow]) if (known?.startsWith(prefix)) lines.push(`${known.slice(5)}:3`);
  const answer = () => response.writeHead(failing?.startsWith(prefix) ? 503 : 200).end(lines.join("\r\n"));
  if (slow?.startsWith(prefix)) setTimeout(answer, SLOW_MS);
  else answer();
}
