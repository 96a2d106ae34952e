/**
 * Every kind of event. An event is a row that is written with the change it tells of, and never changes; its id is made where the
 * change happened, so that it is told once. The API's document reads this table.
 */
export const EVENTS = {
  "invoice.created": { en: "An invoice was accepted.", es: "Se aceptó un comprobante." },
  "invoice.approved": { en: "ARCA authorized it: it has its number and its CAE.", es: "ARCA lo autorizó: tiene su número y su CAE." },
  "invoice.failed": {
    en: "ARCA refused it, or takes its date no longer: it has no number.",
    es: "ARCA lo rechazó, o ya no acepta su fecha: no tiene número.",
  },
  "invoice.in_doubt": {
    en: "ARCA's answer was lost: we are finding out what became of its number.",
    es: "La respuesta de ARCA se perdió: estamos averiguando qué fue de su número.",
  },
  "invoice.requeued": {
    en: "The number it was sent with is not its own: it waits for another.",
    es: "El número con que se envió no es suyo: espera otro.",
  },
  "invoice.redated": { en: "It was dated anew, as it allows.", es: "Se le puso otra fecha, como permite." },
  "invoice.needs_attention": {
    en: "ARCA holds its number, and whether for it only a person can say: POST /v1/invoices/{id}/resolve.",
    es: "ARCA tiene su número, y sólo una persona puede decir si es suyo: POST /v1/invoices/{id}/resolve.",
  },
  "invoice.cancelled": { en: "It was cancelled before it had a number.", es: "Se canceló antes de tener número." },
  "lane.foreign_comprobante": {
    en: "Another system issues on the same point of sale and type.",
    es: "Otro sistema emite con el mismo punto de venta y tipo.",
  },
  "lane.gap": {
    en: "ARCA holds numbers of this point of sale and type that we do not.",
    es: "ARCA tiene números de ese punto de venta y tipo que nosotros no.",
  },
  "lane.books_went_back": {
    en: "ARCA's last number is below one that it had authorized: the point of sale and type is stopped.",
    es: "El último número de ARCA es menor que uno que ya había autorizado: el punto de venta y tipo está detenido.",
  },
  "ledger.mismatch": {
    en: "A comprobante at ARCA is not the one in our records.",
    es: "Un comprobante en ARCA no es el de nuestros registros.",
  },
  "certificate.expiring": {
    en: "A certificate that is in use ends in 60, 30 or 7 days, or in one.",
    es: "Un certificado en uso vence en 60, 30 o 7 días, o en uno.",
  },
  "api_key.leaked": {
    en: "An API key was found where anyone can read it, and has been revoked.",
    es: "Una clave de API apareció a la vista de todos, y se revocó.",
  },
} as const satisfies Record<string, { en: string; es: string }>;

export type EventType = keyof typeof EVENTS;

export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];
