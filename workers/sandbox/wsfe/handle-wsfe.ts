import { find, parseXml, type XmlElement } from "../../platform/xml.ts";
import { openAuthority } from "../ca/authority.ts";
import { readBody, xmlResponse } from "../http.ts";
import { authenticate } from "./authenticate.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { FormatError } from "./read.ts";
import { answerEnvelope, faultEnvelope, NAMESPACE, writeErrors } from "./soap.ts";

/** 250 comprobantes with every field filled take about 1 MiB. */
const MAX_BODY = 4 * 1024 * 1024;

/** What WSFEv1 needs of the environment. */
export type WsfeEnv = Pick<Env, "SANDBOX" | "SANDBOX_CA_KEY">;

/**
 * WSFEv1 over SOAP 1.1. Business and ticket errors are HTTP 200; 500 is a request that no operation could be given, 400 one that
 * is not XML.
 */
export async function handleWsfe(request: Request, env: WsfeEnv, now: Date): Promise<Response> {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const body = await readBody(request, MAX_BODY);
  if (body === undefined) return new Response(null, { status: 413 });
  const root = parse(body);
  if (!root) return new Response(null, { status: 400 });
  const element = find(root, "Body")?.children.at(0);
  const name = operationName(request.headers.get("soapaction"), element);
  const operation = OPERATIONS.get(name ?? "");
  if (!name || !operation) return xmlResponse(500, faultEnvelope(unrecognized(request.headers.get("soapaction"))));
  try {
    return xmlResponse(200, answerEnvelope(name, await run(operation, element, env, now), now));
  } catch (error) {
    if (error instanceof FormatError) return xmlResponse(500, faultEnvelope(unreadable(error, body)));
    throw error;
  }
}

async function run(operation: Operation, request: XmlElement | undefined, env: WsfeEnv, now: Date): Promise<string> {
  if (operation.open) return operation.run({ request, now });
  const caller = await authenticate(find(request, "Auth"), await openAuthority(env.SANDBOX_CA_KEY), now);
  if ("code" in caller) return (operation.refusedWith ?? "") + writeErrors([caller]);
  return operation.run({ request, now, cuit: caller.cuit, register: env.SANDBOX.getByName(caller.tenant) });
}

function parse(body: string): XmlElement | undefined {
  try {
    return parseXml(body);
  } catch {
    return undefined;
  }
}

/** By SOAPAction; without the header, by the element in the Body. */
function operationName(action: string | null, element: XmlElement | undefined): string | undefined {
  if (action === null) return element?.name;
  const bare = unquote(action);
  return bare.startsWith(NAMESPACE) ? bare.slice(NAMESPACE.length) : undefined;
}

const unquote = (action: string): string => action.trim().replaceAll(/^"|"$/g, "");

function unrecognized(action: string | null): string {
  const what =
    action === null
      ? "Unable to handle request without a valid action parameter. Please supply a valid soap action."
      : `Server did not recognize the value of HTTP Header SOAPAction: ${unquote(action)}.`;
  return `System.Web.Services.Protocols.SoapException: ${what}`;
}

/** .NET says where its reader stood: after the value that it could not take. */
function unreadable({ message, value }: FormatError, body: string): string {
  const before = body.slice(0, Math.max(0, body.indexOf(`${value}</`)) + value.length).split("\n");
  const position = `(${before.length}, ${(before.at(-1) ?? "").length + 1})`;
  return `Server was unable to read request. ---> System.InvalidOperationException: There is an error in XML document ${position}. ---> ${message}`;
}
