import * as z from "zod";
import { Refusal } from "../local/refusal.ts";
import type { Lane } from "./plan.ts";
import type { Product } from "./run-product.ts";

const TYPES = [
  { type: "factura_b", code: 6 },
  { type: "factura_a", code: 1 },
] as const;

const identified = z.looseObject({ id: z.string() });
const certified = z.object({ certificate: z.string(), private_key: z.string() });

/** An issuer of homologation with its certificate, over the public API, as anybody makes one. @returns its id */
export async function createIssuer({ url, apiKey }: Pick<Product, "url" | "apiKey">, cuit: string): Promise<string> {
  const post = async <T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> => {
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    const response = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (response.status !== 201) throw new Refusal(`POST ${path}: ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  };
  const issuer = { cuit, environment: "homologation", legal_name: "Caos SA", iva_condition: "responsable_inscripto" };
  const { id } = await post("/v1/issuers", issuer, identified);
  // Any certificate of that CUIT: the second ARCA asks for none in particular.
  const made = await post("/v1/sandbox/certificates", { cuit }, certified);
  await post(`/v1/issuers/${id}/certificates`, made, z.unknown());
  return id;
}

/** The `nth` CUIT of a company, with its check digit. */
export function cuitOf(nth: number): string {
  const body = `30${String(71_000_000 + nth)}`;
  const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
  const digit = (11 - (weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11)) % 11;
  return digit < 10 ? body + digit : cuitOf(nth + 1_000);
}

/** Points of sale from 1 on, each type in turn. */
export function lanesOf(cuit: string, issuer: string, count: number): Lane[] {
  return Array.from({ length: count }, (_, i) => laneOf({ cuit, issuer, pointOfSale: 1 + Math.floor(i / TYPES.length), nth: i }));
}

export function laneOf({ cuit, issuer, pointOfSale, nth }: { cuit: string; issuer: string; pointOfSale: number; nth: number }): Lane {
  const { type, code } = TYPES[nth % TYPES.length] ?? TYPES[0];
  return { name: `${cuit}/${pointOfSale}-${code}`, issuer, pointOfSale, type };
}
