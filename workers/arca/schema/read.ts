import { child, childrenOf, type XmlElement } from "../../platform/xml.ts";
import type { Field, Type } from "./fields.ts";
import type { Scalar } from "./notation.ts";
import { type Mismatch, readScalar } from "./read-scalar.ts";

/** Values by the names of their fields. What is optional and not there, or empty, has no key. */
export interface Values {
  readonly [name: string]: Value;
}
export type Value = string | number | boolean | Values | readonly Value[];

/** What to make of a message that is not as its types have it. Paths are as in `FECAEDetRequest/Iva/AlicIva/Id`. */
export interface ReadPolicy {
  /** A simple field is not there, or is empty, though it must occur. @returns its value; undefined: it has none */
  readonly missing: (scalar: Scalar, path: string) => Value | undefined;
  /** So is a field of another type. */
  readonly missingElement: (path: string) => undefined;
  /** A text is not of its kind. @returns the value to take in its place */
  readonly mismatch: (scalar: Scalar, text: string, path: string, mismatch: Mismatch) => Value;
}

export interface ReadContext {
  readonly types: ReadonlyMap<string, Type>;
  readonly policy: ReadPolicy;
}

/** Reads the children of an element; what no field names is ignored, since ARCA adds some from time to time. */
export function readFields(at: XmlElement | undefined, fields: readonly Field[], path: string, context: ReadContext): Values {
  const values: Record<string, Value> = {};
  for (const field of fields) {
    const value = readField(at, field, path, context);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

function readField(at: XmlElement | undefined, field: Field, path: string, context: ReadContext): Value | undefined {
  const here = `${path}/${field.name}`;
  if (field.occurs === "any" || field.occurs === "some") return readItems(at, field, here, context);
  const element = child(at, field.name);
  if (field.scalar) {
    const text = element?.text.trim() ?? "";
    if (text !== "") return scalar(field.scalar, text, here, context);
    return field.occurs === "optional" ? undefined : context.policy.missing(field.scalar, here);
  }
  if (element) return readType(element, field.type, here, context);
  return field.occurs === "optional" ? undefined : context.policy.missingElement(here);
}

export function readType(element: XmlElement, name: string, path: string, context: ReadContext): Value {
  const type = context.types.get(name);
  if (!type) throw new Error(`there is no type ${name}`);
  return type.item ? readItems(element, type.item, `${path}/${type.item.name}`, context) : readFields(element, type.fields, path, context);
}

/** Nil items, as WSFEX has some in its tables, are none. */
function readItems(at: XmlElement | undefined, item: Field, path: string, context: ReadContext): Value[] {
  const items = childrenOf(at, item.name).filter(({ attributes }) => attributes["nil"] !== "true");
  return items.map((element) =>
    item.scalar ? scalar(item.scalar, element.text.trim(), path, context) : readType(element, item.type, path, context),
  );
}

function scalar(kind: Scalar, text: string, path: string, { policy }: ReadContext): Value {
  const read = readScalar(kind, text);
  return "value" in read ? read.value : policy.mismatch(kind, text, path, read.wrong);
}
