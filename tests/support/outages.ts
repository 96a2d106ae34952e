import type { IncomingMessage, ServerResponse } from "node:http";
import type { EndpointFaults, Fault } from "../../scripts/neon/endpoint.ts";

/**
 * How Postgres is away. `cut`: the connection drops at once. `hang`: nothing is heard until the outage ends. `lost`: it does what it
 * is told, and the answer is lost.
 */
export type Outage = "cut" | "hang" | "lost";

const LOOK_AGAIN_MS = 50;

/**
 * Outages of the run's database, each for the requests of one test alone: those of the Worker that carry one of its words, an
 * organization's id or a key's hash. `PUT /<word>/<outage>` begins one, `DELETE /<word>` ends it.
 */
export function outages() {
  const away = new Map<string, Outage>();
  type Request = Parameters<NonNullable<EndpointFaults["before"]>>[0];

  function outageOf({ statements }: Request, role: string): Outage | undefined {
    if (role !== "app" || away.size === 0) return undefined;
    const text = JSON.stringify(statements.map(({ params }) => params));
    return away.entries().find(([word]) => text.includes(word))?.[1];
  }

  const faults: EndpointFaults = {
    async before(request, role): Promise<Fault> {
      while (outageOf(request, role) === "hang") await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      return outageOf(request, role) === "cut" ? "cut" : undefined;
    },
    after: (request, role): Fault => (outageOf(request, role) === "lost" ? "cut" : undefined),
  };

  return {
    faults,
    control(this: void, request: IncomingMessage, response: ServerResponse): void {
      const [, word = "", outage = ""] = (request.url ?? "").split("/");
      if (request.method === "PUT") away.set(word, outage as Outage);
      else away.delete(word);
      response.end();
    },
  };
}
