import type { Problem } from "./errors.ts";

/**
 * Checks of our own on single fields, beyond what a schema's type says. Codes are stable; texts may improve. `{name}` is
 * filled in from the values given with the problem.
 */
export const PROBLEMS = {
  required: { en: "This field is required.", es: "Este campo es obligatorio." },
  text_empty: { en: "This cannot be empty.", es: "No puede estar vacío." },
  text_too_short: { en: "Write at least {limit} characters.", es: "Escribí al menos {limit} caracteres." },
  text_too_long: { en: "Write at most {limit} characters.", es: "Escribí {limit} caracteres como máximo." },
  list_empty: { en: "Give at least one.", es: "Indicá al menos uno." },
  list_too_short: { en: "Give at least {limit}.", es: "Indicá al menos {limit}." },
  list_too_long: { en: "Give at most {limit}.", es: "Indicá {limit} como máximo." },
  number_too_small: { en: "Give {limit} or more.", es: "Indicá {limit} o más." },
  number_too_big: { en: "Give {limit} or less.", es: "Indicá {limit} o menos." },
  choice: { en: "Use one of these: {choices}.", es: "Usá uno de estos valores: {choices}." },
  choice_of_many: {
    en: "That is none of the {count} values that this field takes: see the API reference.",
    es: "No es ninguno de los {count} valores de este campo: mirá la referencia de la API.",
  },
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
  currency_unknown: {
    en: "ARCA knows no such currency: write its ISO 4217 code, or ARCA's own.",
    es: "ARCA no conoce esa moneda: escribí su código ISO 4217, o el de ARCA.",
  },
  country_unknown: {
    en: "There is no such country: write its ISO 3166 code of two letters, or ARCA's number.",
    es: "No existe ese país: escribí su código ISO 3166 de dos letras, o el número de ARCA.",
  },
  export_unexpected: {
    en: "Only a comprobante of letter E has an `export`: ask for `factura_e`, `nota_debito_e` or `nota_credito_e`.",
    es: "Sólo un comprobante de letra E lleva `export`: pedí `factura_e`, `nota_debito_e` o `nota_credito_e`.",
  },
  export_date: {
    en: "Exports are dated from 5 days before today to 5 days after it.",
    es: "Las exportaciones se fechan desde 5 días antes hasta 5 días después de hoy.",
  },
  export_customer: {
    en: "An export names its customer in full: name, address, and the number by which its country knows it.",
    es: "Una exportación identifica al cliente por completo: nombre, domicilio y el número con que su país lo conoce.",
  },
  exchange_rate_missing: {
    en: "Say how many pesos one unit of the currency is, or that it is paid in that currency (`same_currency_payment`).",
    es: "Indicá cuántos pesos vale la moneda, o que se paga en esa moneda (`same_currency_payment`).",
  },
  export_payment_terms: { en: "A factura E says how it is paid.", es: "Una factura E indica la forma de pago." },
  export_incoterm: { en: "A factura E for goods has an Incoterm.", es: "Una factura E de bienes lleva un Incoterm." },
  export_associated: {
    en: "A nota of letter E names the comprobante that it adjusts.",
    es: "Una nota de letra E nombra el comprobante que ajusta.",
  },
  not_on_export: { en: "A comprobante of letter E cannot have this.", es: "Un comprobante de letra E no lleva esto." },
  optional_has_own_field: {
    en: "This optional has a field of its own: use `{field}`.",
    es: "Ese opcional tiene un campo propio: usá `{field}`.",
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
  issuer_without_certificate: {
    en: "This issuer has no certificate yet: add one with POST /v1/issuers/{id}/certificates.",
    es: "Este emisor todavía no tiene certificado: agregá uno con POST /v1/issuers/{id}/certificates.",
  },
  issuer_unknown: { en: "There is no such issuer.", es: "No existe ese emisor." },
  type_not_for_issuer: {
    en: "An issuer that is {condition} cannot issue letter {letter}; use {allowed}.",
    es: "Un emisor {condition} no puede emitir letra {letter}; usá {allowed}.",
  },
  idempotency_key_length: {
    en: "Idempotency-Key takes 1 to 255 printable ASCII characters.",
    es: "Idempotency-Key lleva de 1 a 255 caracteres ASCII imprimibles.",
  },
  environment_not_in_mode: {
    en: "A {mode} key has no issuers there: those of production need a live key, those of the sandbox and homologation a test key.",
    es: "Una clave {mode} no tiene emisores ahí: los de producción necesitan una clave live; los del sandbox y homologación, una test.",
  },
  certificate_unreadable: {
    en: "That is not a certificate in PEM: it begins with -----BEGIN CERTIFICATE-----.",
    es: "Eso no es un certificado en PEM: empieza con -----BEGIN CERTIFICATE-----.",
  },
  certificate_without_cuit: {
    en: "The certificate names no CUIT in its serialNumber, as those of ARCA do.",
    es: "El certificado no nombra un CUIT en su serialNumber, como los de ARCA.",
  },
  certificate_expired: { en: "The certificate has expired.", es: "El certificado venció." },
  certificate_not_yet_valid: { en: "The certificate is not valid yet.", es: "El certificado todavía no es válido." },
  certificate_foreign_authority: {
    en: "{authority} issued the certificate, which is not ARCA's authority for {environment}.",
    es: "El certificado fue emitido por {authority}, que no es la autoridad de ARCA para {environment}.",
  },
  certificate_of_representative: {
    en: "The certificate is of CUIT {cuit}: it works once {issuer} has delegated the service to it at ARCA.",
    es: "El certificado es de la CUIT {cuit}: funciona cuando {issuer} le haya delegado el servicio en ARCA.",
  },
  private_key_unreadable: {
    en: "That is not a private key in PEM, PKCS#8 or PKCS#1.",
    es: "Eso no es una clave privada en PEM, PKCS#8 o PKCS#1.",
  },
  private_key_not_rsa: { en: "ARCA takes RSA keys only.", es: "ARCA sólo admite claves RSA." },
  private_key_too_small: { en: "The key must have 2048 bits or more.", es: "La clave debe tener 2048 bits o más." },
  private_key_rounds: {
    en: "The key is encrypted with more than 100,000 rounds: encrypt it again with fewer.",
    es: "La clave está cifrada con más de 100.000 iteraciones: cifrala de nuevo con menos.",
  },
  private_key_of_another_certificate: {
    en: "The key is not that of the certificate.",
    es: "La clave no es la del certificado.",
  },
  passphrase_missing: { en: "The key is encrypted: give its passphrase.", es: "La clave está cifrada: indicá su contraseña." },
  passphrase_wrong: { en: "The key does not open with that passphrase.", es: "La clave no abre con esa contraseña." },
  metadata_size: { en: "At most {max} entries.", es: "Un máximo de {max} entradas." },
  clock_range: {
    en: "The test clock goes from the year 2000 to 2099.",
    es: "El reloj de prueba va del año 2000 al 2099.",
  },
  test_mode_only: {
    en: "The sandbox belongs to test mode: use a test key.",
    es: "El sandbox es del modo test: usá una clave test.",
  },
  sandbox_operation_unknown: {
    en: "The sandbox has no operation of that name: write it as ARCA does, `LoginCms` for the login, or `*` for all.",
    es: "El sandbox no tiene una operación con ese nombre: escribilo como ARCA, `LoginCms` para el login, o `*` para todas.",
  },
  fault_only_of_login: {
    en: "Only a login can be answered so: give `LoginCms` or `*` as its operation.",
    es: "Sólo un login se responde así: indicá `LoginCms` o `*` como operación.",
  },
  csr_invalid: {
    en: "Send a PKCS#10 request in PEM, signed by its own RSA key of at least 2048 bits.",
    es: "Enviá un pedido PKCS#10 en PEM, firmado por su propia clave RSA de al menos 2048 bits.",
  },
  date_after_today: {
    en: "It is dated after today: until that day, nothing of an earlier date can be issued by this point of sale and type.",
    es: "Tiene fecha posterior a hoy: hasta ese día, este punto de venta y tipo no podrá emitir nada con fecha anterior.",
  },
  earlier_dates_waiting: {
    en: "Invoices of an earlier date wait in this point of sale and type: they are issued first.",
    es: "En este punto de venta y tipo esperan comprobantes de fecha anterior: se emiten primero.",
  },
  attention_wanted: {
    en: "ARCA holds a comprobante that may be this one or another system's. Look at `attention`, and decide by POST /v1/invoices/{id}/resolve.",
    es: "ARCA tiene un comprobante que puede ser éste o de otro sistema. Mirá `attention` y decidí con POST /v1/invoices/{id}/resolve.",
  },
  cancel_not_queued: {
    en: "Only an invoice that is queued, without a number, can be cancelled; this one is {status}.",
    es: "Sólo se cancela un comprobante en cola (queued), sin número; éste está {status}.",
  },
  resolve_not_needed: {
    en: "Only an invoice that needs attention can be resolved, and only once; this one is {status}.",
    es: "Sólo se resuelve un comprobante que necesita atención (needs_attention), y una sola vez; éste está {status}.",
  },
  books_went_back: {
    en: "ARCA's last number here is {last}, below {highest}, which it has authorized: nothing is issued on this point of sale and type meanwhile. Homologation begins its books anew at times: then make a ledger report (POST /v1/ledger-reports) and acknowledge it.",
    es: "El último número de ARCA acá es {last}, menor que {highest}, que ya autorizó: mientras tanto no se emite en este punto de venta y tipo. Homologación a veces reinicia sus registros: en ese caso pedí un informe (POST /v1/ledger-reports) y confirmalo.",
  },
  numbers_not_reused: {
    en: "ARCA's books went back on {lane}, and outside of homologation no number is ever used twice: ask ARCA what became of its records.",
    es: "Los registros de ARCA retrocedieron en {lane}, y fuera de homologación ningún número se usa dos veces: consultá a ARCA qué pasó con ellos.",
  },
  report_not_finished: {
    en: "The report is not finished: acknowledge what it says once it says it.",
    es: "El informe no terminó: confirmalo cuando esté completo.",
  },
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
