import type { ArcaErrorCode } from "./errors.ts";

/** What happened, and what comes next: the user's turn, or ours. */
export interface Trouble {
  readonly en: string;
  readonly es: string;
}

const OUR_REQUEST: Trouble = {
  en: "WSAA could not read our login request. We look into it; nothing is lost, and it is tried again.",
  es: "WSAA no pudo leer nuestro pedido de acceso. Lo revisamos nosotros; no se pierde nada y se vuelve a intentar.",
};
const OUR_CLOCK: Trouble = {
  en: "WSAA finds the times of our login request out of range. It is tried again; if it persists, report it.",
  es: "WSAA considera fuera de rango las horas de nuestro pedido de acceso. Se vuelve a intentar; si sigue, avisanos.",
};
const NEW_CERTIFICATE: Trouble = {
  en: "WSAA cannot use the issuer's certificate with its key. Import the pair again, or make a new one.",
  es: "WSAA no puede usar el certificado del emisor con su clave. Importá el par de nuevo, o generá otro.",
};
const WAIT: Trouble = {
  en: "ARCA's login (WSAA) is out of service. Nothing to do: it is tried again every minute.",
  es: "El acceso de ARCA (WSAA) está fuera de servicio. No hay que hacer nada: se vuelve a intentar cada minuto.",
};

/** WSAA's faults, by the local part of the faultcode. Source: its specification 1.2.2, and what it answers. */
export const WSAA_TROUBLES: Readonly<Record<string, Trouble>> = {
  "coe.alreadyAuthenticated": {
    en: "ARCA has given this certificate a login that we do not hold, as when another program uses the same one. It goes on by itself in minutes; give each program a certificate of its own.",
    es: "ARCA ya le dio a este certificado un acceso que no tenemos, como cuando otro programa usa el mismo. Sigue solo en minutos; usá un certificado propio para cada programa.",
  },
  "coe.notAuthorized": {
    en: "The certificate may not use this service. In ARCA's Administrador de Relaciones, delegate the service to the certificate's alias (in homologation: in WSASS); then it goes on by itself.",
    es: "El certificado no está autorizado para este servicio. En el Administrador de Relaciones de ARCA, delegá el servicio al alias del certificado (en homologación, en WSASS); después sigue solo.",
  },
  "cms.cert.expired": {
    en: "The issuer's certificate has expired. Get a new one from ARCA and import it.",
    es: "El certificado del emisor venció. Pedí uno nuevo en ARCA e importalo.",
  },
  "cms.cert.invalid": {
    en: "The issuer's certificate is not valid yet: it begins later. Wait until then, or import another.",
    es: "El certificado del emisor todavía no es válido: empieza a regir más tarde. Esperá, o importá otro.",
  },
  "cms.cert.untrusted": {
    en: "ARCA's authority did not issue this certificate for this environment: those of homologation and production are not the same. Import the right one.",
    es: "Este certificado no lo emitió la autoridad de ARCA para este ambiente: los de homologación y producción son distintos. Importá el que corresponde.",
  },
  "cms.cert.notFound": NEW_CERTIFICATE,
  "cms.sign.invalid": NEW_CERTIFICATE,
  "cms.bad": OUR_REQUEST,
  "cms.bad.base64": OUR_REQUEST,
  "xml.bad": OUR_REQUEST,
  "xml.source.invalid": OUR_REQUEST,
  "xml.destination.invalid": OUR_REQUEST,
  "xml.version.notSupported": OUR_REQUEST,
  "xml.generationTime.invalid": OUR_CLOCK,
  "xml.expirationTime.expired": OUR_CLOCK,
  "xml.expirationTime.invalid": OUR_CLOCK,
  "wsn.notFound": OUR_REQUEST,
  "wsn.unavailable": {
    en: "ARCA's service is out of service. Nothing to do: it is tried again every minute.",
    es: "El servicio de ARCA está fuera de servicio. No hay que hacer nada: se vuelve a intentar cada minuto.",
  },
  "wsaa.unavailable": WAIT,
  "wsaa.internalError": WAIT,
};

const AWAY: Trouble = {
  en: "ARCA does not answer. Nothing to do: it is asked again, and nothing is issued twice.",
  es: "ARCA no responde. No hay que hacer nada: se vuelve a preguntar, y nada se emite dos veces.",
};
const STRANGE: Trouble = {
  en: "ARCA's answer cannot be understood. It is asked what became of the comprobante before anything is sent again.",
  es: "La respuesta de ARCA no se entiende. Se le pregunta qué pasó con el comprobante antes de enviar nada de nuevo.",
};

/** Everything else that can become of a call. */
export const CALL_TROUBLES: Readonly<Record<ArcaErrorCode, Trouble>> = {
  unreachable: AWAY,
  timeout: AWAY,
  connection_lost: AWAY,
  http_error: AWAY,
  malformed_answer: AWAY,
  soap_fault: STRANGE,
  unexpected_answer: STRANGE,
  arca_errors: {
    en: "ARCA answers with an error of its own. It is asked again; its code and text are here.",
    es: "ARCA responde con un error propio. Se vuelve a preguntar; acá están su código y su texto.",
  },
  ticket_unavailable: {
    en: "ARCA's login (WSAA) does not answer. Nothing to do: it is tried again.",
    es: "El acceso de ARCA (WSAA) no responde. No hay que hacer nada: se vuelve a intentar.",
  },
  circuit_open: {
    en: "ARCA's service has been failing, and is left alone for a moment. Nothing to do: see GET /v1/arca/status.",
    es: "El servicio de ARCA viene fallando y se lo deja descansar un momento. No hay que hacer nada: mirá GET /v1/arca/status.",
  },
};
