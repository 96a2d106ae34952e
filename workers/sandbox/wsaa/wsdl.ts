import { escapeXml } from "../../platform/xml.ts";

/** Of the messages, whatever the address: the one that clients name the operation by. */
export const NAMESPACE = "http://wsaa.view.sua.dvadac.desein.afip.gov";

const string = (name: string) => `<xsd:element name="${name}" type="xsd:string"/>`;
const wrapper = (name: string, inner: string) =>
  `<xsd:element name="${name}"><xsd:complexType><xsd:sequence>${inner}</xsd:sequence></xsd:complexType></xsd:element>`;
const message = (name: string, part: string, element: string) =>
  `<wsdl:message name="${name}"><wsdl:part name="${part}" element="${element}"/></wsdl:message>`;

/**
 * What `?wsdl` of WSAA's address answers: loginCms, document/literal, in ARCA's names. Its target namespace is the address itself,
 * as Axis has it.
 */
export function loginWsdl(address: string): string {
  const own = escapeXml(address);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<wsdl:definitions targetNamespace="${own}" xmlns:impl="${own}" xmlns:msg="${NAMESPACE}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"`,
    ' xmlns:wsdlsoap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
    "<wsdl:types>",
    `<xsd:schema elementFormDefault="qualified" targetNamespace="${NAMESPACE}">`,
    wrapper("loginCms", string("in0")) + wrapper("loginCmsResponse", string("loginCmsReturn")),
    "</xsd:schema>",
    `<xsd:schema elementFormDefault="qualified" targetNamespace="${own}">`,
    '<xsd:complexType name="LoginFault"><xsd:sequence/></xsd:complexType><xsd:element name="fault" type="impl:LoginFault"/>',
    "</xsd:schema>",
    "</wsdl:types>",
    message("loginCmsRequest", "parameters", "msg:loginCms"),
    message("loginCmsResponse", "parameters", "msg:loginCmsResponse"),
    message("LoginFault", "fault", "impl:fault"),
    '<wsdl:portType name="LoginCMS"><wsdl:operation name="loginCms">',
    '<wsdl:input name="loginCmsRequest" message="impl:loginCmsRequest"/>',
    '<wsdl:output name="loginCmsResponse" message="impl:loginCmsResponse"/>',
    '<wsdl:fault name="LoginFault" message="impl:LoginFault"/>',
    "</wsdl:operation></wsdl:portType>",
    '<wsdl:binding name="LoginCmsSoapBinding" type="impl:LoginCMS">',
    '<wsdlsoap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>',
    '<wsdl:operation name="loginCms"><wsdlsoap:operation soapAction=""/>',
    '<wsdl:input name="loginCmsRequest"><wsdlsoap:body use="literal"/></wsdl:input>',
    '<wsdl:output name="loginCmsResponse"><wsdlsoap:body use="literal"/></wsdl:output>',
    '<wsdl:fault name="LoginFault"><wsdlsoap:fault name="LoginFault" use="literal"/></wsdl:fault>',
    "</wsdl:operation></wsdl:binding>",
    '<wsdl:service name="LoginCMSService"><wsdl:port name="LoginCms" binding="impl:LoginCmsSoapBinding">',
    `<wsdlsoap:address location="${own}"/>`,
    "</wsdl:port></wsdl:service></wsdl:definitions>",
  ].join("\n");
}
