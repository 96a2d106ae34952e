import type { Definition, Operation, Service } from "../../arca/schema/index.ts";
import { escapeXml } from "../../platform/xml.ts";
import { JAVA_EXCEPTION, schemaOf } from "./wsdl-schema.ts";

interface Binding {
  readonly name: string;
  readonly port: string;
  /** Prefix of the SOAP version's WSDL elements. */
  readonly soap: "soap" | "soap12";
}

/**
 * WSDL 1.1 of a service, from the table that reads and writes its messages: document/literal, with this sandbox's own address.
 *
 * @param location where its messages are posted to
 */
export function wsdlOf<D extends Definition>(service: Service<D>, location: string): string {
  const { namespace, service: name, style } = service.definition;
  const operations = [...service.operations.values()];
  const portType = style === "asmx" ? `${name}Soap` : name;
  const bindings = bindingsOf(name, style);
  return (
    '<?xml version="1.0" encoding="utf-8"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" ' +
    'xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" ' +
    `xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:tns="${namespace}" targetNamespace="${namespace}">` +
    `<wsdl:types>${schemaOf(service)}</wsdl:types>` +
    operations.map((operation) => messagesOf(operation, style)).join("") +
    (style === "cxf" ? message(JAVA_EXCEPTION, JAVA_EXCEPTION, JAVA_EXCEPTION) : "") +
    `<wsdl:portType name="${portType}">${operations.map((operation) => portOperation(operation, style)).join("")}</wsdl:portType>` +
    bindings.map((binding) => bindingOf(binding, portType, operations, style)).join("") +
    `<wsdl:service name="${name}">${bindings.map((binding) => portOf(binding, location)).join("")}</wsdl:service></wsdl:definitions>`
  );
}

/** CXF's services speak SOAP 1.1 alone. */
const bindingsOf = (name: string, style: Definition["style"]): Binding[] =>
  style === "asmx"
    ? [
        { name: `${name}Soap`, port: `${name}Soap`, soap: "soap" },
        { name: `${name}Soap12`, port: `${name}Soap12`, soap: "soap12" },
      ]
    : [{ name: `${name}SoapBinding`, port: `${name}Port`, soap: "soap" }];

const namesOf = (name: string, style: Definition["style"]): [input: string, output: string] =>
  style === "asmx" ? [`${name}SoapIn`, `${name}SoapOut`] : [name, `${name}Response`];

const message = (name: string, element: string, part = "parameters"): string =>
  `<wsdl:message name="${name}"><wsdl:part name="${part}" element="tns:${element}" /></wsdl:message>`;

function messagesOf({ name }: Operation, style: Definition["style"]): string {
  const [input, output] = namesOf(name, style);
  return message(input, name) + message(output, `${name}Response`);
}

const hasFault = ({ request }: Operation, style: Definition["style"]): boolean => style === "cxf" && request.length > 0;

function portOperation(operation: Operation, style: Definition["style"]): string {
  const [input, output] = namesOf(operation.name, style);
  const fault = hasFault(operation, style) ? `<wsdl:fault name="${JAVA_EXCEPTION}" message="tns:${JAVA_EXCEPTION}" />` : "";
  return (
    `<wsdl:operation name="${operation.name}"><wsdl:input message="tns:${input}" />` +
    `<wsdl:output message="tns:${output}" />${fault}</wsdl:operation>`
  );
}

function bindingOf({ name, soap }: Binding, portType: string, operations: readonly Operation[], style: Definition["style"]): string {
  const body = `<${soap}:body use="literal" />`;
  const each = operations.map((operation) => {
    const fault = `<wsdl:fault name="${JAVA_EXCEPTION}"><${soap}:fault name="${JAVA_EXCEPTION}" use="literal" /></wsdl:fault>`;
    return (
      `<wsdl:operation name="${operation.name}"><${soap}:operation soapAction="${operation.soapAction}" style="document" />` +
      `<wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output>${hasFault(operation, style) ? fault : ""}</wsdl:operation>`
    );
  });
  const transport = `<${soap}:binding transport="http://schemas.xmlsoap.org/soap/http" />`;
  return `<wsdl:binding name="${name}" type="tns:${portType}">${transport}${each.join("")}</wsdl:binding>`;
}

const portOf = ({ name, port, soap }: Binding, location: string): string =>
  `<wsdl:port name="${port}" binding="tns:${name}"><${soap}:address location="${escapeXml(location)}" /></wsdl:port>`;
