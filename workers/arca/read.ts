import { isCalendarDate, fromArcaDate, type IsoDate } from "../../shared/dates.ts";
import { child, childrenOf, textOf, type XmlElement } from "../platform/xml.ts";
import { ArcaError } from "./errors.ts";
import type { ArcaMessage } from "./wsfe/detail.ts";

/**
 * Reads the children of an element of ARCA's, believing nothing: what is missing or of another type is an ArcaError
 * `unexpected_answer` that names it. Elements that nobody asks for are ignored, since ARCA adds some from time to time.
 */
export interface Reader {
  element(name: string): Reader;
  maybe(name: string): Reader | undefined;
  list(wrapper: string, item: string): Reader[];
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** A whole number that a double holds exactly. */
  integer(name: string): number;
  /** Digits, however many. */
  digits(name: string): string;
  /** A plain decimal, as it came. */
  amount(name: string): string;
  /** `yyyymmdd`, as it came. */
  arcaDate(name: string): string;
  isoDate(name: string): IsoDate;
  oneOf<const T extends string>(name: string, values: readonly T[]): T;
  /** `Errors/Err`, `Events/Evt`, `Observaciones/Obs`: code and text. */
  messages(wrapper: string, item: string): ArcaMessage[];
  fail(name: string): never;
}

export function reader(operation: string, at: XmlElement, path: string = at.name): Reader {
  const fail = (name: string): never => {
    const detail = `${path}/${name} is missing or is not what it should be`;
    throw new ArcaError({ code: "unexpected_answer", certainty: "unknown", operation, detail });
  };
  const into = (element: XmlElement): Reader => reader(operation, element, `${path}/${element.name}`);
  const matching = (name: string, pattern: RegExp): string => {
    const text = textOf(at, name);
    return text !== undefined && pattern.test(text) ? text : fail(name);
  };
  const self: Reader = {
    element: (name) => self.maybe(name) ?? fail(name),
    maybe: (name) => {
      const found = child(at, name);
      return found && into(found);
    },
    list: (wrapper, item) => childrenOf(child(at, wrapper), item).map(into),
    text: (name) => textOf(at, name) ?? fail(name),
    optionalText: (name) => textOf(at, name),
    integer: (name) => {
      const value = Number(matching(name, /^-?\d{1,16}$/));
      return Number.isSafeInteger(value) ? value : fail(name);
    },
    digits: (name) => matching(name, /^\d+$/),
    amount: (name) => matching(name, /^-?\d+(\.\d+)?$/),
    arcaDate: (name) => {
      const text = matching(name, /^\d{8}$/);
      return isCalendarDate(fromArcaDate(text)) ? text : fail(name);
    },
    isoDate: (name) => fromArcaDate(self.arcaDate(name)),
    oneOf: (name, values) => values.find((value) => value === textOf(at, name)) ?? fail(name),
    messages: (wrapper, item) =>
      self.list(wrapper, item).map((one) => ({ code: one.integer("Code"), message: one.optionalText("Msg") ?? "" })),
    fail,
  };
  return self;
}
