import { findTaxpayer } from "../taxpayers/find-taxpayer.ts";
import { has } from "../taxpayers/taxpayer.ts";

/**
 * The CUITs that a ticket names: the holder's own, and those that have delegated to it. At ARCA a computer gets into a service by a
 * relation too, also that of its own CUIT; here it is there from the beginning, except of a taxpayer who shows how it is without.
 */
export function represented(holder: string, delegated: readonly string[]): string[] {
  const taxpayer = findTaxpayer(holder);
  const isIn = !taxpayer || !has(taxpayer, "not_related");
  return [...new Set([...(isIn ? [holder] : []), ...delegated])];
}
