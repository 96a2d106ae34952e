import type { Onboarding } from "../../shared/schemas/onboarding.ts";
import { ISSUER } from "./examples.ts";

const NOTHING = { link: null, action: null, fault: null, trouble: null } as const;
const LATER = { ...NOTHING, status: "later", situation: null, detail: null, detail_es: null } as const;
const DONE = { ...NOTHING, status: "done" } as const;

const CERTIFICATE = {
  ...DONE,
  id: "certificate",
  situation: "in_force",
  title: "A certificate",
  title_es: "Un certificado",
  detail: "The certificate panaderia of CUIT 30500010912 is valid until 2028-11-23.",
  detail_es: "El certificado panaderia de la CUIT 30500010912 es válido hasta el 2028-11-23.",
} as const;
const SERVICE = {
  ...DONE,
  id: "service",
  situation: "up",
  title: "ARCA's service",
  title_es: "El servicio de ARCA",
  detail: "ARCA's service (WSFEv1) is up.",
  detail_es: "El servicio de ARCA (WSFEv1) está funcionando.",
} as const;
const AUTHORIZATION = {
  id: "authorization",
  title: "The certificate is let in to the service",
  title_es: "El certificado entra al servicio",
} as const;
const RELATION = { id: "relation", title: "It may act for the CUIT", title_es: "Puede actuar por la CUIT" } as const;
const POINT = { id: "point_of_sale", title: "A point of sale for web services", title_es: "Un punto de venta para web services" } as const;
const FIRST = { id: "first_invoice", title: "The first invoice", title_es: "La primera factura" } as const;

export const ONBOARDING = {
  object: "onboarding",
  issuer: ISSUER.id,
  environment: "homologation",
  cuit: ISSUER.cuit,
  ready: false,
  steps: [
    CERTIFICATE,
    SERVICE,
    {
      ...AUTHORIZATION,
      status: "now",
      situation: "not_authorized",
      detail:
        "In WSASS choose “Crear autorización a servicio”, the certificate panaderia, represented CUIT 30500010912, and the service “wsfe - Facturación Electrónica”.",
      detail_es:
        "En WSASS elegí «Crear autorización a servicio», el certificado panaderia, CUIT representado 30500010912, y el servicio «wsfe - Facturación Electrónica».",
      link: {
        url: "https://wsass-homo.afip.gob.ar/wsass/portal/main.aspx",
        text: "WSASS, ARCA's self-service for homologation",
        text_es: "WSASS, autogestión de certificados de homologación",
      },
      action: null,
      fault: { code: "coe.notAuthorized", message: "Computador no autorizado a acceder al servicio" },
      trouble: null,
    },
    { ...LATER, ...RELATION },
    { ...LATER, ...POINT },
    { ...LATER, ...FIRST },
  ],
  checked_at: "2026-11-24T13:45:02.811Z",
  next_check_at: "2026-11-24T13:46:02.811Z",
} satisfies Onboarding;

export const READY = {
  ...ONBOARDING,
  ready: true,
  steps: [
    CERTIFICATE,
    SERVICE,
    {
      ...DONE,
      ...AUTHORIZATION,
      situation: "granted",
      detail: "ARCA lets the computer panaderia in to electronic invoicing (wsfe).",
      detail_es: "ARCA deja entrar a la computadora panaderia a facturación electrónica (wsfe).",
    },
    {
      ...DONE,
      ...RELATION,
      situation: "related",
      detail: "The certificate may act for CUIT 30500010912.",
      detail_es: "El certificado puede actuar por la CUIT 30500010912.",
    },
    {
      ...DONE,
      ...POINT,
      situation: "unlisted",
      detail: "ARCA's homologation lists no points of sale, and takes any.",
      detail_es: "La homologación de ARCA no lista puntos de venta, y acepta cualquiera.",
    },
    {
      ...FIRST,
      ...NOTHING,
      status: "now",
      situation: "ready",
      detail: "Everything is in place: issue.",
      detail_es: "Está todo listo: emití.",
      action: { method: "POST", path: "/v1/invoices" },
    },
  ],
  next_check_at: null,
} satisfies Onboarding;
