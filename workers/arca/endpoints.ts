import type { Environment } from "../../shared/catalog.ts";

/** ARCA's services, and the name by which WSAA gives tickets for each. WSAA itself asks for none. */
export const TICKET_SERVICES = {
  wsfe: "wsfe",
  wsfex: "wsfex",
  constancia: "ws_sr_constancia_inscripcion",
  padronA13: "ws_sr_padron_a13",
  wscdc: "wscdc",
} as const;
export type ServiceName = keyof typeof TICKET_SERVICES;

/** Full addresses: what the SOAP message is posted to. */
export type Endpoints = Readonly<Record<ServiceName | "wsaa", string>>;

/** The sandbox is reached in process; its host exists nowhere. ARCA's own addresses: the `location` of its WSDLs. */
const DEFAULTS: Record<Environment, Endpoints> = {
  sandbox: {
    wsaa: "https://sandbox.arca.internal/sandbox/arca/ws/services/LoginCms",
    wsfe: "https://sandbox.arca.internal/sandbox/arca/wsfev1/service.asmx",
    wsfex: "https://sandbox.arca.internal/sandbox/arca/wsfexv1/service.asmx",
    constancia: "https://sandbox.arca.internal/sandbox/arca/sr-padron/webservices/personaServiceA5",
    padronA13: "https://sandbox.arca.internal/sandbox/arca/sr-padron/webservices/personaServiceA13",
    wscdc: "https://sandbox.arca.internal/sandbox/arca/WSCDC/service.asmx",
  },
  homologation: {
    wsaa: "https://wsaahomo.afip.gov.ar/ws/services/LoginCms",
    wsfe: "https://wswhomo.afip.gov.ar/wsfev1/service.asmx",
    wsfex: "https://wswhomo.afip.gov.ar/wsfexv1/service.asmx",
    constancia: "https://awshomo.afip.gov.ar/sr-padron/webservices/personaServiceA5",
    padronA13: "https://awshomo.afip.gov.ar/sr-padron/webservices/personaServiceA13",
    wscdc: "https://wswhomo.afip.gov.ar/WSCDC/service.asmx",
  },
  production: {
    wsaa: "https://wsaa.afip.gov.ar/ws/services/LoginCms",
    wsfe: "https://servicios1.afip.gov.ar/wsfev1/service.asmx",
    wsfex: "https://servicios1.afip.gov.ar/wsfexv1/service.asmx",
    constancia: "https://aws.afip.gov.ar/sr-padron/webservices/personaServiceA5",
    padronA13: "https://aws.afip.gov.ar/sr-padron/webservices/personaServiceA13",
    wscdc: "https://servicios1.afip.gov.ar/WSCDC/service.asmx",
  },
};

const VARIABLES = {
  wsaa: "WSAA",
  wsfe: "WSFE",
  wsfex: "WSFEX",
  constancia: "CONSTANCIA",
  padronA13: "PADRON_A13",
  wscdc: "WSCDC",
} as const satisfies Record<keyof Endpoints, string>;

type Variable = (typeof VARIABLES)[keyof Endpoints];

/** Variables that take the place of ARCA's addresses, say with a relay; empty or absent: ARCA's own. */
export type EndpointVars = Readonly<Partial<Record<`ARCA_${"HOMOLOGATION" | "PRODUCTION"}_${Variable}_URL`, string>>>;

export function endpointsOf(environment: Environment, vars: EndpointVars): Endpoints {
  const defaults = DEFAULTS[environment];
  if (environment === "sandbox") return defaults;
  const where = environment === "homologation" ? "HOMOLOGATION" : "PRODUCTION";
  const own = (service: keyof Endpoints): string => vars[`ARCA_${where}_${VARIABLES[service]}_URL`] || defaults[service];
  return {
    wsaa: own("wsaa"),
    wsfe: own("wsfe"),
    wsfex: own("wsfex"),
    constancia: own("constancia"),
    padronA13: own("padronA13"),
    wscdc: own("wscdc"),
  };
}
