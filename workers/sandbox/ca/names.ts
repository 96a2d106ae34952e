import * as asn1js from "asn1js";
import { RelativeDistinguishedNames } from "pkijs";

const TYPES = { C: "2.5.4.6", O: "2.5.4.10", OU: "2.5.4.11", CN: "2.5.4.3", SERIALNUMBER: "2.5.4.5" } as const;
type NameType = keyof typeof TYPES;
/** Whose X.520 syntax is PrintableString. */
const PRINTABLE: ReadonlySet<NameType> = new Set(["C", "SERIALNUMBER"]);

/**
 * One attribute in each relative name. Read back from its encoding, since pkijs would write all of them as one multi-valued
 * relative name (`C=AR+O=…`), which is another name.
 */
export function toName(parts: readonly (readonly [NameType, string])[]): RelativeDistinguishedNames {
  const names = parts.map(([type, value]) => {
    const text = PRINTABLE.has(type) ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value });
    const pair = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: TYPES[type] }), text] });
    return new asn1js.Set({ value: [pair] });
  });
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: names }).toBER());
}

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
  const names = Object.entries(TYPES);
  return name.typesAndValues.map(({ type, value }) => [names.find(([, id]) => id === type)?.[0] ?? type, value.valueBlock.value]);
}
