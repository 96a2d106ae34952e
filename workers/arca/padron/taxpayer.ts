import type { IvaCondition } from "../../../shared/catalog.ts";
import type { ConstanciaType, PadronA13Type } from "../schema/index.ts";
import { conditionOf } from "./condition.ts";

/** Who a CUIT is, as ARCA's registers have it. Texts as they are there, mostly in capitals. */
export interface Taxpayer {
  /** 11 digits. */
  readonly cuit: string;
  readonly name: string;
  readonly kind: "person" | "company" | "unknown";
  /** Of the CUIT itself: an inactive one can neither issue nor receive. `unknown` where ARCA gives reasons in place of data. */
  readonly state: "active" | "inactive" | "unknown";
  readonly is_deceased: boolean;
  /** null where the register does not tell: padrón A13 never does, the constancia only of who is registered for a tax. */
  readonly iva_condition: IvaCondition | null;
  readonly address: TaxpayerAddress | null;
  /** The main one first. */
  readonly activities: readonly Activity[];
  /** Why ARCA gives no constancia, or not all of it; in its own words. */
  readonly remarks: readonly string[];
}

interface TaxpayerAddress {
  readonly street: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly postal_code: string | null;
}

interface Activity {
  /** ARCA's nomenclador (883). */
  readonly code: string;
  readonly description: string;
}

/** @param cuit the one that was asked for */
export function fromConstancia(found: ConstanciaType<"personaReturn"> | ConstanciaType<"persona">, cuit: string): Taxpayer {
  const { datosGenerales: general, datosRegimenGeneral: regime, datosMonotributo: monotributo } = found;
  const { errorConstancia, errorMonotributo, errorRegimenGeneral } = found;
  const main = monotributo?.actividadMonotributista;
  const activities = [...(main ? [main] : []), ...(monotributo?.actividad ?? []), ...(regime?.actividad ?? [])];
  return {
    cuit: general?.idPersona ?? errorConstancia?.idPersona ?? cuit,
    name: nameOf(general ?? errorConstancia ?? {}),
    kind: kindOf(general?.tipoPersona),
    state: stateOf(general?.estadoClave),
    is_deceased: general?.fechaFallecimiento !== undefined,
    iva_condition: conditionOf(found),
    address: general?.domicilioFiscal
      ? addressOf({ ...general.domicilioFiscal, codigoPostal: general.domicilioFiscal.codPostal ?? "" })
      : null,
    activities: distinct(
      activities
        .toSorted((a, b) => (a.orden ?? 0) - (b.orden ?? 0))
        .map(({ idActividad = "", descripcionActividad = "" }) => ({ code: idActividad, description: descripcionActividad })),
    ),
    remarks: [errorConstancia, errorMonotributo, errorRegimenGeneral].flatMap((error) => error?.error ?? []),
  };
}

export function fromPadron(person: PadronA13Type<"persona">, cuit: string): Taxpayer {
  const { domicilio, idActividadPrincipal, descripcionActividadPrincipal = "" } = person;
  const address = domicilio.find(({ tipoDomicilio = "" }) => tipoDomicilio.includes("FISCAL")) ?? domicilio[0];
  return {
    cuit: person.idPersona ?? cuit,
    name: nameOf(person),
    kind: kindOf(person.tipoPersona),
    state: stateOf(person.estadoClave),
    is_deceased: person.fechaFallecimiento !== undefined,
    iva_condition: null,
    address: address ? addressOf(address) : null,
    activities: idActividadPrincipal ? [{ code: idActividadPrincipal, description: descripcionActividadPrincipal }] : [],
    remarks: [],
  };
}

interface Named {
  readonly razonSocial?: string;
  readonly apellido?: string;
  readonly nombre?: string;
}

const nameOf = ({ razonSocial, apellido = "", nombre = "" }: Named): string => razonSocial ?? `${apellido} ${nombre}`.trim();

function kindOf(tipoPersona: string | undefined): Taxpayer["kind"] {
  if (tipoPersona === "FISICA") return "person";
  return tipoPersona === "JURIDICA" ? "company" : "unknown";
}

function stateOf(estadoClave: string | undefined): Taxpayer["state"] {
  if (estadoClave === undefined) return "unknown";
  return estadoClave === "ACTIVO" ? "active" : "inactive";
}

interface Located {
  readonly direccion?: string;
  readonly localidad?: string;
  readonly descripcionProvincia?: string;
  readonly codigoPostal?: string;
}

const addressOf = ({ direccion, localidad, descripcionProvincia, codigoPostal }: Located): TaxpayerAddress => ({
  street: direccion || null,
  city: localidad || null,
  province: descripcionProvincia || null,
  postal_code: codigoPostal || null,
});

const distinct = (activities: readonly Activity[]): Activity[] => [...new Map(activities.map((one) => [one.code, one])).values()];
