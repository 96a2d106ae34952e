import type { Mismatch, ReadPolicy, Scalar } from "../../arca/schema/index.ts";
import type { XmlElement } from "../../platform/xml.ts";
import { FormatError } from "./format-error.ts";

const NOT_A_NUMBER = "System.FormatException: Input string was not in a correct format.";
const NOT_A_BOOLEAN = "System.FormatException: The string is not a valid Boolean value.";
const WIDTHS: Partial<Record<Scalar, number>> = { short: 16, int: 32, count: 64, long: 64 };

/** How ASP.NET reads a request: a number that is missing is 0, an element null; a text that is no number ends it. */
export const DOT_NET: ReadPolicy = {
  missing: (scalar) => (scalar === "int" || scalar === "short" || scalar === "count" ? 0 : zeroOf(scalar)),
  missingElement: () => undefined,
  mismatch: (scalar, text, _path, mismatch) => {
    // Dates are texts to the WSDL: what is none is the operation's to refuse.
    if (scalar === "date" || scalar === "dateTime" || scalar === "string") return text;
    throw new FormatError(messageOf(scalar, mismatch), text);
  },
};

const zeroOf = (scalar: Scalar): string => (scalar === "string" || scalar === "date" ? "" : "0");

function messageOf(scalar: Scalar, mismatch: Mismatch): string {
  if (scalar === "boolean") return NOT_A_BOOLEAN;
  if (mismatch === "format") return NOT_A_NUMBER;
  return `System.OverflowException: Value was either too large or too small for an Int${WIDTHS[scalar] ?? 64}.`;
}

/** An element without those inside it that are of another namespace: to the reader they are not there. */
export function withinNamespace(element: XmlElement, namespace: string): XmlElement {
  const children = element.children.filter((child) => child.namespace === namespace);
  return { ...element, children: children.map((child) => withinNamespace(child, namespace)) };
}
