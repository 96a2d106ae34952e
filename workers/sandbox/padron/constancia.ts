import { type ConstanciaType, constanciaService } from "../../arca/schema/index.ts";
import { cxfHandler, JavaFault } from "../soap/cxf.ts";
import { activitiesOf } from "../taxpayers/enrolment.ts";
import { findTaxpayer } from "../taxpayers/find-taxpayer.ts";
import { has, type Taxpayer } from "../taxpayers/taxpayer.ts";
import { addressOf, ALL_WELL, identityOf, isPerson, metadataOf, SINCE } from "./person.ts";

type Person = ConstanciaType<"persona">;
type Tax = ConstanciaType<"impuesto">;

const MAX_PERSONS = 250;
const NOMENCLATURE = 883;
/** ARCA's texts. */
const NOT_MONOTRIBUTO = {
  error: ["Datos de monotributo incompletos- no posee categoría"],
  mensaje: "No cumple con las condiciones para enviar datos monotributo",
};
const NOT_GENERAL = {
  error: ["El contribuyente cuenta con impuestos con baja de oficio por Decreto 1299/98"],
  mensaje: "No cumple con las condiciones para enviar datos del regimen general",
};
const WITHHELD =
  "La CUIT ingresada no cumple con las condiciones para emitir la constancia: registra inconvenientes con el domicilio fiscal.";
const MONOTRIBUTO_CATEGORIES: Readonly<Record<number, string>> = {
  6: "A SERVICIOS O VENTAS",
  13: "MONOTRIBUTO SOCIAL LOCACION O VENTA",
  16: "MONOTRIBUTO PROMOVIDO",
};

/** Whether the state of a tax is told, as since getPersona_v2. */
interface Telling {
  readonly states: boolean;
}

/** Constancia de inscripción, the former padrón A5. */
export const handleConstancia = cxfHandler({
  service: constanciaService,
  id: "ws_sr_constancia_inscripcion",
  open: "dummy",
  operations: {
    dummy: () => ALL_WELL,
    getPersona: ({ idPersona }, now) => ({ ...constanciaOf(idPersona, { states: false }), metadata: metadataOf(now) }),
    getPersona_v2: ({ idPersona }, now) => ({ ...constanciaOf(idPersona, { states: true }), metadata: metadataOf(now) }),
    getPersonaList: ({ idPersona }, now) => listOf(idPersona, { states: false }, now),
    getPersonaList_v2: ({ idPersona }, now) => listOf(idPersona, { states: true }, now),
  },
});

function constanciaOf(cuit: string, telling: Telling): Person {
  const taxpayer = findTaxpayer(cuit);
  if (!taxpayer) throw new JavaFault("No existe persona con ese Id");
  return writePerson(taxpayer, telling);
}

/** Those that there are not come back as an error of their own, not as a fault of all. */
function listOf(cuits: readonly string[], telling: Telling, now: Date): ConstanciaType<"personaListReturn"> {
  if (cuits.length > MAX_PERSONS) throw new JavaFault(`La cantidad de personas no puede superar ${MAX_PERSONS}.`);
  const persona = cuits.map((cuit): Person => {
    const taxpayer = findTaxpayer(cuit);
    return taxpayer ? writePerson(taxpayer, telling) : { errorConstancia: { error: ["No existe persona con ese Id"], idPersona: cuit } };
  });
  return { metadata: metadataOf(now), persona };
}

/** A taxpayer as the constancia gives it: one of the two regimes, and of the other why not. */
function writePerson(taxpayer: Taxpayer, telling: Telling): Person {
  if (has(taxpayer, "no_constancia"))
    return { errorConstancia: { ...("apellido" in taxpayer.name && taxpayer.name), error: [WITHHELD], idPersona: taxpayer.cuit } };
  const address = { ...addressOf(taxpayer), tipoDomicilio: "FISCAL" };
  const datosGenerales = { ...identityOf(taxpayer), caracterizacion: [], domicilioFiscal: address };
  const category = MONOTRIBUTO_CATEGORIES[taxpayer.condition];
  if (category) return { datosGenerales, datosMonotributo: monotributoOf(taxpayer, category, telling) };
  const taxes = taxesOf(taxpayer, telling);
  if (taxes.length === 0) return { datosGenerales, errorRegimenGeneral: NOT_GENERAL };
  const datosRegimenGeneral = { actividad: writeActivities(taxpayer), impuesto: taxes, regimen: [] };
  return { datosGenerales, datosRegimenGeneral, errorMonotributo: NOT_MONOTRIBUTO };
}

function monotributoOf(taxpayer: Taxpayer, descripcionCategoria: string, telling: Telling): ConstanciaType<"datosMonotributo"> {
  const [main, ...others] = writeActivities(taxpayer);
  return {
    actividad: others,
    ...(main && { actividadMonotributista: main }),
    categoriaMonotributo: { descripcionCategoria, idCategoria: 1, idImpuesto: 20, periodo: SINCE },
    componenteDeSociedad: [],
    impuesto: [taxOf("MONOTRIBUTO", 20, "AC", telling)],
  };
}

/** By condición frente al IVA: the tax that says so, among two others. None: nobody that the general regime knows. */
function taxesOf(taxpayer: Taxpayer, telling: Telling): Tax[] {
  const income = isPerson(taxpayer)
    ? taxOf("GANANCIAS PERSONAS FISICAS", 11, "AC", telling)
    : taxOf("GANANCIAS SOCIEDADES", 10, "AC", telling);
  const wealth = taxOf("BIENES PERSONALES", 180, "AC", telling);
  switch (taxpayer.condition) {
    case 1:
      return [income, taxOf("IVA", 30, "AC", telling), wealth];
    case 4:
      return [income, taxOf("IVA EXENTO", 32, "AC", telling), wealth];
    case 15:
      return [income, taxOf("IVA NO ALCANZADO", 34, "AC", telling), wealth];
    case 10:
      return [income, wealth];
    default:
      return [];
  }
}

const taxOf = (descripcionImpuesto: string, idImpuesto: number, state: string, { states }: Telling): Tax => ({
  descripcionImpuesto,
  ...(states && { estadoImpuesto: state }),
  idImpuesto,
  periodo: SINCE,
});

const writeActivities = ({ cuit }: Taxpayer): ConstanciaType<"actividad">[] =>
  activitiesOf(cuit).map(({ id, description }, i) => ({
    descripcionActividad: description,
    idActividad: id,
    nomenclador: NOMENCLATURE,
    orden: i + 1,
    periodo: SINCE,
  }));
