/** ARCA's pages on which there is something to click, as of November 2026. All of them ask for clave fiscal themselves. */
export const PAGES = {
  wsass: {
    url: "https://wsass-homo.afip.gob.ar/wsass/portal/main.aspx",
    text: "WSASS, ARCA's self-service for homologation",
    text_es: "WSASS, autogestión de certificados de homologación",
  },
  certificates: {
    url: "https://auth.afip.gob.ar/contribuyente_/login.xhtml",
    text: "ARCA with clave fiscal → Administración de Certificados Digitales",
    text_es: "ARCA con clave fiscal → Administración de Certificados Digitales",
  },
  relations: {
    url: "https://auth.afip.gob.ar/contribuyente_/login.xhtml?action=SYSTEM&system=adminrel",
    text: "ARCA with clave fiscal → Administrador de Relaciones",
    text_es: "ARCA con clave fiscal → Administrador de Relaciones",
  },
  points_of_sale: {
    url: "https://auth.afip.gob.ar/contribuyente_/login.xhtml",
    text: "ARCA with clave fiscal → Administración de puntos de venta y domicilios",
    text_es: "ARCA con clave fiscal → Administración de puntos de venta y domicilios",
  },
} as const;

export type PageId = keyof typeof PAGES;
