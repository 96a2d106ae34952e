/**
 * Notation of ARCA's types, as its WSDLs have them: a type is a record of fields in their order, a field is `kind` and how often
 * it occurs (`` once, `?` at most once, `*` any number and nillable, `+` at least once). One table says what the client sends and
 * believes, what the sandbox reads and answers, and what the sandbox's WSDL declares.
 */
export interface Definition {
  /** wsdl:service. */
  readonly service: string;
  readonly namespace: string;
  /**
   * `asmx` (ASP.NET): qualified children, SOAPAction = namespace + operation, SOAP 1.1 and 1.2, anonymous message types.
   * `cxf` (Java): unqualified children, SOAPAction "", SOAP 1.1, message types of the name of their element.
   */
  readonly style: "asmx" | "cxf";
  readonly operations: Readonly<Record<string, OperationDefinition>>;
  readonly types: Readonly<Record<string, Fields>>;
}

interface OperationDefinition {
  readonly request: Fields;
  /** Type of the one child of `…Response`. */
  readonly result: string;
  /** Its name, where it is not the operation's and `Result`. */
  readonly resultName?: string;
}

/** `"..."`: the type that this one extends; its fields come first. */
export type Fields = Readonly<Record<string, string>>;

/**
 * Simple kinds, by what they are in XML Schema. As values: `int`, `short` and `count` numbers; the others text.
 *
 * - `count`: an xs:long that counts, so that a double holds it. `long`: an xs:long that names something, as digits.
 * - `double`, `decimal`: exact decimals, without trailing zeros. `date`: an xs:string that holds `yyyymmdd`.
 */
export const SCALARS = {
  int: "int",
  short: "short",
  count: "long",
  long: "long",
  double: "double",
  decimal: "decimal",
  string: "string",
  date: "string",
  boolean: "boolean",
  dateTime: "dateTime",
} as const;
export type Scalar = keyof typeof SCALARS;

interface ScalarValues {
  int: number;
  short: number;
  count: number;
  long: string;
  double: string;
  decimal: string;
  string: string;
  date: string;
  boolean: boolean;
  dateTime: string;
}

type Types = Definition["types"];

/** What a value of a kind is in TypeScript. An `ArrayOf…` is the array of its items. */
type KindValue<T extends Types, Kind extends string> = Kind extends Scalar
  ? ScalarValues[Kind]
  : Kind extends `ArrayOf${string}` & keyof T
    ? Items<T, T[Kind]>
    : Kind extends keyof T
      ? FieldsValue<T, T[Kind]>
      : never;

type Items<T extends Types, F> = F[keyof F] extends `${infer Kind}*` ? readonly KindValue<T, Kind>[] : never;

type FieldValue<T extends Types, Spec> = Spec extends `${infer Kind}?`
  ? KindValue<T, Kind>
  : Spec extends `${infer Kind}*` | `${infer Kind}+`
    ? readonly KindValue<T, Kind>[]
    : Spec extends string
      ? KindValue<T, Spec>
      : never;

type Required<F> = { [Name in keyof F]: Name extends "..." ? never : F[Name] extends `${string}?` ? never : Name }[keyof F];
type Optional<F> = { [Name in keyof F]: F[Name] extends `${string}?` ? Name : never }[keyof F];

type Base<T extends Types, F> = F extends { readonly "...": infer Name extends keyof T } ? FieldsValue<T, T[Name]> : unknown;

type FieldsValue<T extends Types, F> = Base<T, F> & { readonly [Name in Required<F>]: FieldValue<T, F[Name]> } & {
  readonly [Name in Optional<F>]?: FieldValue<T, F[Name]>;
};

type Flat<T> = { [Name in keyof T]: T[Name] };

/** A value of one of a service's types. */
export type TypeValue<D extends Definition, Name extends keyof D["types"]> = Flat<KindValue<D["types"], Name & string>>;

export type OperationName<D extends Definition> = keyof D["operations"] & string;

/** What an operation is called with. */
export type RequestValue<D extends Definition, Name extends OperationName<D>> = Flat<
  FieldsValue<D["types"], D["operations"][Name]["request"]>
>;

/** What an operation gives back. */
export type ResultValue<D extends Definition, Name extends OperationName<D>> = Flat<
  FieldsValue<D["types"], D["types"][D["operations"][Name]["result"]]>
>;
