import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import { openAuthority } from "../ca/authority.ts";
import { carryOut, pauseFor, type Refusal } from "../faults/carry-out.ts";
import { wishesIn } from "../faults/magic.ts";
import { MAX_BATCH_BODY, readBody } from "../http.ts";
import type { SandboxEnv } from "../sandbox-env.ts";
import type { Handler } from "../service.ts";
import { isAuthentic, readTicket } from "../ticket.ts";
import type { Visit } from "./desk.ts";

/**
 * A service whose requests carry a ticket, under the clock and the faults of the ticket's tenant. Only an authentic ticket says
 * whose they are: no one else's faults are used up by a token that anybody could have written. A request without one, as Dummy
 * is, is nobody's, but for a caller in process.
 */
export function ticketed(handle: Handler): Handler {
  return async (request, env, now, treatment = {}) => {
    if (request.method !== "POST") return handle(request, env, now, treatment);
    const body = await readBody(request, MAX_BATCH_BODY);
    if (body === undefined) return new Response(null, { status: 413 });
    const { url, headers, signal } = request;
    const again = () => new Request(url, { method: "POST", headers, body });
    const tenant = (await tenantIn(body, env)) ?? treatment.tenant;
    if (tenant === undefined) return handle(again(), env, now, treatment);
    const desk = env.SANDBOX.getByName(tenant);
    const operation = operationIn(body);
    const visitor = { operation, wishes: wishesIn(operation, body), now: now.getTime() };
    const visit: Visit = treatment.isLate ? { offsetMs: (await desk.clock()).offsetMs, fault: null } : await desk.visit(visitor);
    const at = new Date(now.getTime() + visit.offsetMs);
    return carryOut(visit.fault, {
      answer: () => handle(again(), env, at, treatment),
      refuse: (refusal) => handle(again(), env, at, { refusal: messageOf(refusal, operation) }),
      applyLater: (delayMs) => desk.postpone({ due: now.getTime() + delayMs, url, headers: [...headers], body }),
      pause: pauseFor(signal),
    });
  };
}

/** Read from the text, since a body of 250 comprobantes is not worth parsing twice. */
const operationIn = (body: string): string => /<(?:[\w.-]+:)?Body\b[^>]*>\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(body)?.[1] ?? "";

async function tenantIn(body: string, env: SandboxEnv): Promise<string | undefined> {
  const token = valueIn(body, "token");
  const tenant = token && readTicket(token)?.tenant;
  if (!token || !tenant) return undefined;
  const credentials = { token, sign: valueIn(body, "sign") };
  return (await isAuthentic(await openAuthority(env.SANDBOX_CA_KEY), credentials)) ? tenant : undefined;
}

/** Of the first element with that name; `Token` in one service is `token` in another. */
const valueIn = (body: string, name: "token" | "sign"): string =>
  new RegExp(`<(?:[\\w.-]+:)?${name}\\b[^>]*>\\s*([^<\\s]+)`, "i").exec(body)?.[1] ?? "";

/** The texts of 501 are ARCA's, as was seen; of the others, the manual's without its accents. */
function messageOf(refusal: Refusal, operation: string): ArcaMessage {
  switch (refusal) {
    case "arca_501":
      return { code: 501, message: `Error interno de base de datos - ${operation}` };
    case "arca_502":
      return { code: 502, message: "Error interno de base de datos - Autorizador CAE - Transaccion Activa" };
    case "arca_600":
      return { code: 600, message: "ValidacionDeToken: Error al verificar hash: " };
    case "arca_500":
    case "already_authenticated":
      return { code: 500, message: "Error interno de aplicacion." };
  }
}
