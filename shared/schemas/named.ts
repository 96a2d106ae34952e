import { z } from "@hono/zod-openapi";
import { codeOf, nameOf } from "../catalog.ts";

type Table<Name extends string> = Readonly<Record<Name, number | { readonly code: number }>>;

/** A readable name, or ARCA's number for it; comes out as the name. */
export function named<Name extends string>(table: Table<Name>) {
  const names = namesOf(table);
  const codes = codesOf(table);
  return z
    .union([z.enum(names), z.literal(codes)])
    .transform((value) => (typeof value === "number" ? nameOf(table, value) : value) as Name)
    .openapi(nameOrCode(names, codes));
}

export const namesOf = <Name extends string>(table: Table<Name>): [Name, ...Name[]] => Object.keys(table) as [Name, ...Name[]];

export function codesOf<Name extends string>(table: Table<Name>): number[] {
  return Object.values<number | { readonly code: number }>(table).map(codeOf);
}

/** Said outright, because the generator of the document knows only the first of several literals. */
export const nameOrCode = (names: readonly string[], codes: readonly number[]) => ({
  anyOf: [
    { type: "string" as const, enum: [...names] },
    { type: "integer" as const, enum: [...codes], description: "ARCA's number." },
  ],
});
