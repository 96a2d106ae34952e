import { childrenOf, child, escapeXml, textOf, type XmlElement } from "../../platform/xml.ts";
import { readDouble, readInt, readLong } from "./read.ts";

/** How a field is read and kept: `int`, `count` (xs:long of 8 digits) as numbers; `long`, `double` (exact) and `text` as text. */
type Scalar = "int" | "count" | "long" | "double" | "text";

interface ScalarField {
  readonly name: string;
  readonly as: Scalar;
  /** Left out when it is missing or empty; otherwise a missing number is 0 and a missing text is empty. */
  readonly optional?: true;
  /** How it is given back: an empty element in place of nothing, or not at all. */
  readonly back?: "blank" | "never";
}

interface GroupField {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Of a list: the name of each element. */
  readonly item?: string;
}

export type Field = ScalarField | GroupField;

type Value = string | number | FieldValues | readonly FieldValues[];
export interface FieldValues {
  readonly [name: string]: Value | undefined;
}

/** Reads an element by a table of its fields; what the table does not name is ignored. @throws FormatError */
export function readFields(element: XmlElement | undefined, fields: readonly Field[]): FieldValues {
  const values: Record<string, Value> = {};
  for (const field of fields) {
    const value = "as" in field ? readScalar(element, field) : readGroup(child(element, field.name), field);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

function readScalar(element: XmlElement | undefined, { name, as, optional }: ScalarField): string | number | undefined {
  if (optional && textOf(element, name) === undefined) return undefined;
  switch (as) {
    case "int":
      return readInt(element, name);
    case "count":
      return readInt(element, name, 64);
    case "long":
      return readLong(element, name);
    case "double":
      return readDouble(element, name);
    case "text":
      return textOf(element, name) ?? "";
  }
}

function readGroup(element: XmlElement | undefined, { fields, item }: GroupField): Value | undefined {
  if (!element) return undefined;
  return item ? childrenOf(element, item).map((one) => readFields(one, fields)) : readFields(element, fields);
}

/** XML of values, in the order of the table. */
export function writeFields(values: FieldValues, fields: readonly Field[]): string {
  return fields.map((field) => ("as" in field ? writeScalar(values[field.name], field) : writeGroup(values[field.name], field))).join("");
}

function writeScalar(value: Value | undefined, { name, back }: ScalarField): string {
  if (back === "never") return "";
  if (typeof value === "number" || (typeof value === "string" && value !== "")) return `<${name}>${escapeXml(`${value}`)}</${name}>`;
  return back === "blank" ? `<${name} />` : "";
}

function writeGroup(value: Value | undefined, { name, fields, item }: GroupField): string {
  if (typeof value !== "object") return "";
  const items: readonly FieldValues[] = isList(value) ? value : [value];
  const inner = items.map((one) => (item ? `<${item}>${writeFields(one, fields)}</${item}>` : writeFields(one, fields))).join("");
  return inner && `<${name}>${inner}</${name}>`;
}

const isList = (value: FieldValues | readonly FieldValues[]): value is readonly FieldValues[] => Array.isArray(value);
