/**
 * The sandbox was told to give no answer. In process it is what a failed `fetch` throws: the words of the Workers runtime for a
 * connection that was lost; the code of a refused one proves that nothing arrived.
 */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code?: "ECONNREFUSED";

  constructor(how: "cut" | "refused") {
    super(how === "cut" ? "Network connection lost." : "Connection refused.");
    if (how === "refused") this.code = "ECONNREFUSED";
  }
}

/** Of a server behind a proxy that refuses connections: as near to a refused connection as a Worker can come. */
const SERVER_IS_DOWN = 521;

/** Long enough for what came before to have left. */
const FLUSH_MS = 50;

/**
 * The same over HTTP, where a Worker cannot reset a connection: the head of an answer and its first byte, and then the connection
 * is closed in the middle of the body. Without that byte a proxy would make an answer of its own of it.
 */
export function noAnswerResponse({ code }: NoAnswer): Response {
  if (code === "ECONNREFUSED") return new Response(null, { status: SERVER_IS_DOWN });
  let isBegun = false;
  const broken = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isBegun) {
        await new Promise((resolve) => setTimeout(resolve, FLUSH_MS));
        controller.error(new Error(CUT));
      } else controller.enqueue(new TextEncoder().encode("<"));
      isBegun = true;
    },
  });
  return new Response(broken, { status: 200, headers: { "content-type": "text/xml; charset=utf-8" } });
}

const CUT = "the sandbox was told to cut this connection";
