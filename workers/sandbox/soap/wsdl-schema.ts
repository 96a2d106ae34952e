import { type Definition, type Field, type Operation, SCALARS, type Service, type Type } from "../../arca/schema/index.ts";

/** Sent by the Java services in place of a result; it holds nothing. */
export const JAVA_EXCEPTION = "SRValidationException";

const OCCURS: Record<Field["occurs"], string> = {
  once: 'minOccurs="1" maxOccurs="1"',
  optional: 'minOccurs="0" maxOccurs="1"',
  any: 'minOccurs="0" maxOccurs="unbounded"',
  some: 'minOccurs="1" maxOccurs="unbounded"',
};

/** The XML Schema of a service's messages and types. */
export function schemaOf<D extends Definition>({ definition, operations, types }: Service<D>): string {
  const { namespace, style } = definition;
  const form = style === "asmx" ? "qualified" : "unqualified";
  const messages = [...operations.values()].flatMap((operation) => messagesOf(operation, style)).join("");
  const named = [...types].map(([name, type]) => complexType(type, ` name="${name}"`)).join("");
  const fault = style === "cxf" ? namedMessage(JAVA_EXCEPTION, []) : "";
  return `<s:schema elementFormDefault="${form}" targetNamespace="${namespace}">${messages}${named}${fault}</s:schema>`;
}

function messagesOf({ name, request, result }: Operation, style: Definition["style"]): string[] {
  const message = style === "asmx" ? anonymousMessage : namedMessage;
  return [message(name, request), message(`${name}Response`, [result])];
}

/** ASP.NET's messages have a type of their own, without a name. */
const anonymousMessage = (name: string, fields: readonly Field[]): string =>
  `<s:element name="${name}"><s:complexType>${sequence(fields)}</s:complexType></s:element>`;

/** CXF's have one of their own name. */
const namedMessage = (name: string, fields: readonly Field[]): string =>
  `<s:element name="${name}" type="tns:${name}" /><s:complexType name="${name}">${sequence(fields)}</s:complexType>`;

function complexType({ base, own }: Type, name: string): string {
  const content = own.length > 0 ? sequence(own) : "";
  const extension = `<s:extension base="tns:${base}">${content}</s:extension>`;
  const inner = base === undefined ? sequence(own) : `<s:complexContent mixed="false">${extension}</s:complexContent>`;
  return `<s:complexType${name}>${inner}</s:complexType>`;
}

const sequence = (fields: readonly Field[]): string =>
  fields.length === 0 ? "<s:sequence />" : `<s:sequence>${fields.map(element).join("")}</s:sequence>`;

function element({ name, occurs, scalar, type }: Field): string {
  const typeName = scalar ? `s:${SCALARS[scalar]}` : `tns:${type}`;
  const nillable = occurs === "any" ? ' nillable="true"' : "";
  return `<s:element ${OCCURS[occurs]} name="${name}"${nillable} type="${typeName}" />`;
}
