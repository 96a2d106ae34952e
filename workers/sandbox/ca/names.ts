import type { RelativeDistinguishedNames } from "pkijs";
import { NAME_TYPES, type NameType } from "../../platform/distinguished-name.ts";

/** `SERIALNUMBER=CUIT 20111111112, CN=alias`, as WSAA writes names. */
export function formatName(name: RelativeDistinguishedNames): string {
  return partsOf(name)
    .map(([type, value]) => `${type}=${value}`)
    .join(", ");
}

export function valueIn(name: RelativeDistinguishedNames, wanted: NameType): string | undefined {
  return partsOf(name).find(([type]) => type === wanted)?.[1];
}

/** Do two written names say the same? Case, spaces and the order of their parts do not count. */
export function isSameName(left: string, right: string): boolean {
  return canonical(left) === canonical(right);
}

const canonical = (name: string): string =>
  name
    .split(",")
    .map((part) => part.replaceAll(/\s+/g, " ").replace(/ ?= ?/, "=").trim().toLowerCase())
    .toSorted()
    .join();

function partsOf(name: RelativeDistinguishedNames): [type: string, value: string][] {
  const names = Object.entries(NAME_TYPES);
  return name.typesAndValues.map(({ type, value }) => [names.find(([, id]) => id === type)?.[0] ?? type, value.valueBlock.value]);
}
