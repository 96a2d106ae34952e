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
  not_together: { en: "Give either this or {fields}, not both.", es: "Indicá esto o {fields}, no ambas cosas." },
  unknown_field: { en: "There is no such field.", es: "No existe ese campo." },
  cuit_check_digit: { en: "There is no such CUIT: check its last digit.", es: "Ese CUIT no existe: revisá el último dígito." },
  calendar_date: {
    en: "That is not a day of the calendar: write it as YYYY-MM-DD.",
    es: "No es un día del calendario: escribilo como AAAA-MM-DD.",
  },
  instant: {
    en: "That is not an instant of the years 1 to 9999: write it as 2026-12-01T09:00:00-03:00, with its offset from UTC.",
    es: "No es un instante de los años 1 a 9999: escribilo como 2026-12-01T09:00:00-03:00, con su diferencia con UTC.",
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
  control_character: { en: "Write it on one line, without control characters.", es: "Escribilo en una línea, sin caracteres de control." },
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
    en: "This issuer has no certificate in force: add one with POST /v1/issuers/{id}/certificates.",
    es: "Este emisor no tiene un certificado vigente: agregá uno con POST /v1/issuers/{id}/certificates.",
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
  certificate_foreign_to_sandbox: {
    en: "{authority} issued the certificate, and the sandbox takes those of its own authority only: get one with POST /v1/sandbox/certificates.",
    es: "El certificado fue emitido por {authority}, y el sandbox sólo admite los de su propia autoridad: pedí uno con POST /v1/sandbox/certificates.",
  },
  certificate_wrong_environment: {
    en: "{authority} issues certificates of {other}, and this issuer is of {environment}: bring the one that ARCA gave for {environment}.",
    es: "{authority} emite certificados de {other}, y este emisor es de {environment}: traé el que ARCA dio para {environment}.",
  },
  certificate_of_another_cuit: {
    en: "The certificate is of CUIT {cuit}, and the issuer's is {issuer}. If {cuit} represents it, create an issuer of {cuit} with this certificate, and name it in `represented_by`.",
    es: "El certificado es de la CUIT {cuit}, y la del emisor es {issuer}. Si {cuit} lo representa, creá un emisor de {cuit} con este certificado, e indicalo en `represented_by`.",
  },
  certificate_of_another_key: {
    en: "The certificate is not of the key that was made for this request: upload the one that ARCA gave for this very CSR.",
    es: "El certificado no es de la clave generada para este pedido: subí el que ARCA dio para este mismo CSR.",
  },
  certificate_deactivated: {
    en: "This certificate was deactivated, and its key is gone: ask for a new one.",
    es: "Este certificado se desactivó y su clave ya no existe: pedí uno nuevo.",
  },
  certificate_without_csr: {
    en: "This certificate was imported with its key: import another one with POST.",
    es: "Este certificado se importó con su clave: importá otro con POST.",
  },
  certificate_of_representative: {
    en: "The certificate is of CUIT {cuit}: it works once {issuer} has delegated the service to it at ARCA.",
    es: "El certificado es de la CUIT {cuit}: funciona cuando {issuer} le haya delegado el servicio en ARCA.",
  },
  certificate_not_rsa: {
    en: "The certificate is of a key that is not RSA, and ARCA takes no others.",
    es: "El certificado es de una clave que no es RSA, y ARCA no admite otras.",
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
  private_key_encryption_unknown: {
    en: "The key is encrypted in a way that we cannot read: encrypt it again with `openssl pkcs8 -topk8 -v2 aes-256-cbc`.",
    es: "La clave está cifrada de una forma que no podemos leer: cifrala de nuevo con `openssl pkcs8 -topk8 -v2 aes-256-cbc`.",
  },
  private_key_of_another_certificate: {
    en: "The key is not that of the certificate.",
    es: "La clave no es la del certificado.",
  },
  passphrase_missing: { en: "The key is encrypted: give its passphrase.", es: "La clave está cifrada: indicá su contraseña." },
  passphrase_wrong: { en: "The key does not open with that passphrase.", es: "La clave no abre con esa contraseña." },
  pkcs12_unreadable: {
    en: "That is not a PKCS#12 file (.p12, .pfx) in base64.",
    es: "Eso no es un archivo PKCS#12 (.p12, .pfx) en base64.",
  },
  pkcs12_too_large: { en: "The file is larger than 64 KiB.", es: "El archivo supera los 64 KiB." },
  pkcs12_too_many_parts: {
    en: "The file holds more than 8 keys and certificates: export the one that is needed, with its key.",
    es: "El archivo tiene más de 8 claves y certificados: exportá sólo el que hace falta, con su clave.",
  },
  pkcs12_rounds: {
    en: "The file is encrypted with more than 100,000 rounds: export it again with fewer.",
    es: "El archivo está cifrado con más de 100.000 iteraciones: exportalo de nuevo con menos.",
  },
  pkcs12_encryption_unknown: {
    en: "The file is encrypted in a way that we cannot read: export it again with AES-256, or bring key and certificate in PEM.",
    es: "El archivo está cifrado de una forma que no podemos leer: exportalo de nuevo con AES-256, o traé clave y certificado en PEM.",
  },
  pkcs12_password_wrong: { en: "The file does not open with that password.", es: "El archivo no abre con esa contraseña." },
  pkcs12_without_key: {
    en: "There is no private key in the file: export it together with its key.",
    es: "El archivo no tiene una clave privada: exportalo junto con su clave.",
  },
  pkcs12_without_certificate: {
    en: "There is no certificate in the file: export the key together with its certificate.",
    es: "El archivo no tiene un certificado: exportá la clave junto con su certificado.",
  },
  representative_unknown: {
    en: "That is no other issuer of your organization.",
    es: "No es otro emisor de tu organización.",
  },
  representative_elsewhere: {
    en: "That issuer is of {other}, and this one of {environment}: a certificate serves one environment.",
    es: "Ese emisor es de {other}, y este de {environment}: un certificado sirve en un solo ambiente.",
  },
  representative_represented: {
    en: "That issuer is itself represented by another: name the one that has the certificate.",
    es: "Ese emisor también está representado por otro: indicá el que tiene el certificado.",
  },
  issuer_represents_others: {
    en: "This issuer represents others, so that none can represent it.",
    es: "Este emisor representa a otros, así que ninguno puede representarlo.",
  },
  issuer_not_accepted: {
    en: "ARCA does not take the issuer's certificate yet. {said} The next step: GET /v1/issuers/{id}/onboarding.",
    es: "ARCA todavía no acepta el certificado del emisor. {said_es} El próximo paso: GET /v1/issuers/{id}/onboarding.",
  },
  issuer_not_related: {
    en: "ARCA has no relation by which the issuer's certificate may act for CUIT {cuit} ({said}). The next step: GET /v1/issuers/{id}/onboarding.",
    es: "En ARCA no hay una relación por la que el certificado del emisor pueda actuar por la CUIT {cuit} ({said}). El próximo paso: GET /v1/issuers/{id}/onboarding.",
  },
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
  sandbox_relations_full: {
    en: "The sandbox keeps 1,000 relations at most: clear them with DELETE /v1/sandbox/relations.",
    es: "El sandbox guarda hasta 1.000 relaciones: borralas con DELETE /v1/sandbox/relations.",
  },
  fault_only_of_login: {
    en: "Only a login can be answered so: give `LoginCms` or `*` as its operation.",
    es: "Sólo un login se responde así: indicá `LoginCms` o `*` como operación.",
  },
  csr_invalid: {
    en: "Send a PKCS#10 request in PEM, signed by its own RSA key of at least 2048 bits.",
    es: "Enviá un pedido PKCS#10 en PEM, firmado por su propia clave RSA de al menos 2048 bits.",
  },
  people_only: {
    en: "Only somebody who has signed in can do this, not an API key.",
    es: "Sólo puede hacerlo una persona que ingresó, no una clave de API.",
  },
  role_not_enough: {
    en: "You are {role} of this organization; this takes one of: {roles}.",
    es: "Tu rol en esta organización es {role}; para esto hace falta uno de: {roles}.",
  },
  role_above_yours: {
    en: "Nobody gives a role above his own, or changes a member who has one.",
    es: "Nadie asigna un rol superior al propio, ni modifica a un miembro que lo tenga.",
  },
  scope_missing: {
    en: "This takes the scope `{scope}`, which the key has not.",
    es: "Para esto hace falta el permiso `{scope}`, que la clave no tiene.",
  },
  scope_not_yours: {
    en: "A key cannot have more scopes than you: {scopes}.",
    es: "Una clave no puede tener más permisos que vos: {scopes}.",
  },
  address_not_allowed: {
    en: "This key may not be used from that address.",
    es: "Esta clave no puede usarse desde esa dirección.",
  },
  network_invalid: {
    en: 'Write a network as CIDR, such as "203.0.113.0/24" or "2001:db8::/32", without bits beyond its length; or one address.',
    es: 'Escribí una red como CIDR, por ejemplo "203.0.113.0/24" o "2001:db8::/32", sin bits más allá de su largo; o una dirección.',
  },
  organization_ambiguous: {
    en: "You are a member of several organizations: name one.",
    es: "Sos miembro de varias organizaciones: indicá una.",
  },
  organization_none: {
    en: "You are a member of no organization: create one with POST /v1/organizations.",
    es: "No sos miembro de ninguna organización: creá una con POST /v1/organizations.",
  },
  organization_not_yours: {
    en: "You are not a member of that organization.",
    es: "No sos miembro de esa organización.",
  },
  in_other_mode: {
    en: "It exists in {mode} mode: send `Arca-Mode: {mode}`.",
    es: "Existe en modo {mode}: enviá `Arca-Mode: {mode}`.",
  },
  key_of_other_mode: {
    en: "This key is of {mode} mode: leave the header out, or use a key of the other mode.",
    es: "Esta clave es del modo {mode}: no envíes el encabezado, o usá una clave del otro modo.",
  },
  key_of_other_organization: {
    en: "This key is of another organization: leave the header out, or use a key of that one.",
    es: "Esta clave es de otra organización: no envíes el encabezado, o usá una clave de ésa.",
  },
  batch_beyond_limit: {
    en: "The batch has {count} invoices, more than this key may issue in any hour: send at most {limit} at once.",
    es: "El lote tiene {count} comprobantes, más de los que esta clave puede emitir en una hora: enviá {limit} como máximo por vez.",
  },
  limit_reached: {
    en: 'The limit "{policy}", of this key or of yours, is {limit} an hour: wait {seconds} seconds.',
    es: 'El límite "{policy}", de esta clave o tuyo, es de {limit} por hora: esperá {seconds} segundos.',
  },
  organizations_full: {
    en: "Whoever owns {limit} organizations creates no other: transfer one. Those that are being deleted count for their thirty days.",
    es: "Quien es propietario de {limit} organizaciones no puede crear otra: transferí una. Las que se están eliminando cuentan durante sus treinta días.",
  },
  api_keys_full: {
    en: "An organization has at most {limit} keys that work: revoke one that is not in use.",
    es: "Una organización tiene como máximo {limit} claves que funcionan: revocá una que no se use.",
  },
  mails_of_user: {
    en: "You have sent {limit} mails within a day: wait {seconds} seconds.",
    es: "Enviaste {limit} correos en un día: esperá {seconds} segundos.",
  },
  invitations_to_address: {
    en: "You have invited that address {limit} times within a day: wait {seconds} seconds.",
    es: "Invitaste a esa dirección {limit} veces en un día: esperá {seconds} segundos.",
  },
  moment_past: { en: "That moment is past.", es: "Ese momento ya pasó." },
  member_already: { en: "That address is a member already.", es: "Esa dirección ya es miembro." },
  member_unknown: { en: "There is no such member.", es: "No existe ese miembro." },
  invitation_of_another: {
    en: "The invitation was sent to another address than yours.",
    es: "La invitación se envió a otra dirección, no a la tuya.",
  },
  yourself: { en: "That is you.", es: "Sos vos." },
  password_common: {
    en: "It is one of the commonest passwords, or one of them with figures or signs around it.",
    es: "Es una de las contraseñas más comunes, o una de ellas con números o signos alrededor.",
  },
  password_contains_email: { en: "It contains your e-mail address.", es: "Contiene tu dirección de correo." },
  password_breached: {
    en: "It stands in a collection of leaked passwords.",
    es: "Figura en una colección de contraseñas filtradas.",
  },
  email_invalid: { en: "That is not an e-mail address.", es: "Eso no es una dirección de correo." },
  totp_already_enabled: {
    en: "The second factor is on already: turn it off first.",
    es: "El segundo factor ya está activado: primero desactivalo.",
  },
  totp_not_enabled: { en: "The second factor is not on.", es: "El segundo factor no está activado." },
  totp_not_started: {
    en: "Begin with POST /v1/auth/totp: it makes the secret that this code has to be of.",
    es: "Empezá con POST /v1/auth/totp: crea el secreto del que debe ser este código.",
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
