import type { FaultKind } from "../../../shared/schemas/sandbox.ts";
import { xmlResponse } from "../http.ts";
import type { Fault } from "./fault.ts";
import { NoAnswer } from "./no-answer.ts";

/** Faults that a service words in its own form, HTTP status and all. */
export type Refusal = Extract<FaultKind, `arca_${string}` | "already_authenticated">;

interface Ports {
  /** Handles the request as if there were no fault. */
  readonly answer: () => Promise<Response>;
  readonly refuse: (refusal: Refusal) => Response | Promise<Response>;
  /** Has the request handled after that time, with nobody left to hear the answer. */
  readonly applyLater: (delayMs: number) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
}

/** Where the fault does not say how long. */
const USUAL_DELAY_MS: Partial<Record<FaultKind, number>> = { delay: 2_000, late_apply: 3_000 };

/**
 * Lets a fault happen to one request. `delay_ms` of a `late_apply` is the time until it is applied; of any other kind, the time
 * that its caller waits for what happens.
 *
 * @throws NoAnswer where nothing is to be heard
 */
export async function carryOut(fault: Fault | null, ports: Ports): Promise<Response> {
  if (!fault) return ports.answer();
  const delay = fault.delayMs ?? USUAL_DELAY_MS[fault.kind] ?? 0;
  if (fault.kind === "late_apply") {
    await ports.applyLater(delay);
    throw new NoAnswer("cut");
  }
  // What is applied is applied at once: a caller that gives up waiting has lost an answer, not stopped a request.
  const answer = APPLIES.has(fault.kind) ? await ports.answer() : undefined;
  if (delay > 0) await ports.pause(delay);
  return answer ? heard(fault.kind, answer) : unapplied(fault.kind, ports.refuse);
}

const APPLIES: ReadonlySet<FaultKind> = new Set(["delay", "lost_answer", "truncated"]);

async function heard(kind: FaultKind, answer: Response): Promise<Response> {
  if (kind === "lost_answer") throw new NoAnswer("cut");
  if (kind !== "truncated") return answer;
  const text = await answer.text();
  return xmlResponse(answer.status, text.slice(0, Math.floor(text.length / 2)));
}

function unapplied(kind: FaultKind, refuse: Ports["refuse"]): Response | Promise<Response> {
  switch (kind) {
    case "down":
      throw new NoAnswer("refused");
    case "unheard":
      throw new NoAnswer("cut");
    case "http_500":
      return new Response("Internal Server Error", { status: 500, headers: { "content-type": "text/plain" } });
    case "http_503_html":
      return new Response(UNAVAILABLE_PAGE, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
    default:
      return refuse(kind as Refusal);
  }
}

const UNAVAILABLE_PAGE =
  "<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1>" +
  "<p>The server is temporarily unable to service your request.</p></body></html>";

/** Ends early, with its reason, when the caller gives up. */
export function pauseFor(signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
}
