import type { Definition, OperationName, RequestValue, ResultValue, Service } from "../../arca/schema/index.ts";
import type { ArcaMessage } from "../../arca/wsfe/detail.ts";
import { find, tryParseXml, type XmlElement } from "../../platform/xml.ts";
import { openAuthority } from "../ca/authority.ts";
import { MAX_BATCH_BODY, readBody, wsdlAddress } from "../http.ts";
import type { Register } from "../register.ts";
import type { SandboxEnv } from "../sandbox-env.ts";
import type { Handler } from "../service.ts";
import { actionOf, operationName, unrecognized } from "./action.ts";
import { type Auth, authenticate } from "./authenticate.ts";
import { DOT_NET, withinNamespace } from "./deserialize.ts";
import { answerEnvelope, faultEnvelope, type SoapVersion, soapResponse, versionOf } from "./envelope.ts";
import { FormatError, unreadable } from "./format-error.ts";
import { wsdlOf } from "./wsdl.ts";

/** What an operation knows besides its request. */
interface Call {
  /** 11 digits: for whom the ticket may act, and does. */
  readonly cuit: string;
  /** What the tenant's sandbox remembers. */
  readonly register: Register;
  readonly now: Date;
}

/** The operations of a service. Business errors are part of what they return, with HTTP 200. */
export type Operations<D extends Definition> = {
  readonly [N in OperationName<D>]: (
    request: RequestValue<D, N>,
    call: Call,
  ) => Promise<ResultValue<D, N> | undefined> | ResultValue<D, N> | undefined;
};

interface AsmxService<D extends Definition, Dummy extends OperationName<D>> {
  readonly service: Service<D>;
  /** Its id at WSAA. */
  readonly id: string;
  /** FEHeaderInfo: where ARCA has its host's name and its version. */
  readonly version: string;
  /** The one operation that needs no ticket, and always finds everything in order. */
  readonly dummy: Dummy;
  readonly operations: Omit<Operations<D>, Dummy>;
  /** What an operation answers to a ticket that is none. */
  readonly refuse: (operation: OperationName<D>, request: object, refusal: ArcaMessage) => object;
}

const IN_ORDER = { AppServer: "OK", DbServer: "OK", AuthServer: "OK" };
const ENVIRONMENT = "Sandbox - arca-api";

/**
 * A service as ASP.NET gives it: SOAP 1.1 and 1.2, and its WSDL. Business and ticket errors are HTTP 200; 500 is a request that
 * no operation could be given, 400 one that is not XML.
 */
export function asmxHandler<D extends Definition, Dummy extends OperationName<D>>(service: AsmxService<D, Dummy>): Handler {
  // By name alone, once a request has named one: the dummy is answered before any operation is looked up.
  const asmx = service as unknown as AnyService<D>;
  return async (request, env, now, { refusal } = {}) => {
    const address = wsdlAddress(request);
    if (address !== undefined) return soapResponse("1.1", 200, wsdlOf(asmx.service, address));
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "GET, POST" } });
    const body = await readBody(request, MAX_BATCH_BODY);
    if (body === undefined) return new Response(null, { status: 413 });
    const root = tryParseXml(body);
    if (!root) return new Response(null, { status: 400 });
    return answer(asmx, { version: versionOf(request.headers.get("content-type")), request, body, root }, { env, now, refusal });
  };
}

type AnyService<D extends Definition> = Omit<AsmxService<D, OperationName<D>>, "operations"> & { readonly operations: Operations<D> };

interface Message {
  readonly version: SoapVersion;
  readonly request: Request;
  readonly body: string;
  readonly root: XmlElement;
}

/** What a request is answered with beside itself. */
interface Around {
  readonly env: SandboxEnv;
  readonly now: Date;
  readonly refusal: ArcaMessage | undefined;
}

async function answer<D extends Definition>(asmx: AnyService<D>, message: Message, around: Around): Promise<Response> {
  const { version, request, body, root } = message;
  const { namespace } = asmx.service.definition;
  const element = find(root, "Body")?.children.at(0);
  const action = actionOf(request.headers, version);
  const name = operationName(action, element, namespace);
  if (name === undefined || !asmx.service.operations.has(name))
    return soapResponse(version, 500, faultEnvelope(version, unrecognized(action)));
  const called = element?.name === name && element.namespace === namespace ? withinNamespace(element, namespace) : undefined;
  try {
    const result = await run(asmx, name as OperationName<D>, called, around);
    const response = asmx.service.writeResponse(name, result as never);
    const info = { namespace, environment: ENVIRONMENT, version: asmx.version };
    return soapResponse(version, 200, answerEnvelope(version, info, response, around.now));
  } catch (error) {
    if (error instanceof FormatError) return soapResponse(version, 500, faultEnvelope(version, unreadable(error, body)));
    throw error;
  }
}

async function run<D extends Definition>(
  { service, id, dummy, operations, refuse }: AnyService<D>,
  name: OperationName<D>,
  element: XmlElement | undefined,
  { env, now, refusal }: Around,
): Promise<object | undefined> {
  if (name === dummy) return IN_ORDER;
  const request = service.readRequest(name, element, DOT_NET);
  // Every other operation has it, by the service's table.
  const { Auth: auth } = request as { Auth?: Auth };
  const caller = refusal ?? (await authenticate(auth, { service: id, authority: await openAuthority(env.SANDBOX_CA_KEY), now }));
  if ("code" in caller) return refuse(name, request, caller);
  return operations[name](request, { cuit: caller.cuit, register: env.SANDBOX.getByName(caller.tenant), now });
}
