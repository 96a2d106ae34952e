/**
 * Every error a caller can meet. The API's answers, the OpenAPI document and the pages under /docs/errors read this table.
 * `retryable`: the same request, unchanged, may succeed later. `fix_…`: what the caller can do.
 */
export const ERRORS = {
  malformed_json: {
    type: "invalid_request_error",
    status: 400,
    retryable: false,
    en: "The body is not valid JSON.",
    es: "El cuerpo no es JSON válido.",
    fix_en: "Send one JSON object, encoded as UTF-8, without NUL characters or lone surrogates, nested at most 32 levels deep.",
    fix_es: "Enviá un objeto JSON en UTF-8, sin caracteres NUL ni sustitutos sueltos, con un máximo de 32 niveles.",
  },
  unauthorized: {
    type: "authentication_error",
    status: 401,
    retryable: false,
    en: "The API key is missing, unknown, expired or revoked.",
    es: "Falta la clave de API, o es desconocida, venció o fue revocada.",
    fix_en: "Send `Authorization: Bearer sk_test_arca_…` with a key of yours that is active.",
    fix_es: "Enviá `Authorization: Bearer sk_test_arca_…` con una clave activa tuya.",
  },
  api_key_malformed: {
    type: "authentication_error",
    status: 401,
    retryable: false,
    en: "That is not an API key: its form or its checksum is wrong.",
    es: "Eso no es una clave de API: su forma o su dígito de control no son correctos.",
    fix_en: "Copy the whole key again; it ends in six characters that verify the rest.",
    fix_es: "Copiá la clave entera otra vez; sus últimos seis caracteres verifican el resto.",
  },
  forbidden: {
    type: "permission_error",
    status: 403,
    retryable: false,
    en: "This key may not do that.",
    es: "Esta clave no tiene permiso para eso.",
    fix_en: "Use a key with the scope that the operation names.",
    fix_es: "Usá una clave con el permiso que la operación indica.",
  },
  not_found: {
    type: "invalid_request_error",
    status: 404,
    retryable: false,
    en: "There is no such object or path.",
    es: "No existe ese objeto o esa ruta.",
    fix_en: "Check the id, and that the key belongs to the same organization and mode as the object.",
    fix_es: "Revisá el id, y que la clave sea de la misma organización y del mismo modo que el objeto.",
  },
  conflict: {
    type: "invalid_request_error",
    status: 409,
    retryable: false,
    en: "That does not go with what is there: another object has that value, or this one's state does not allow it.",
    es: "Eso choca con lo que hay: otro objeto tiene ese valor, o el estado de éste no lo permite.",
    fix_en: "Use the object that exists, or send another value in the field named by `param`; `errors` says which state stands against it.",
    fix_es: "Usá el objeto existente, o enviá otro valor en el campo que indica `param`; `errors` dice qué estado lo impide.",
  },
  idempotency_conflict: {
    type: "invalid_request_error",
    status: 409,
    retryable: false,
    en: "That Idempotency-Key was used with another body.",
    es: "Esa Idempotency-Key ya se usó con otro cuerpo.",
    fix_en: "Send a new key for a new invoice; repeat the very same body to repeat a request.",
    fix_es: "Usá una clave nueva para una factura nueva; para repetir un pedido, repetí el mismo cuerpo.",
  },
  body_too_large: {
    type: "invalid_request_error",
    status: 413,
    retryable: false,
    en: "The body is larger than 1 MiB, or has more than 50,000 values; a batch may have 8 MiB and 400,000.",
    es: "El cuerpo supera 1 MiB, o tiene más de 50.000 valores; un lote admite 8 MiB y 400.000.",
    fix_en: "Send fewer items, or shorter texts.",
    fix_es: "Enviá menos ítems, o textos más cortos.",
  },
  unsupported_media_type: {
    type: "invalid_request_error",
    status: 415,
    retryable: false,
    en: "The body is not declared as JSON.",
    es: "El cuerpo no está declarado como JSON.",
    fix_en: "Send `Content-Type: application/json`.",
    fix_es: "Enviá `Content-Type: application/json`.",
  },
  invalid_request: {
    type: "invalid_request_error",
    status: 422,
    retryable: false,
    en: "Some fields are not valid.",
    es: "Hay campos que no son válidos.",
    fix_en: "`errors` names each field and what is wrong with it.",
    fix_es: "`errors` nombra cada campo y dice qué tiene de malo.",
  },
  invalid_invoice: {
    type: "invalid_request_error",
    status: 422,
    retryable: false,
    en: "ARCA would refuse this invoice. Nothing was sent, and nothing was stored.",
    es: "ARCA rechazaría este comprobante. No se envió ni se guardó nada.",
    fix_en: "`errors` names each rule with ARCA's code in `arca_code`.",
    fix_es: "`errors` nombra cada regla, con el código de ARCA en `arca_code`.",
  },
  rejected_by_arca: {
    type: "arca_error",
    status: 422,
    retryable: false,
    en: "ARCA refused the invoice. Its number stays free for the next one.",
    es: "ARCA rechazó el comprobante. Su número queda libre para el próximo.",
    fix_en: "`arca` holds ARCA's own codes and texts. Correct the invoice and send it as a new one.",
    fix_es: "`arca` tiene los códigos y textos de ARCA. Corregí el comprobante y envialo como uno nuevo.",
  },
  backpressure: {
    type: "rate_limit_error",
    status: 429,
    retryable: true,
    en: "This point of sale and type has more invoices waiting for ARCA than it should. This one was not accepted.",
    es: "Este punto de venta y tipo tiene demasiados comprobantes esperando a ARCA. Éste no se aceptó.",
    fix_en: "Repeat the request, with the same Idempotency-Key, after the time in Retry-After.",
    fix_es: "Repetí el pedido, con la misma Idempotency-Key, después del tiempo que indica Retry-After.",
  },
  internal: {
    type: "api_error",
    status: 500,
    retryable: true,
    en: "Something failed on our side.",
    es: "Algo falló de nuestro lado.",
    fix_en: "Repeat the request with the same Idempotency-Key; if it persists, report `request_id`.",
    fix_es: "Repetí el pedido con la misma Idempotency-Key; si sigue, informá el `request_id`.",
  },
  unavailable: {
    type: "api_error",
    status: 503,
    retryable: true,
    en: "The service cannot answer just now.",
    es: "El servicio no puede responder en este momento.",
    fix_en: "Repeat the request, with the same Idempotency-Key, after the time in Retry-After.",
    fix_es: "Repetí el pedido, con la misma Idempotency-Key, después del tiempo que indica Retry-After.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "rate_limit_error"
  | "arca_error"
  | "api_error";

interface ErrorEntry {
  readonly type: ErrorType;
  readonly status: number;
  readonly retryable: boolean;
  readonly en: string;
  readonly es: string;
  readonly fix_en: string;
  readonly fix_es: string;
}

export type ErrorCode = keyof typeof ERRORS;

/**
 * One thing wrong. `param` is a path into the request (`items[0].iva_rate`), null where no field is to blame; `arca_code` is
 * ARCA's own number.
 */
export interface Problem {
  readonly param: string | null;
  readonly code: string;
  readonly arca_code?: number;
  readonly message: string;
  readonly message_es: string;
  /** What would repair the request's body, where it can be computed. */
  readonly fix?: readonly PatchOperation[];
}

/** One step of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: PatchValue }
  | { readonly op: "remove"; readonly path: string };

type PatchValue = string | number | boolean;

interface ErrorDetails {
  readonly param?: string;
  readonly problems?: readonly Problem[];
  readonly arca?: readonly Problem[];
  /** Seconds for Retry-After. */
  readonly retryAfter?: number;
  /** The request id to show, where an answer of earlier is repeated. */
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** An error meant for the caller. Anything else that is thrown becomes `internal`, with a constant text. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(ERRORS[code].en, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** Reads the code by shape, not by class: prototypes do not survive a call between Workers or Durable Objects. */
export function errorCode(error: unknown): ErrorCode {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : "internal";
}
