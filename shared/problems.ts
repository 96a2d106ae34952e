import type { Problem } from "./errors.ts";

/**
 * Checks of our own on single fields, beyond what a schema's type says. Codes are stable; texts may improve. `{name}` is
 * filled in from the values given with the problem.
 */
export const PROBLEMS = {
  required: { en: "This field is required.", es: "Este campo es obligatorio." },
  unknown_field: { en: "There is no such field.", es: "No existe ese campo." },
  cuit_check_digit: { en: "There is no such CUIT: check its last digit.", es: "Ese CUIT no existe: revisá el último dígito." },
  calendar_date: {
    en: "That is not a day of the calendar: write it as YYYY-MM-DD.",
    es: "No es un día del calendario: escribilo como AAAA-MM-DD.",
  },
  decimal: {
    en: 'Write a decimal number of at most {integers} integer and {decimals} decimal digits, as a string: "1234.50".',
    es: 'Escribí un número de hasta {integers} enteros y {decimals} decimales, como texto: "1234.50".',
  },
  document_number_missing: {
    en: "Give the document's number, or leave out its type.",
    es: "Indicá el número de documento, o no indiques el tipo.",
  },
  document_number_unexpected: {
    en: "Say what kind of document that number is of: `document_type`.",
    es: "Indicá de qué tipo de documento es ese número: `document_type`.",
  },
  document_number_digits: { en: "Write between {min} and {max} digits.", es: "Escribí entre {min} y {max} dígitos." },
  iva_condition_missing: {
    en: "Say the customer's condición frente al IVA: it decides the letter of the invoice.",
    es: "Indicá la condición frente al IVA del cliente: define la letra del comprobante.",
  },
  nul_character: { en: "A text cannot hold the character NUL.", es: "Un texto no puede tener el carácter NUL." },
  discount_exceeds_line: { en: "The discount is larger than the line.", es: "El descuento es mayor que la línea." },
  issuer_ambiguous: {
    en: "Your organization has several issuers, and nothing is issued for a CUIT by guess: name one.",
    es: "Tu organización tiene varios emisores y no emitimos por un CUIT adivinado: indicá uno.",
  },
  issuer_missing: {
    en: "Your organization has no issuer in this mode: create one with POST /v1/issuers.",
    es: "Tu organización no tiene emisores en este modo: creá uno con POST /v1/issuers.",
  },
  issuer_unknown: { en: "There is no such issuer.", es: "No existe ese emisor." },
  type_not_for_issuer: {
    en: "An issuer that is {condition} cannot issue letter {letter}; use `auto` or {allowed}.",
    es: "Un emisor {condition} no puede emitir letra {letter}; usá `auto` o {allowed}.",
  },
  idempotency_key_length: {
    en: "Idempotency-Key takes 1 to 255 printable ASCII characters.",
    es: "Idempotency-Key lleva de 1 a 255 caracteres ASCII imprimibles.",
  },
  environment_not_in_mode: {
    en: "A live key has no issuers in the sandbox: use a test key.",
    es: "Una clave live no tiene emisores en el sandbox: usá una clave test.",
  },
  metadata_size: { en: "At most {max} entries.", es: "Un máximo de {max} entradas." },
  cursor_invalid: {
    en: "Use the `next_cursor` of the page before, unchanged.",
    es: "Usá el `next_cursor` de la página anterior, sin cambios.",
  },
} as const satisfies Record<string, { en: string; es: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export function problem(param: string | null, code: ProblemCode, values: Record<string, string | number> = {}): Problem {
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  return { param, code, message: fill(PROBLEMS[code].en), message_es: fill(PROBLEMS[code].es) };
}

/** A path as callers read it: `items[0].iva_rate`. */
export function paramOf(path: readonly PropertyKey[]): string | null {
  const text = path.reduce<string>((before, part) => {
    if (typeof part === "number") return `${before}[${part}]`;
    return before ? `${before}.${String(part)}` : String(part);
  }, "");
  return text || null;
}
