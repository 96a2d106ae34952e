import type { Template } from "./template.ts";

type Expiring = {
  readonly cuit: string;
  readonly legal_name: string;
  /** As it is called in the language of the mail's reader: both know these words. */
  readonly environment: string;
  readonly days: string;
  /** `2028-11-23` */
  readonly expires_on: string;
  readonly issuer: string;
};

export const certificateExpiring: Template<Expiring> = {
  es: ({ cuit, legal_name: name, environment, days, expires_on: on, issuer }, linkTo) => ({
    subject: `El certificado de ${name} vence ${days === "1" ? "mañana" : `en ${days} días`}`,
    paragraphs: [
      `El certificado con que ${name} (CUIT ${cuit}, ${environment}) entra a ARCA vence el ${on}. Desde ese momento no se podrá emitir.`,
      "Generá un pedido nuevo, hacelo certificar en ARCA y subí el resultado. El actual sigue en uso hasta que esté el nuevo.",
    ],
    action: { label: "Renovar el certificado", url: linkTo(`/issuers/${issuer}`) },
  }),
  en: ({ cuit, legal_name: name, environment, days, expires_on: on, issuer }, linkTo) => ({
    subject: `The certificate of ${name} expires ${days === "1" ? "tomorrow" : `in ${days} days`}`,
    paragraphs: [
      `The certificate by which ${name} (CUIT ${cuit}, ${environment}) logs in to ARCA expires on ${on}. From then on nothing can be issued.`,
      "Have a new request made, get it certified at ARCA, and upload the result. The present one stays in use until the new one is there.",
    ],
    action: { label: "Renew the certificate", url: linkTo(`/issuers/${issuer}`) },
  }),
};
