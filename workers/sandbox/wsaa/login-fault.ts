/** What WSAA answers instead of a ticket. Source: the WSAA specification's table of errors; codes are Axis's own local names. */
const MESSAGES = {
  "ns1:Client.NoSOAPAction": "no SOAPAction header!",
  "ns1:cms.bad.base64": "No se puede decodificar el BASE64",
  "ns1:cms.bad": "El CMS no es valido",
  "ns1:cms.cert.notFound": "No se ha encontrado certificado de firmador",
  "ns1:cms.sign.invalid": "Firma inválida o algoritmo no soportado",
  "ns1:cms.cert.expired": "Certificado expirado",
  "ns1:cms.cert.invalid": "Certificado con fecha de generacion posterior a la actual",
  "ns1:cms.cert.untrusted": "Certificado no emitido por AC de confianza",
  "ns1:xml.bad": "No se ha podido interpretar el XML contra el SCHEMA",
  "ns1:xml.version.notSupported": "La versión del documento no es soportada",
  "ns1:xml.source.invalid": "El atributo 'source' no se corresponde con el DN del Certificado",
  "ns1:xml.destination.invalid": "El atributo 'destination' no se corresponde con el DN del WSAA",
  "ns1:xml.generationTime.invalid": "generationTime posee formato o dato inválido (ej: en el futuro o más de 24 horas de antigüedad)",
  "ns1:xml.expirationTime.expired": "El tiempo de expiración es inferior a la hora actual",
  "ns1:xml.expirationTime.invalid": "El tiempo de expiración del documento es superior a 24 horas",
  "ns1:wsn.notFound": "Servicio informado inexistente",
  "ns1:wsn.unavailable": "El servicio al que se desea acceder se encuentra momentáneamente fuera de servicio",
  "ns1:coe.notAuthorized": "Computador no autorizado a acceder al servicio",
  "ns1:coe.alreadyAuthenticated": "El CEE ya posee un TA valido para el acceso al WSN solicitado",
  "ns1:wsaa.unavailable": "El servicio de autenticación/autorización se encuentra momentáneamente fuera de servicio",
  "ns1:wsaa.internalError": "No se ha podido procesar el requerimiento",
} as const;
type ListedFault = keyof typeof MESSAGES;

/** Ends the handling of a login; `wsaa/handle-login.ts` answers it with HTTP 500. */
export class LoginFault extends Error {
  override readonly name = "LoginFault";
  readonly code: string;

  constructor(code: ListedFault | "soapenv:Server.userException", message?: string) {
    super(message ?? MESSAGES[code as ListedFault]);
    this.code = code;
  }
}
