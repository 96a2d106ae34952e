import type { Definition, OperationName, RequestValue, ResultValue, Service } from "../../arca/schema/index.ts";
import { escapeXml, find, parseXml, type XmlElement } from "../../platform/xml.ts";
import { openAuthority } from "../ca/authority.ts";
import { readBody, wsdlAddress, xmlResponse } from "../http.ts";
import type { Handler } from "../service.ts";
import { isAuthentic, readTicket } from "../ticket.ts";
import { isCurrent } from "./authenticate.ts";
import { DOT_NET, withinNamespace } from "./deserialize.ts";
import { SOAP_NAMESPACES } from "./envelope.ts";
import { FormatError } from "./format-error.ts";
import { wsdlOf } from "./wsdl.ts";

/** What ends a call: CXF answers it with HTTP 500. */
export class JavaFault extends Error {
  override readonly name = "JavaFault";
  readonly code: "soap:Server" | "soap:Client";

  constructor(message: string, code: "soap:Server" | "soap:Client" = "soap:Server") {
    super(message);
    this.code = code;
  }
}

/** The operations of a service. Nothing is remembered by them: the register of taxpayers is the same for all. */
type Operations<D extends Definition> = {
  readonly [N in OperationName<D>]: (request: RequestValue<D, N>, now: Date) => ResultValue<D, N>;
};

export interface CxfService<D extends Definition> {
  readonly service: Service<D>;
  /** Its id at WSAA. */
  readonly id: string;
  /** The operation that needs no ticket. */
  readonly open: OperationName<D>;
  readonly operations: Operations<D>;
}

/** 250 CUITs take about 10 KiB. */
const MAX_BODY = 256 * 1024;

interface Credentials {
  readonly token: string;
  readonly sign: string;
  readonly cuitRepresentada: string;
}

/** A Java service of ARCA's: SOAP 1.1, SOAPAction of no meaning, and every error a fault with HTTP 500. */
export function cxfHandler<D extends Definition>(cxf: CxfService<D>): Handler {
  const { namespace } = cxf.service.definition;
  return async (request, env, now, { refusal } = {}) => {
    const address = wsdlAddress(request);
    if (address !== undefined) return xmlResponse(200, wsdlOf(cxf.service, address));
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "GET, POST" } });
    const body = await readBody(request, MAX_BODY);
    if (body === undefined) return new Response(null, { status: 413 });
    try {
      const element = operationIn(body, cxf);
      const name = element.name as OperationName<D>;
      const asked = cxf.service.readRequest(name, element, DOT_NET);
      if (name !== cxf.open) {
        if (refusal) throw new JavaFault(refusal.message);
        await authenticate(asked as unknown as Credentials, { id: cxf.id, caKey: env.SANDBOX_CA_KEY, now });
      }
      return xmlResponse(200, envelope(cxf.service.writeResponse(name, cxf.operations[name](asked, now))));
    } catch (error) {
      if (error instanceof FormatError) return xmlResponse(500, envelope(faultOf(namespace, unreadable(error))));
      if (error instanceof JavaFault) return xmlResponse(500, envelope(faultOf(namespace, error)));
      throw error;
    }
  };
}

/** The operation's element, without what its unqualified children do not have. */
function operationIn<D extends Definition>(body: string, { service }: CxfService<D>): XmlElement {
  const element = find(parse(body), "Body")?.children.at(0);
  const { namespace } = service.definition;
  if (element?.namespace === namespace && service.operations.has(element.name)) return withinNamespace(element, "");
  const what = element ? `{${element.namespace}}${element.name}` : "nothing";
  throw new JavaFault(`Message part ${what} was not recognized.  (Does it exist in service WSDL?)`, "soap:Client");
}

function parse(body: string): XmlElement {
  try {
    return parseXml(body);
  } catch {
    throw new JavaFault("Error reading XMLStreamReader: the message is not well-formed.", "soap:Client");
  }
}

const unreadable = ({ value }: FormatError): JavaFault =>
  new JavaFault(`Unmarshalling Error: For input string: "${value}" `, "soap:Client");

/** In the order of ASP.NET's services; of the texts, only those of what is missing and of what is malformed are ARCA's. */
async function authenticate({ token, sign, cuitRepresentada }: Credentials, { id, caKey, now }: { id: string; caKey: string; now: Date }) {
  if (token === "" || sign === "") throw new JavaFault("Falta token y/o sign.");
  const ticket = readTicket(token);
  if (!ticket) throw new JavaFault("Token malformado");
  if (!isCurrent(ticket, now)) {
    const until = new Date(ticket.expiresAt * 1000).toISOString();
    throw new JavaFault(`Token vencido. Fecha y Hora de Vencimiento del Token Enviado: ${until}`);
  }
  if (!(await isAuthentic(await openAuthority(caKey), { token, sign }))) throw new JavaFault("Token invalido: la firma no corresponde.");
  if (ticket.service !== id) throw new JavaFault(`Token invalido: es del servicio ${ticket.service}.`);
  if (!ticket.cuits.includes(cuitRepresentada)) throw new JavaFault("Token invalido: la CUIT representada no figura en sus relaciones.");
}

const envelope = (inner: string): string =>
  `<soap:Envelope xmlns:soap="${SOAP_NAMESPACES["1.1"]}"><soap:Body>${inner}</soap:Body></soap:Envelope>`;

function faultOf(namespace: string, { code, message }: JavaFault): string {
  const detail = `<detail><ns2:SRValidationException xmlns:ns2="${namespace}"/></detail>`;
  return (
    `<soap:Fault><faultcode>${code}</faultcode><faultstring>${escapeXml(message)}</faultstring>` +
    `${code === "soap:Server" ? detail : ""}</soap:Fault>`
  );
}
