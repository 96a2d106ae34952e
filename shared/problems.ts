import type { Problem } from "./errors.ts";

import { PROBLEMS } from "./problems.data.ts";

export { PROBLEMS };

export type ProblemCode = keyof typeof PROBLEMS;

export function problem(param: string | null, code: ProblemCode, values: Record<string, string | number> = {}): Problem {
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  return { param, code, message: fill(PROBLEMS[code].en), message_es: fill(PROBLEMS[code].es) };
}

/** A path as callers read it: `items[0].iva_rate`. */
export function paramOf(path: readonly PropertyKey[]): string | null {
  const text = path.reduce<string>((before, part) => {
    if (typeof part === "number") return `${before}[${part}]`;
    return before ? `${before}.${String(part)}` : String(part);
  }, "");
  return text || null;
}
