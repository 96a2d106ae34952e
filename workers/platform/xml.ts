import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element: its local name, its text, its children in order. Namespaces are dropped. */
export interface XmlElement {
  readonly name: string;
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
  removeNSPrefix: true,
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
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlError("document types are refused");
  if (XMLValidator.validate(text) !== true) throw new XmlError("malformed");
  const [root, ...others] = toElements(parser.parse(text) as Node[]);
  if (!root || others.length > 0) throw new XmlError("not one element");
  return root;
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

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, dec?: string, name?: string) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(dec);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

type Node = Record<string, unknown>;

function toElements(nodes: readonly Node[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (!name || name === TEXT || name === CDATA) return [];
    const content = node[name] as Node[];
    const attributes = Object.entries((node[ATTRIBUTES] as Record<string, unknown> | undefined) ?? {});
    return [
      {
        name,
        attributes: Object.fromEntries(attributes.map(([key, value]) => [key, unescapeXml(String(value))])),
        text: content.map(textIn).join(""),
        children: toElements(content),
      },
    ];
  });
}

/** References mean nothing inside CDATA. */
function textIn(part: Node): string {
  if (TEXT in part) return unescapeXml(String(part[TEXT]));
  return CDATA in part ? (part[CDATA] as Node[]).map((inner) => inner[TEXT] as string).join("") : "";
}
