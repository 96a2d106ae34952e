import { child, type XmlElement } from "../../platform/xml.ts";
import { type Field, parseFields, parseTypes, type Type } from "./fields.ts";
import type { Definition, OperationName, RequestValue, ResultValue, TypeValue } from "./notation.ts";
import { type ReadPolicy, readFields, readType } from "./read.ts";
import { writeFields, writeType } from "./write.ts";

export interface Operation {
  readonly name: string;
  readonly soapAction: string;
  readonly request: readonly Field[];
  /** The one child of `…Response`. */
  readonly result: Field;
}

/**
 * The messages of one of ARCA's services, read and written by its table. Reading says what is not as it should be to its
 * `policy`; writing takes what is typed.
 */
export interface Service<D extends Definition> {
  readonly definition: D;
  readonly types: ReadonlyMap<string, Type>;
  readonly operations: ReadonlyMap<string, Operation>;
  /** `<FEDummy xmlns="…" />`: the child of soap:Body. */
  writeRequest<N extends OperationName<D>>(name: N, request: RequestValue<D, N>): string;
  /** @param element the child of soap:Body; undefined where a client without arguments left it out */
  readRequest<N extends OperationName<D>>(name: N, element: XmlElement | undefined, policy: ReadPolicy): RequestValue<D, N>;
  /** `<FEDummyResponse xmlns="…"><FEDummyResult>…`. @param result undefined where there is none */
  writeResponse<N extends OperationName<D>>(name: N, result: ResultValue<D, N> | undefined): string;
  /** @param element the child of soap:Body. A result that is not there is `missingElement`, and then undefined */
  readResponse<N extends OperationName<D>>(name: N, element: XmlElement, policy: ReadPolicy): ResultValue<D, N> | undefined;
  /** @param path how errors name the element */
  readType<N extends keyof D["types"] & string>(name: N, element: XmlElement, path: string, policy: ReadPolicy): TypeValue<D, N>;
  /** The inner XML of a value of that type. */
  writeType<N extends keyof D["types"] & string>(name: N, value: TypeValue<D, N>): string;
}

export function openService<const D extends Definition>(definition: D): Service<D> {
  const types = parseTypes(definition);
  const operations = new Map(Object.keys(definition.operations).map((name) => [name, operationOf(definition, name)]));
  const at = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const element = (name: string, inner: string): string => elementOf(definition, name, inner);
  // The tables say which fields there are and of what kind: what is read by one is of the type derived from it.
  return {
    definition,
    types,
    operations,
    writeRequest: (name, request) => element(name, writeFields(request, at(operations, name).request, types)),
    readRequest: (name, from, policy) => readFields(from, at(operations, name).request, name, { types, policy }) as never,
    writeResponse: (name, result) => {
      const { name: answer, type } = at(operations, name).result;
      const inner = result === undefined ? "" : writeFields(result, at(types, type).fields, types);
      return element(`${name}Response`, inner === "" ? `<${answer} />` : `<${answer}>${inner}</${answer}>`);
    },
    readResponse: (name, from, policy) => {
      const { name: answer, type } = at(operations, name).result;
      const path = `${name}Response/${answer}`;
      const found = child(from, answer);
      return found ? (readFields(found, at(types, type).fields, path, { types, policy }) as never) : policy.missingElement(path);
    },
    readType: (name, from, path, policy) => readType(from, name, path, { types, policy }) as never,
    writeType: (name, value) => writeType(name, value, types),
  };
}

function operationOf({ namespace, style, operations }: Definition, name: string): Operation {
  const { request = {}, result = "", resultName = `${name}Result` } = operations[name] ?? {};
  const [answer] = parseFields({ [resultName]: `${result}?` });
  if (!answer) throw new Error(`${name} has no result`);
  return { name, soapAction: style === "asmx" ? namespace + name : "", request: parseFields(request), result: answer };
}

/** Children of a `cxf` message are in no namespace, so that its own must be by prefix. */
function elementOf({ namespace, style }: Definition, name: string, inner: string): string {
  const [tag, declaration] = style === "asmx" ? [name, "xmlns"] : [`ns2:${name}`, "xmlns:ns2"];
  return `<${tag} ${declaration}="${namespace}">${inner}</${tag}>`;
}
