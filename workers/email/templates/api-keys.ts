import type { Template } from "./template.ts";

type Leaked = {
  readonly organization: string;
  readonly name: string;
  readonly hint: string;
  readonly mode: string;
  /** An address, or empty. */
  readonly place: string;
};

export const apiKeyLeaked: Template<Leaked> = {
  es: ({ organization, name, hint, mode, place }, linkTo) => ({
    subject: `Se publicó una clave de API de ${organization}, y la revocamos`,
    paragraphs: [
      `GitHub encontró a la vista de todos la clave de API «${name}» (${hint}, modo ${mode}) de ${organization}. La revocamos en el acto: lo que la usaba ya no puede emitir ni leer.`,
      place === "" ? "GitHub no informó en qué página estaba." : `Estaba en ${place}`,
      "Hacé una clave nueva para lo que usaba esta, y revisá en el registro de auditoría qué se hizo con ella. Borrarla de donde estaba no alcanza: considerala conocida.",
    ],
    action: { label: "Ver las claves de API", url: linkTo("/api-keys") },
  }),
  en: ({ organization, name, hint, mode, place }, linkTo) => ({
    subject: `An API key of ${organization} was published, and we have revoked it`,
    paragraphs: [
      `GitHub found the API key “${name}” (${hint}, ${mode} mode) of ${organization} where anyone can read it. We revoked it at once: what used it can neither issue nor read any more.`,
      place === "" ? "GitHub did not say on which page." : `It was at ${place}`,
      "Make a new key for what used this one, and see in the audit log what was done with it. Removing it from there is not enough: take it as known.",
    ],
    action: { label: "See the API keys", url: linkTo("/api-keys") },
  }),
};
