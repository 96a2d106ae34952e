import { parseXml as parse, XmlElement as Node, XmlText } from "@rgrove/parse-xml";

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

/** @throws XmlError */
export function parseXml(text: string): XmlElement {
  if (text.length > MAX_LENGTH) throw new XmlError("too large");
  // An answer of ARCA's has none, and is long: the pattern alone would cost it as much as reading it.
  if (text.includes("<!") && /<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlError("document types are refused");
  const root = readRoot(text);
  if (!root) throw new XmlError("no element");
  return root;
}

/** What is nested too deeply for the stack is as malformed as the rest. */
function readRoot(text: string): XmlElement | undefined {
  try {
    const { root } = parse(text, { ignoreUndefinedEntities: true });
    return root ? toElement(root, NO_NAMESPACES) : undefined;
  } catch (cause) {
    const readable = text.replaceAll(NOT_XML, "\u{FFFD}").replaceAll(REFERENCE_TO_NOT_XML, "\u{FFFD}");
    if (readable !== text) return readRoot(readable);
    throw new XmlError("malformed", { cause });
  }
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
/** .NET and Java write such characters all the same, as they found them in a name. */
const REFERENCE_TO_NOT_XML = /&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[1245-9]|2\d|3[01]));/gi;

/** For text and for attribute values. Characters that XML 1.0 cannot hold are dropped. */
export function escapeXml(text: string): string {
  return text.replaceAll(NOT_XML, "").replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** For text alone, as .NET and Java write it: quotes stand for themselves. */
export const escapeText = (text: string): string => text.replaceAll(NOT_XML, "").replaceAll(/[&<>]/g, (char) => ESCAPES[char] ?? char);

/** Namespaces in force, by prefix; that of elements without one under the empty prefix. */
type Scope = ReadonlyMap<string, string>;

const NO_NAMESPACES: Scope = new Map();
const DECLARATION = /^xmlns(?::(.+))?$/;

function toElement(node: Node, outer: Scope): XmlElement {
  const { attributes, scope } = readAttributes(node.attributes, outer);
  const [prefix, name] = split(node.name);
  const children: XmlElement[] = [];
  let text = "";
  for (const part of node.children) {
    if (part instanceof Node) children.push(toElement(part, scope));
    else if (part instanceof XmlText) text += part.text;
  }
  return { name, namespace: scope.get(prefix) ?? "", attributes, text, children };
}

function readAttributes(given: Readonly<Record<string, string>>, outer: Scope): { attributes: Record<string, string>; scope: Scope } {
  const attributes: Record<string, string> = {};
  let scope: Map<string, string> | undefined;
  for (const [key, value] of Object.entries(given)) {
    const declaration = DECLARATION.exec(key);
    if (declaration) (scope ??= new Map(outer)).set(declaration[1] ?? "", value);
    else attributes[split(key)[1]] = value;
  }
  return { attributes, scope: scope ?? outer };
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(":");
  return colon === -1 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}
