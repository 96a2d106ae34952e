import { handleLogin } from "./wsaa/handle-login.ts";
import { handleWsfe, type WsfeEnv } from "./wsfe/handle-wsfe.ts";

type Handler = (request: Request, env: WsfeEnv, now: Date) => Promise<Response>;

const SERVICES: ReadonlyMap<string, Handler> = new Map([
  ["/sandbox/arca/ws/services/LoginCms", handleLogin],
  ["/sandbox/arca/wsfev1/service.asmx", handleWsfe],
]);

/**
 * ARCA's services, simulated: WSAA and WSFEv1, over the same SOAP and with the same errors. Keys of this API mean nothing here; a
 * request proves itself with a certificate of the sandbox's, or with the ticket it got by it.
 * `Server-Timing` tells the time spent.
 *
 * @param now the sandbox's clock
 */
export async function handleSandbox(request: Request, env: WsfeEnv, now: Date = new Date()): Promise<Response> {
  const handler = SERVICES.get(new URL(request.url).pathname);
  if (!handler) return new Response(null, { status: 404 });
  const start = performance.now();
  const response = await handler(request, env, now);
  response.headers.set("server-timing", `sandbox;dur=${(performance.now() - start).toFixed(1)}`);
  return response;
}
