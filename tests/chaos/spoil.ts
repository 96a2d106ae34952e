import type { IncomingMessage, ServerResponse } from "node:http";
import { envelope, send } from "../support/soap.ts";
import { errors } from "./answers.ts";
import type { Fault } from "./weather.ts";

export interface Exchange {
  readonly operation: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What the caller gets of the fault; of `hang`, `late` and `lost_silence` nothing ever. @param answer of what was done, if anything was */
export function spoil(fault: Fault, { operation, request, response }: Exchange, answer: string): void {
  const say = (result: string) => void send(response, envelope(operation, result));
  if (fault === "lost" || fault === "cut") request.socket.destroy();
  else if (fault === "reset") request.socket.resetAndDestroy();
  else if (fault === "truncated") cutShort(response, envelope(operation, answer));
  else if (fault === "html_503") send(response, "<html><body>Service Unavailable</body></html>", 503);
  else if (fault === "http_500") send(response, "Runtime Error", 500);
  else if (fault === "arca_500") say(errors(500));
  else if (fault === "arca_501" || fault === "lost_501") say(errors(501));
  else if (fault === "arca_502") say(errors(502));
  else if (fault === "arca_600") say(errors(600));
}

function cutShort(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-type": "text/xml; charset=utf-8", "content-length": String(Buffer.byteLength(body)) });
  response.write(body.slice(0, Math.floor(body.length * 0.6)), () => response.destroy());
}
