import { ticketed } from "./control/ticketed.ts";
import { NoAnswer, noAnswerResponse } from "./faults/no-answer.ts";
import type { SandboxEnv } from "./sandbox-env.ts";
import type { Handler, Treatment } from "./service.ts";
import { handleConstancia } from "./padron/constancia.ts";
import { handlePadronA13 } from "./padron/padron-a13.ts";
import { handleLogin } from "./wsaa/handle-login.ts";
import { handleWscdc } from "./wscdc/handle-wscdc.ts";
import { handleWsfe } from "./wsfe/handle-wsfe.ts";
import { handleWsfex } from "./wsfex/handle-wsfex.ts";

const SERVICES: ReadonlyMap<string, Handler> = new Map([
  ["/sandbox/arca/ws/services/LoginCms", handleLogin],
  ["/sandbox/arca/wsfev1/service.asmx", ticketed(handleWsfe)],
  ["/sandbox/arca/wsfexv1/service.asmx", ticketed(handleWsfex)],
  ["/sandbox/arca/sr-padron/webservices/personaServiceA5", ticketed(handleConstancia)],
  ["/sandbox/arca/sr-padron/webservices/personaServiceA13", ticketed(handlePadronA13)],
  ["/sandbox/arca/WSCDC/service.asmx", ticketed(handleWscdc)],
]);

/**
 * ARCA's services, simulated: over the same SOAP and with the same errors. Keys of this API mean nothing here; a request proves
 * itself with a certificate of the sandbox's, or with the ticket it got by it. `Server-Timing` tells the time spent.
 *
 * @param now the real time; a tenant's own clock is some way ahead of it or behind
 * @throws NoAnswer where the tenant has asked for none
 */
export async function answerSandbox(request: Request, env: SandboxEnv, now = new Date(), treatment: Treatment = {}): Promise<Response> {
  const handler = SERVICES.get(new URL(request.url).pathname);
  if (!handler) return new Response(null, { status: 404 });
  const start = performance.now();
  const response = await handler(request, env, now, treatment);
  response.headers.set("server-timing", `sandbox;dur=${(performance.now() - start).toFixed(1)}`);
  return response;
}

/** The same over HTTP: there is an answer to everything, if only a broken one. */
export async function handleSandbox(request: Request, env: SandboxEnv, now?: Date): Promise<Response> {
  try {
    return await answerSandbox(request, env, now);
  } catch (error) {
    if (error instanceof NoAnswer) return noAnswerResponse(error);
    throw error;
  }
}
