import type { Environment } from "../../../shared/catalog.ts";
import type { IsoDate } from "../../../shared/dates.ts";
import type { OnboardingStep, OnboardingStepId } from "../../../shared/schemas/onboarding.ts";
import type { PageId } from "./pages.data.ts";

/**
 * What to do where a step is in a situation. ARCA changes its site: a row holds from its date on, and of those that hold the newest
 * counts. `{cuit}`, `{alias}`, … are filled in from what is known.
 */
export interface Guide {
  readonly step: OnboardingStepId;
  readonly situation: string;
  readonly since: IsoDate;
  /** Left out: all. */
  readonly environments?: readonly Environment[];
  readonly done?: true;
  readonly en: string;
  readonly es: string;
  readonly page?: PageId;
  readonly action?: NonNullable<OnboardingStep["action"]>;
}

const SINCE = "2026-01-01";
const REQUEST = { method: "POST", path: "/v1/issuers/{issuer}/certificates/csr" } as const;
const UPLOAD = { method: "PUT", path: "/v1/issuers/{issuer}/certificates/{pending}" } as const;
const IMPORT = { method: "POST", path: "/v1/issuers/{issuer}/certificates" } as const;
const RELATE = { method: "PUT", path: "/v1/sandbox/relations" } as const;
const SANDBOX: readonly Environment[] = ["sandbox"];
const HOMOLOGATION: readonly Environment[] = ["homologation"];
const PRODUCTION: readonly Environment[] = ["production"];

const ARCA: readonly Environment[] = ["homologation", "production"];

const NEW_POINT = {
  page: "points_of_sale",
  en: "CUIT {cuit} has no point of sale for web services. In Administración de puntos de venta y domicilios add one whose system is “RECE para aplicativo y web services” (“Factura Electrónica - Monotributo - Web Services”, or that of exempt issuers). It has to be a new one, used by nothing else.",
  es: "La CUIT {cuit} no tiene un punto de venta para web services. En Administración de puntos de venta y domicilios agregá uno con el sistema «RECE para aplicativo y web services» («Factura Electrónica - Monotributo - Web Services», o el de exentos). Tiene que ser nuevo, y no usarse para otra cosa.",
} as const;
const ANOTHER_CUIT = {
  en: "This CUIT has no point of sale for web services in the sandbox's register: use another CUIT.",
  es: "Esta CUIT no tiene un punto de venta para web services en el padrón del sandbox: usá otra.",
} as const;

const row = (
  step: OnboardingStepId,
  situation: string,
  rest: Omit<Guide, "step" | "situation" | "since"> & { readonly since?: IsoDate },
): Guide => ({
  since: SINCE,
  step,
  situation,
  ...rest,
});

export const GUIDES: readonly Guide[] = [
  row("certificate", "in_force", {
    done: true,
    en: "The certificate {alias} of CUIT {holder} is valid until {expires_on}.",
    es: "El certificado {alias} de la CUIT {holder} es válido hasta el {expires_on}.",
  }),
  row("certificate", "none", {
    en: "Have a key made here and get its request (CSR), or import a certificate that you have, with its key.",
    es: "Generá acá una clave con su pedido de certificado (CSR), o importá un certificado que ya tengas, con su clave.",
    action: REQUEST,
  }),
  row("certificate", "pending", {
    environments: HOMOLOGATION,
    page: "wsass",
    action: UPLOAD,
    en: "In WSASS choose “Nuevo certificado”, name it {alias}, paste the CSR, and upload here the certificate that it shows. If WSASS is not among your services, add it first: Administrador de Relaciones → Adherir servicio → ARCA → Servicios interactivos → WSASS.",
    es: "En WSASS elegí «Nuevo certificado», nombralo {alias}, pegá el CSR y subí acá el certificado que te muestra. Si WSASS no está entre tus servicios, agregalo antes: Administrador de Relaciones → Adherir servicio → ARCA → Servicios interactivos → WSASS.",
  }),
  row("certificate", "pending", {
    environments: PRODUCTION,
    page: "certificates",
    action: UPLOAD,
    en: "In Administración de Certificados Digitales, for CUIT {cuit}, choose “Agregar alias”, name it {alias}, upload the CSR, download the certificate (.crt) and upload it here.",
    es: "En Administración de Certificados Digitales, por la CUIT {cuit}, elegí «Agregar alias», nombralo {alias}, subí el CSR, descargá el certificado (.crt) y subilo acá.",
  }),
  row("certificate", "pending", {
    environments: SANDBOX,
    action: UPLOAD,
    en: "Have the sandbox certify the CSR with POST /v1/sandbox/certificates, and upload here what it gives.",
    es: "Hacé certificar el CSR por el sandbox con POST /v1/sandbox/certificates, y subí acá lo que te entregue.",
  }),
  row("certificate", "expired", {
    en: "The certificate has expired. Have a new request made, get it certified at ARCA, and upload the result.",
    es: "El certificado venció. Generá un pedido nuevo, hacelo certificar en ARCA y subí el resultado.",
    action: REQUEST,
  }),
  row("certificate", "not_yet_valid", {
    en: "ARCA says that the certificate is not valid yet: it begins later. Wait until then, or bring another.",
    es: "ARCA dice que el certificado todavía no es válido: empieza a regir más tarde. Esperá, o traé otro.",
    action: IMPORT,
  }),
  row("certificate", "untrusted", {
    environments: HOMOLOGATION,
    page: "wsass",
    action: REQUEST,
    en: "ARCA's homologation did not issue this certificate. Those of production do not work here: get one in WSASS.",
    es: "Este certificado no lo emitió la homologación de ARCA. Los de producción no sirven acá: pedí uno en WSASS.",
  }),
  row("certificate", "untrusted", {
    environments: PRODUCTION,
    page: "certificates",
    action: REQUEST,
    en: "ARCA's production did not issue this certificate. Those of WSASS do not work here: get one in Administración de Certificados Digitales.",
    es: "Este certificado no lo emitió la producción de ARCA. Los de WSASS no sirven acá: pedí uno en Administración de Certificados Digitales.",
  }),
  row("certificate", "untrusted", {
    environments: SANDBOX,
    action: REQUEST,
    en: "The sandbox's authority did not issue this certificate: have it certify a request with POST /v1/sandbox/certificates.",
    es: "Este certificado no lo emitió la autoridad del sandbox: hacele certificar un pedido con POST /v1/sandbox/certificates.",
  }),
  row("certificate", "unusable", {
    en: "ARCA cannot use the certificate with its key. Have a new request made, and get it certified.",
    es: "ARCA no puede usar el certificado con su clave. Generá un pedido nuevo y hacelo certificar.",
    action: REQUEST,
  }),
  row("certificate", "representative_has_none", {
    en: "The issuer that represents this one has no certificate in force. See its own onboarding.",
    es: "El emisor que representa a este no tiene un certificado vigente. Mirá su propio alta.",
    action: { method: "GET", path: "/v1/issuers/{representative_issuer}/onboarding" },
  }),

  row("service", "up", { done: true, en: "ARCA's service (WSFEv1) is up.", es: "El servicio de ARCA (WSFEv1) está funcionando." }),
  row("service", "down", {
    en: "ARCA says that its own service is out of order. Nothing to do but wait.",
    es: "ARCA dice que su propio servicio no funciona. No hay nada que hacer, más que esperar.",
    action: { method: "GET", path: "/v1/arca/status" },
  }),
  row("service", "away", {
    en: "ARCA's service does not answer. Nothing to do but wait.",
    es: "El servicio de ARCA no responde. No hay nada que hacer, más que esperar.",
    action: { method: "GET", path: "/v1/arca/status" },
  }),

  row("authorization", "granted", {
    done: true,
    en: "ARCA lets the computer {alias} in to electronic invoicing (wsfe).",
    es: "ARCA deja entrar a la computadora {alias} a facturación electrónica (wsfe).",
  }),
  row("authorization", "not_authorized", {
    environments: HOMOLOGATION,
    page: "wsass",
    en: "In WSASS choose “Crear autorización a servicio”, the certificate {alias}, represented CUIT {cuit}, and the service “wsfe - Facturación Electrónica”.",
    es: "En WSASS elegí «Crear autorización a servicio», el certificado {alias}, CUIT representado {cuit}, y el servicio «wsfe - Facturación Electrónica».",
  }),
  row("authorization", "not_authorized", {
    environments: PRODUCTION,
    page: "relations",
    en: "The computer {alias} has no service yet. In Administrador de Relaciones, for CUIT {holder}: Nueva Relación → ARCA → WebServices → Facturación Electrónica; as representative search “Computador Fiscal” {alias}, and confirm.",
    es: "La computadora {alias} todavía no tiene el servicio. En Administrador de Relaciones, por la CUIT {holder}: Nueva Relación → ARCA → WebServices → Facturación Electrónica; como representante buscá el «Computador Fiscal» {alias}, y confirmá.",
  }),
  row("authorization", "not_authorized", {
    environments: SANDBOX,
    action: RELATE,
    en: "CUIT {holder} has not let its own computer in to the service: say so to the sandbox, with `cuit` and `representative` {holder}.",
    es: "La CUIT {holder} no le dio el servicio a su propia computadora: indicáselo al sandbox, con `cuit` y `representative` {holder}.",
  }),
  row("authorization", "already_authenticated", {
    en: "ARCA has given this certificate a login that we do not hold, as when another program uses the same one. It goes on by itself once ARCA gives another; give each program a certificate of its own.",
    es: "ARCA ya le dio a este certificado un acceso que no tenemos, como cuando otro programa usa el mismo. Sigue solo cuando ARCA dé otro; usá un certificado propio para cada programa.",
  }),
  row("authorization", "out_of_service", {
    en: "ARCA's login (WSAA) is out of service. Nothing to do but wait.",
    es: "El acceso de ARCA (WSAA) está fuera de servicio. No hay nada que hacer, más que esperar.",
    action: { method: "GET", path: "/v1/arca/status" },
  }),
  row("authorization", "ours", {
    en: "ARCA's login could not read our request. We look into it; nothing to do.",
    es: "El acceso de ARCA no pudo leer nuestro pedido. Lo revisamos nosotros; no hay nada que hacer.",
  }),

  row("relation", "related", {
    done: true,
    en: "The certificate may act for CUIT {cuit}.",
    es: "El certificado puede actuar por la CUIT {cuit}.",
  }),
  row("relation", "own_missing", {
    environments: HOMOLOGATION,
    page: "wsass",
    en: "The certificate {alias} does not represent CUIT {cuit} in wsfe. In WSASS choose “Crear autorización a servicio” with represented CUIT {cuit}. ARCA's next login shows it.",
    es: "El certificado {alias} no representa a la CUIT {cuit} en wsfe. En WSASS elegí «Crear autorización a servicio» con CUIT representado {cuit}. Se verá en el próximo acceso.",
  }),
  row("relation", "own_missing", {
    environments: PRODUCTION,
    page: "relations",
    en: "The computer {alias} does not act for CUIT {cuit}. In Administrador de Relaciones, for CUIT {cuit}: Nueva Relación → ARCA → WebServices → Facturación Electrónica, representative “Computador Fiscal” {alias}. ARCA's next login shows it.",
    es: "La computadora {alias} no actúa por la CUIT {cuit}. En Administrador de Relaciones, por la CUIT {cuit}: Nueva Relación → ARCA → WebServices → Facturación Electrónica, representante «Computador Fiscal» {alias}. Se verá en el próximo acceso.",
  }),
  row("relation", "representative_missing", {
    environments: HOMOLOGATION,
    page: "wsass",
    en: "CUIT {cuit} has not delegated the service to {holder}. In WSASS, with the clave fiscal of {holder}, choose “Crear autorización a servicio” with the certificate {alias} and represented CUIT {cuit}. ARCA's next login shows it.",
    es: "La CUIT {cuit} no le delegó el servicio a {holder}. En WSASS, con la clave fiscal de {holder}, elegí «Crear autorización a servicio» con el certificado {alias} y CUIT representado {cuit}. Se verá en el próximo acceso.",
  }),
  row("relation", "representative_missing", {
    environments: PRODUCTION,
    page: "relations",
    en: "CUIT {cuit} has not delegated the service to {holder}. With the clave fiscal of {cuit}, in Administrador de Relaciones: Nueva Relación → ARCA → WebServices → Facturación Electrónica, representative CUIT {holder}. Then {holder} accepts it (Aceptación de Designación) and relates it to its “Computador Fiscal” {alias}. ARCA's next login shows it.",
    es: "La CUIT {cuit} no le delegó el servicio a {holder}. Con la clave fiscal de {cuit}, en Administrador de Relaciones: Nueva Relación → ARCA → WebServices → Facturación Electrónica, representante CUIT {holder}. Después {holder} la acepta (Aceptación de Designación) y la relaciona con su «Computador Fiscal» {alias}. Se verá en el próximo acceso.",
  }),
  ...["own_missing", "representative_missing"].map((situation) =>
    row("relation", situation, {
      environments: SANDBOX,
      action: RELATE,
      en: "CUIT {cuit} has not delegated the service to {holder}: say so to the sandbox, with `cuit` {cuit} and `representative` {holder}.",
      es: "La CUIT {cuit} no le delegó el servicio a {holder}: indicáselo al sandbox, con `cuit` {cuit} y `representative` {holder}.",
    }),
  ),
  row("relation", "ticket_refused", {
    en: "ARCA's service does not take ARCA's own login just now. It is renewed by itself; nothing to do.",
    es: "El servicio de ARCA no acepta en este momento el acceso que dio la misma ARCA. Se renueva solo; no hay nada que hacer.",
  }),
  row("relation", "no_answer", {
    en: "ARCA's service did not answer whether the certificate may act for CUIT {cuit}. It is asked again.",
    es: "El servicio de ARCA no respondió si el certificado puede actuar por la CUIT {cuit}. Se le vuelve a preguntar.",
    action: { method: "GET", path: "/v1/arca/status" },
  }),

  row("point_of_sale", "usable", {
    done: true,
    en: "Point of sale {point} issues by web service.",
    es: "El punto de venta {point} emite por web service.",
  }),
  row("point_of_sale", "unlisted", {
    done: true,
    environments: HOMOLOGATION,
    en: "ARCA's homologation lists no points of sale, and takes any.",
    es: "La homologación de ARCA no lista puntos de venta, y acepta cualquiera.",
  }),
  row("point_of_sale", "unlisted", { environments: PRODUCTION, ...NEW_POINT }),
  row("point_of_sale", "unlisted", { environments: SANDBOX, ...ANOTHER_CUIT }),
  row("point_of_sale", "none", { environments: ARCA, ...NEW_POINT }),
  row("point_of_sale", "none", { environments: SANDBOX, ...ANOTHER_CUIT }),
  row("point_of_sale", "another", {
    en: "Point of sale {point} is none for web services; these are: {points}. Make one of them the issuer's default.",
    es: "El punto de venta {point} no es para web services; estos sí: {points}. Poné uno de ellos como predeterminado del emisor.",
    action: { method: "PATCH", path: "/v1/issuers/{issuer}" },
  }),
  row("point_of_sale", "no_answer", {
    en: "ARCA's service did not say which points of sale there are. It is asked again.",
    es: "El servicio de ARCA no dijo qué puntos de venta hay. Se le vuelve a preguntar.",
    action: { method: "GET", path: "/v1/arca/status" },
  }),

  row("first_invoice", "ready", {
    en: "Everything is in place: issue.",
    es: "Está todo listo: emití.",
    action: { method: "POST", path: "/v1/invoices" },
  }),
];

/** What each step is called. */
export const TITLES: Readonly<Record<OnboardingStepId, { readonly en: string; readonly es: string }>> = {
  certificate: { en: "A certificate", es: "Un certificado" },
  service: { en: "ARCA's service", es: "El servicio de ARCA" },
  authorization: { en: "The certificate is let in to the service", es: "El certificado entra al servicio" },
  relation: { en: "It may act for the CUIT", es: "Puede actuar por la CUIT" },
  point_of_sale: { en: "A point of sale for web services", es: "Un punto de venta para web services" },
  first_invoice: { en: "The first invoice", es: "La primera factura" },
};

/** WSAA's faults: the step that each belongs to, and the situation that it shows. Source: its specification 1.2.2. */
export const LOGIN_FAULTS: Readonly<Record<string, readonly [OnboardingStepId, string]>> = {
  "coe.notAuthorized": ["authorization", "not_authorized"],
  "coe.alreadyAuthenticated": ["authorization", "already_authenticated"],
  "cms.cert.expired": ["certificate", "expired"],
  "cms.cert.invalid": ["certificate", "not_yet_valid"],
  "cms.cert.untrusted": ["certificate", "untrusted"],
  "cms.cert.notFound": ["certificate", "unusable"],
  "cms.sign.invalid": ["certificate", "unusable"],
  "cms.bad": ["authorization", "ours"],
  "cms.bad.base64": ["authorization", "ours"],
  "xml.bad": ["authorization", "ours"],
  "xml.source.invalid": ["authorization", "ours"],
  "xml.destination.invalid": ["authorization", "ours"],
  "xml.version.notSupported": ["authorization", "ours"],
  "xml.generationTime.invalid": ["authorization", "ours"],
  "xml.expirationTime.expired": ["authorization", "ours"],
  "xml.expirationTime.invalid": ["authorization", "ours"],
  "wsn.notFound": ["authorization", "ours"],
  "wsn.unavailable": ["authorization", "out_of_service"],
  "wsaa.unavailable": ["authorization", "out_of_service"],
  "wsaa.internalError": ["authorization", "out_of_service"],
};

/** Errors by which WSFEv1 refuses a ticket, and the words that say it is for the CUIT. 601 stands in its manual, 600 on the wire. */
export const TICKET_ERRORS: readonly { readonly code: number; readonly says?: RegExp; readonly isRelation: boolean }[] = [
  { code: 601, isRelation: true },
  { code: 600, says: /relacion|CUIT/i, isRelation: true },
  { code: 600, isRelation: false },
];
