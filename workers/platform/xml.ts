import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element: its local name, its text, its children in order. Prefixes are dropped, once their namespace is known. */
export interface XmlElement {
  readonly name: string;
  /** Empty where there is none, or its prefix was never declared. */
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Not XML, or XML that we refuse: document types and entities of its own, more than 5 MiB. */
class XmlError extends Error {
  override readonly name = "XmlError";
}

const MAX_LENGTH = 5 * 1024 * 1024;
const TEXT = "#text";
const CDATA = "#cdata";
const ATTRIBUTES = ":@";
const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: CDATA,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** @throws XmlError */
export function parseXml(text: string): XmlElement {
  if (text.length > MAX_LENGTH) throw new XmlError("too large");
  if (text.includes("<!") && /<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlError("document types are refused");
  if (XMLValidator.validate(text) !== true) throw new XmlError("malformed");
  const [root, ...others] = toElements(parser.parse(text) as Node[], NO_NAMESPACES);
  if (!root || others.length > 0) throw new XmlError("not one element");
  return root;
}

/** The same of a text that need not be XML at all. */
export function tryParseXml(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((candidate) => candidate.name === name);

/** Follows a path of local names. */
export const find = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((at, name) => child(at, name), element);

export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((candidate) => candidate.name === name) ?? [];

/** Text of a child, or undefined where it is absent or empty. */
export const textOf = (element: XmlElement | undefined, name: string): string | undefined => child(element, name)?.text.trim() || undefined;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** For text and for attribute values. Characters that XML 1.0 cannot hold are dropped. */
export function escapeXml(text: string): string {
  return text.replaceAll(NOT_XML, "").replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** For text alone, as .NET and Java write it: quotes stand for themselves. */
export const escapeText = (text: string): string => text.replaceAll(NOT_XML, "").replaceAll(/[&<>]/g, (char) => ESCAPES[char] ?? char);

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, dec?: string, name?: string) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(dec);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

type Node = Record<string, unknown>;
/** Namespaces in force, by prefix; that of elements without one under the empty prefix. */
type Scope = ReadonlyMap<string, string>;

const NO_NAMESPACES: Scope = new Map();
const DECLARATION = /^xmlns(?::(.+))?$/;

function toElements(nodes: readonly Node[], outer: Scope): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (!name || name === TEXT || name === CDATA) return [];
    const content = node[name] as Node[];
    const given = node[ATTRIBUTES] as Record<string, unknown> | undefined;
    const { attributes, scope } = given ? readAttributes(given, outer) : { attributes: {}, scope: outer };
    const [prefix, local] = split(name);
    const text = content.map(textIn).join("");
    return [{ name: local, namespace: scope.get(prefix) ?? "", attributes, text, children: toElements(content, scope) }];
  });
}

function readAttributes(given: Record<string, unknown>, outer: Scope): { attributes: Record<string, string>; scope: Scope } {
  const attributes: Record<string, string> = {};
  const declared = new Map(outer);
  for (const [key, value] of Object.entries(given)) {
    const declaration = DECLARATION.exec(key);
    if (declaration) declared.set(declaration[1] ?? "", unescapeXml(String(value)));
    else attributes[split(key)[1]] = unescapeXml(String(value));
  }
  return { attributes, scope: declared };
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(":");
  return colon === -1 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** References mean nothing inside CDATA. */
function textIn(part: Node): string {
  if (TEXT in part) return unescapeXml(String(part[TEXT]));
  return CDATA in part ? (part[CDATA] as Node[]).map((inner) => inner[TEXT] as string).join("") : "";
}
