import { rejects, rowsOf } from "./row.ts";

const missing = (field: string, others: string): string => `El campo ${field} es obligatorio si se informa ${others}.`;

/** FECAESolicitar: dates of a service, and the period that a nota refers to. */
export const DATE_ROWS = rowsOf("FECAESolicitar", [
  rejects(
    10031,
    ["FchServDesde"],
    missing("FchServDesde", "FchServHasta y/o FchVtoPago"),
    "service_from es obligatorio si se informa otra de las fechas del servicio.",
    "service_from is required when one of the other service dates is given.",
  ),
  rejects(
    10032,
    ["FchServDesde", "FchServHasta"],
    "El campo FchServDesde no puede ser posterior al campo FchServHasta.",
    "El servicio empieza después de terminar.",
    "The service begins after its end.",
  ),
  rejects(
    10033,
    ["FchServHasta"],
    missing("FchServHasta", "FchServDesde y/o FchVtoPago"),
    "service_to es obligatorio si se informa otra de las fechas del servicio.",
    "service_to is required when one of the other service dates is given.",
  ),
  rejects(
    10035,
    ["FchVtoPago"],
    missing("FchVtoPago", "FchServDesde y/o FchServHasta"),
    "payment_due_on es obligatorio si se informa otra de las fechas del servicio.",
    "payment_due_on is required when one of the other service dates is given.",
  ),
  rejects(
    10036,
    ["FchVtoPago"],
    "El campo FchVtoPago no puede ser anterior a la fecha del comprobante.",
    "El vencimiento del pago no puede ser anterior a la fecha del comprobante.",
    "Payment cannot be due before the date of the invoice.",
  ),
  rejects(
    10049,
    ["FchServDesde", "FchServHasta", "FchVtoPago"],
    "Los campos FchServDesde, FchServHasta y FchVtoPago son obligatorios si Concepto es 2 o 3, con formato yyyymmdd.",
    "Los servicios necesitan service_from, service_to y payment_due_on, y cada fecha debe existir.",
    "Services need service_from, service_to and payment_due_on, and each date must exist.",
  ),
  rejects(
    10196,
    ["PeriodoAsoc"],
    "Para comprobantes MiPyMEs (FCE) no se encuentra habilitado informar PeriodoAsoc.",
    "Una Factura de Crédito y sus notas no llevan período asociado.",
    "A Factura de Crédito and its notas take no associated period.",
  ),
  rejects(
    10197,
    ["CbtesAsoc", "PeriodoAsoc"],
    "Si el comprobante es Debito o Credito, debe informarse PeriodoAsoc o al menos un comprobante asociado.",
    "Una nota dice a qué comprobantes se refiere, o a qué período.",
    "A nota says which comprobantes it refers to, or which period.",
  ),
  rejects(
    10198,
    ["PeriodoAsoc"],
    "Si el comprobante es Factura no se debe informar PeriodoAsoc.",
    "Una factura no lleva período asociado.",
    "A factura takes no associated period.",
  ),
  rejects(
    10199,
    ["PeriodoAsoc.FchDesde"],
    "Si envia estructura PeriodoAsoc es obligatorio enviar FchDesde.",
    "Falta el comienzo del período asociado.",
    "The associated period has no beginning.",
  ),
  rejects(
    10203,
    ["PeriodoAsoc.FchHasta"],
    "Si envia estructura PeriodoAsoc es obligatorio enviar FchHasta.",
    "Falta el final del período asociado.",
    "The associated period has no end.",
  ),
  rejects(
    10204,
    ["PeriodoAsoc.FchDesde"],
    "El campo PeriodoAsoc.FchDesde debe corresponder a una fecha valida con formato YYYYMMDD.",
    "El comienzo del período asociado no es un día del calendario.",
    "The associated period begins on no day of the calendar.",
  ),
  rejects(
    10205,
    ["PeriodoAsoc.FchHasta"],
    "El campo PeriodoAsoc.FchHasta debe corresponder a una fecha valida con formato YYYYMMDD.",
    "El final del período asociado no es un día del calendario.",
    "The associated period ends on no day of the calendar.",
  ),
  rejects(
    10206,
    ["PeriodoAsoc.FchDesde"],
    "Las fechas informadas en PeriodoAsoc deben ser superiores a 01/01/2006.",
    "El período asociado es posterior al 1/1/2006.",
    "The associated period lies after 2006-01-01.",
  ),
  rejects(
    10207,
    ["PeriodoAsoc.FchHasta"],
    "PeriodoAsoc.FchHasta debe ser superior o igual a FchDesde.",
    "El período asociado termina antes de empezar.",
    "The associated period ends before it begins.",
  ),
  rejects(
    10208,
    ["PeriodoAsoc.FchHasta"],
    "PeriodoAsoc.FchHasta debe ser anterior o igual a la fecha de emision del comprobante.",
    "El período asociado no pasa de la fecha del comprobante.",
    "The associated period ends by the date of the nota.",
  ),
]);
