import type { Environment } from "../../shared/catalog.ts";
import { handleSandbox } from "./handle-sandbox.ts";
import type { WsfeEnv } from "./wsfe/handle-wsfe.ts";

/** How a request for ARCA's services travels: to the simulator, without leaving the process, or over the network. */
export function transportTo(environment: Environment, env: WsfeEnv): (request: Request) => Promise<Response> {
  return environment === "sandbox" ? (request) => handleSandbox(request, env) : (request) => fetch(request);
}
