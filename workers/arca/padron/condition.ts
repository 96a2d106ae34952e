import type { IvaCondition } from "../../../shared/catalog.ts";
import type { ConstanciaType } from "../schema/index.ts";

/** ARCA's taxes that say what somebody is for IVA. Source: its table of impuestos; the states, manual of the constancia. */
const IVA = 30;
const CONDITIONS: ReadonlyMap<number, IvaCondition> = new Map([
  [20, "monotributo"],
  [21, "monotributo"],
  [22, "monotributo"],
  [23, "monotributo_social"],
  [32, "exento"],
  [34, "iva_no_alcanzado"],
]);

/** Of the tax IVA: registered, exempt, not reached, and exempt or registered for a part that is not reached. */
const IVA_STATES: ReadonlyMap<string, IvaCondition> = new Map([
  ["AC", "responsable_inscripto"],
  ["AN", "responsable_inscripto"],
  ["EX", "exento"],
  ["XN", "exento"],
  ["NA", "iva_no_alcanzado"],
]);

type Found = Pick<ConstanciaType<"persona">, "datosMonotributo" | "datosRegimenGeneral">;
type Tax = ConstanciaType<"impuesto">;

/**
 * Condición frente al IVA by the taxes that somebody is registered for. Monotributo and IVA exclude each other; where both stand
 * there, the one of the general regime came later (exclusion) and holds.
 *
 * @returns null where no tax tells: that is no proof of a consumidor final
 */
export function conditionOf({ datosMonotributo, datosRegimenGeneral }: Found): IvaCondition | null {
  const general = firstOf(datosRegimenGeneral?.impuesto ?? []);
  if (general) return general;
  const category = datosMonotributo?.categoriaMonotributo?.descripcionCategoria?.toUpperCase() ?? "";
  if (category.includes("PROMOVIDO")) return "monotributo_promovido";
  if (category.includes("SOCIAL")) return "monotributo_social";
  return firstOf(datosMonotributo?.impuesto ?? []) ?? (datosMonotributo ? "monotributo" : null);
}

/** An older answer (getPersona) has no states: what it lists is in force. */
function firstOf(taxes: readonly Tax[]): IvaCondition | undefined {
  for (const { idImpuesto = 0, estadoImpuesto = "AC" } of taxes) {
    const condition = idImpuesto === IVA ? IVA_STATES.get(estadoImpuesto) : estadoImpuesto === "AC" && CONDITIONS.get(idImpuesto);
    if (condition) return condition;
  }
  return undefined;
}
