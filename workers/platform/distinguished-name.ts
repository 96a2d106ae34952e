import * as asn1js from "asn1js";
import { RelativeDistinguishedNames } from "pkijs";

/** Attributes of a name in a certificate, X.520. */
export const NAME_TYPES = { C: "2.5.4.6", O: "2.5.4.10", OU: "2.5.4.11", CN: "2.5.4.3", SERIALNUMBER: "2.5.4.5" } as const;
export type NameType = keyof typeof NAME_TYPES;

/** Whose X.520 syntax is PrintableString. */
const PRINTABLE: ReadonlySet<NameType> = new Set(["C", "SERIALNUMBER"]);

/**
 * One attribute in each relative name. Read back from its encoding, since pkijs would write all of them as one multi-valued
 * relative name (`C=AR+O=…`), which is another name.
 */
export function toName(parts: readonly (readonly [NameType, string])[]): RelativeDistinguishedNames {
  const names = parts.map(([type, value]) => {
    const text = PRINTABLE.has(type) ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value });
    const pair = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: NAME_TYPES[type] }), text] });
    return new asn1js.Set({ value: [pair] });
  });
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: names }).toBER());
}
