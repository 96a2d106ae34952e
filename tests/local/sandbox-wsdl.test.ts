import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { child, childrenOf, find, parseXml, type XmlElement } from "../../workers/platform/xml.ts";
import { handleSandbox } from "../../workers/sandbox/index.ts";
import { sandboxEnv } from "./support/sandbox-env.ts";

/** ARCA's own WSDLs. They are not part of the repository: without them there is nothing to compare with. */
const FOLDER = join(import.meta.dirname, "../../../shared/arca/wsdl");
const present = existsSync(FOLDER);
if (!present) console.log("skipped: no WSDLs of ARCA's beside the repository, so the sandbox's are not compared with them");

const caKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const BASE = "https://sandbox.test/sandbox/arca";

const SERVICES = [
  ["/wsfev1/service.asmx", "from-arcasdk-core-2.0.2/wsfe.wsdl"],
  ["/wsfexv1/service.asmx", "from-arcasdk-core-2.0.2/wsfex.wsdl"],
  ["/WSCDC/service.asmx", "from-pyafipws-cassettes/wscdc-homologacion-26Jul2021.wsdl"],
  ["/sr-padron/webservices/personaServiceA5", "from-arcasdk-core-2.0.2/ws_sr_inscription_proof.wsdl"],
  ["/sr-padron/webservices/personaServiceA13", "from-arcasdk-core-2.0.2/ws_sr_padron_a13.wsdl"],
] as const;

async function wsdlOf(path: string): Promise<XmlElement> {
  const response = await handleSandbox(new Request(`${BASE}${path}?wsdl`), sandboxEnv(caKey));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  return parseXml(await response.text());
}

const local = (name: string | undefined): string | undefined => name?.replace(/^.*:/, "");
const byName = <T>(elements: readonly XmlElement[], read: (element: XmlElement) => T): Record<string, T> =>
  Object.fromEntries(elements.map((element) => [element.attributes["name"] ?? "", read(element)]));

interface FieldShape {
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly min: string;
  readonly max: string;
  readonly nillable: boolean;
}

const fieldsIn = (at: XmlElement | undefined): FieldShape[] =>
  childrenOf(child(at, "sequence"), "element").map(({ attributes }) => ({
    name: attributes["name"],
    type: local(attributes["type"]),
    min: attributes["minOccurs"] ?? "1",
    max: attributes["maxOccurs"] ?? "1",
    nillable: attributes["nillable"] === "true",
  }));

function typeShape(type: XmlElement | undefined) {
  const extension = find(type, "complexContent", "extension");
  return { base: local(extension?.attributes["base"]), fields: fieldsIn(extension ?? type) };
}

/** Messages with their fields, whether their type has a name or not, and all the types. */
function schemaShape(wsdl: XmlElement) {
  const schema = find(wsdl, "types", "schema");
  const types = byName(childrenOf(schema, "complexType"), typeShape);
  const elements = byName(childrenOf(schema, "element"), (element) => {
    const named = local(element.attributes["type"]);
    return named === undefined ? typeShape(child(element, "complexType")) : types[named];
  });
  const { targetNamespace, elementFormDefault } = schema?.attributes ?? {};
  return { targetNamespace, elementFormDefault, elements, types };
}

/** Which operation is called by what action, in each SOAP version, and where. */
function bindingsShape(wsdl: XmlElement) {
  const soapBindings = childrenOf(wsdl, "binding").filter((binding) => child(binding, "binding")?.namespace.includes("/soap"));
  const bindings = byName(soapBindings, (binding) => ({
    version: child(binding, "binding")?.namespace,
    portType: local(binding.attributes["type"]),
    actions: byName(childrenOf(binding, "operation"), (operation) => child(operation, "operation")?.attributes["soapAction"]),
  }));
  const ports = childrenOf(child(wsdl, "service"), "port").filter(({ attributes }) => (local(attributes["binding"]) ?? "") in bindings);
  return {
    bindings,
    service: child(wsdl, "service")?.attributes["name"],
    ports: byName(ports, ({ attributes }) => local(attributes["binding"])),
  };
}

const operationsOf = (wsdl: XmlElement) =>
  byName(childrenOf(child(wsdl, "portType"), "operation"), (operation) => ({
    input: local(child(operation, "input")?.attributes["message"]),
    output: local(child(operation, "output")?.attributes["message"]),
    fault: local(child(operation, "fault")?.attributes["message"]),
  }));

const messagesOf = (wsdl: XmlElement) =>
  byName(childrenOf(wsdl, "message"), (message) => local(child(message, "part")?.attributes["element"]));

describe.skipIf(!present)("the sandbox's WSDLs declare what ARCA's do", () => {
  test.each(SERVICES)("%s", async (path, file) => {
    const [ours, arcas] = [await wsdlOf(path), parseXml(readFileSync(join(FOLDER, file), "utf8"))];
    expect(Object.keys(schemaShape(arcas).elements).length).toBeGreaterThan(5);
    expect(schemaShape(ours)).toEqual(schemaShape(arcas));
    expect(bindingsShape(ours)).toEqual(bindingsShape(arcas));
    expect(operationsOf(ours)).toEqual(operationsOf(arcas));
    expect(messagesOf(arcas)).toMatchObject(messagesOf(ours));
  });
});

test.each(SERVICES.map(([path]) => path))("%s says where it is itself", async (path) => {
  const wsdl = await wsdlOf(path);
  const locations = childrenOf(child(wsdl, "service"), "port").map((port) => child(port, "address")?.attributes["location"]);
  expect(new Set(locations)).toEqual(new Set([`${BASE}${path}`]));
});
