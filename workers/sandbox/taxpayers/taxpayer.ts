/** Condición frente al IVA of a taxpayer: ARCA's number (FEParamGetCondicionIvaReceptor). */
export type ConditionCode = 1 | 4 | 5 | 6 | 7 | 9 | 10 | 13 | 15 | 16;

/** What sets a taxpayer of the sandbox's register apart. */
export type Trait =
  /** Its key is not active: an invoice to it is refused (10247). */
  | "inactive"
  /** No such person: ARCA's register knows nothing of the CUIT. */
  | "nonexistent"
  | "deceased"
  /** In ARCA's list of those who issue false invoices. */
  | "apocryphal"
  /** Not to be invoiced, by data of social security (10248). */
  | "social_security"
  /** Company that has to be given Facturas de Crédito Electrónica by MiPyMEs. */
  | "large"
  /** No domicilio fiscal electrónico. */
  | "no_electronic_domicile"
  /** Its constancia is withheld: padrón answers with errors in place of data. */
  | "no_constancia"
  /** As an issuer: its computer is in no service until a relation says so (`coe.notAuthorized`). */
  | "not_related"
  /** As an issuer: may not issue electronic comprobantes (10000). */
  | "may_not_issue"
  /** As an issuer: letter A only with the legend "Operación sujeta a retención" (51–54). */
  | "a_with_legend"
  /** As an issuer: not a MiPyME, so no Factura de Crédito Electrónica. */
  | "not_mipyme"
  /** As an issuer: a financial entity (10251, 10270). */
  | "financial"
  /** As an issuer: an insurer of caución (10277, 10282). */
  | "surety"
  /** Monotributista beyond the limit of its category. */
  | "over_limit";

/** A taxpayer as the sandbox's register has it. Its names are invented. */
export interface Taxpayer {
  /** 11 digits. */
  readonly cuit: string;
  readonly condition: ConditionCode;
  readonly name: PersonName | CompanyName;
  readonly traits: readonly Trait[];
  /** The register does not list it: any other valid CUIT, of whom it believes what is said. */
  readonly isAssumed?: true;
  /** EmisionTipo of its points of sale, which are no others; left out: all exist. */
  readonly pointsOfSale?: Readonly<Record<number, string>>;
  /** Left out: somewhere in Buenos Aires. */
  readonly address?: Address;
  /** What it is there for, as the docs say. */
  readonly es: string;
  readonly en: string;
}

interface PersonName {
  readonly apellido: string;
  readonly nombre: string;
}

interface CompanyName {
  readonly razonSocial: string;
}

/** Domicilio fiscal, in ARCA's terms. */
interface Address {
  readonly codPostal: string;
  readonly datoAdicional?: string;
  readonly descripcionProvincia: string;
  readonly direccion: string;
  readonly idProvincia: number;
  readonly localidad?: string;
  readonly tipoDatoAdicional?: string;
}

/** In the city of Buenos Aires ARCA gives no locality. */
export const ADDRESS: Address = {
  codPostal: "1000",
  descripcionProvincia: "CIUDAD AUTONOMA BUENOS AIRES",
  direccion: "AV INVENTADA 123",
  idProvincia: 0,
};

export const has = ({ traits }: Taxpayer, trait: Trait): boolean => traits.includes(trait);

/** Does ARCA know it, with a key in force? */
export const isActive = (taxpayer: Taxpayer): boolean => !has(taxpayer, "nonexistent") && !has(taxpayer, "inactive");
