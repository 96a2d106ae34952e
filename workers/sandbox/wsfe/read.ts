import { formatPlain } from "../../../shared/money.ts";
import { textOf, type XmlElement } from "../../platform/xml.ts";

/** A value that .NET cannot read into the field's type: the request fails as a whole, before the operation sees it. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly value: string;

  /** @param message as .NET words it, with the type of its exception */
  constructor(message: string, value: string) {
    super(message);
    this.value = value;
  }
}

const NOT_A_NUMBER = "System.FormatException: Input string was not in a correct format.";
const OVERFLOW = "System.OverflowException: Value was either too large or too small for an Int";
const INTEGER = /^[+-]?\d{1,40}$/;
const DOUBLE = /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,2})?$/i;

/** xs:long as text: CUITs, documents. What is missing is 0, as .NET has it. */
export function readLong(element: XmlElement | undefined, name: string): string {
  return integer(element, name, 64).toString();
}

/** xs:int, and the xs:long that hold 8 digits. What is missing is 0. */
export function readInt(element: XmlElement | undefined, name: string, bits: 32 | 64 = 32): number {
  return Number(integer(element, name, bits));
}

/** xs:double, exact, without trailing zeros. What is missing is 0. */
export function readDouble(element: XmlElement | undefined, name: string): string {
  const text = textOf(element, name) ?? "0";
  if (!DOUBLE.test(text)) throw new FormatError(NOT_A_NUMBER, text);
  return formatPlain(text.replace("+", ""));
}

function integer(element: XmlElement | undefined, name: string, bits: 32 | 64): bigint {
  const text = textOf(element, name) ?? "0";
  if (!INTEGER.test(text)) throw new FormatError(NOT_A_NUMBER, text);
  const value = BigInt(text.replace("+", ""));
  if (BigInt.asIntN(bits, value) !== value) throw new FormatError(`${OVERFLOW}${bits}.`, text);
  return value;
}
