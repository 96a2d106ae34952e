import type { Environment } from "../../shared/catalog.ts";
import { answerSandbox } from "./handle-sandbox.ts";
import type { SandboxEnv } from "./sandbox-env.ts";

/**
 * How a request for ARCA's services travels: to the simulator, without leaving the process, or over the network.
 *
 * @param tenant the organization whose sandbox it is, for requests without a ticket
 */
export function transportTo(environment: Environment, env: SandboxEnv, tenant?: string): (request: Request) => Promise<Response> {
  if (environment !== "sandbox") return (request) => fetch(request);
  const treatment = tenant === undefined ? {} : { tenant };
  return (request) => answerSandbox(request, env, new Date(), treatment);
}
