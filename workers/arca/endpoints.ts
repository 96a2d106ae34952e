/** Where an issuer's comprobantes are authorised: the built-in simulator, ARCA's test systems, ARCA itself. */
export type Environment = "sandbox" | "homologation" | "production";

/** Full addresses: what the SOAP message is posted to. */
export interface Endpoints {
  readonly wsaa: string;
  readonly wsfe: string;
}

/** The sandbox is reached in process; its host exists nowhere. ARCA's own addresses: the `location` of its WSDLs. */
const DEFAULTS: Record<Environment, Endpoints> = {
  sandbox: {
    wsaa: "https://sandbox.arca.internal/sandbox/arca/ws/services/LoginCms",
    wsfe: "https://sandbox.arca.internal/sandbox/arca/wsfev1/service.asmx",
  },
  homologation: {
    wsaa: "https://wsaahomo.afip.gov.ar/ws/services/LoginCms",
    wsfe: "https://wswhomo.afip.gov.ar/wsfev1/service.asmx",
  },
  production: {
    wsaa: "https://wsaa.afip.gov.ar/ws/services/LoginCms",
    wsfe: "https://servicios1.afip.gov.ar/wsfev1/service.asmx",
  },
};

/** Variables that take the place of ARCA's addresses, say with a relay; empty or absent: ARCA's own. */
export interface EndpointVars {
  readonly ARCA_HOMOLOGATION_WSAA_URL?: string;
  readonly ARCA_HOMOLOGATION_WSFE_URL?: string;
  readonly ARCA_PRODUCTION_WSAA_URL?: string;
  readonly ARCA_PRODUCTION_WSFE_URL?: string;
}

export function endpointsOf(environment: Environment, vars: EndpointVars): Endpoints {
  const { wsaa, wsfe } = DEFAULTS[environment];
  const own: Record<Environment, Partial<Endpoints>> = {
    sandbox: {},
    homologation: relay(vars.ARCA_HOMOLOGATION_WSAA_URL, vars.ARCA_HOMOLOGATION_WSFE_URL),
    production: relay(vars.ARCA_PRODUCTION_WSAA_URL, vars.ARCA_PRODUCTION_WSFE_URL),
  };
  return { wsaa, wsfe, ...own[environment] };
}

const relay = (wsaa: string | undefined, wsfe: string | undefined): Partial<Endpoints> => ({
  ...(wsaa ? { wsaa } : {}),
  ...(wsfe ? { wsfe } : {}),
});
