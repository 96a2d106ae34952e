import { child, find, parseXml, type XmlElement } from "../../platform/xml.ts";
import { LoginFault } from "./login-fault.ts";
import { NAMESPACE } from "./wsdl.ts";

/** What a call of loginCms says. */
interface LoginCall {
  /** `in0`: base64 of a CMS. */
  readonly message: string;
  /** In which the operation was named; the answer is in the same. */
  readonly namespace: string;
}

/** @throws LoginFault as Axis has it, where there is no such call to be found in the body */
export function readLogin(body: string): LoginCall {
  const operation = find(parseSoap(body), "Body", "loginCms");
  const argument = child(operation, "in0");
  if (argument) return { message: argument.text, namespace: operation?.namespace || NAMESPACE };
  throw new LoginFault("soapenv:Server.userException", "javax.ejb.EJBException: java.lang.NullPointerException");
}

function parseSoap(body: string): XmlElement {
  try {
    return parseXml(body);
  } catch {
    const cause = "org.xml.sax.SAXParseException: XML document structures must start and end within the same entity.";
    throw new LoginFault("soapenv:Server.userException", cause);
  }
}
