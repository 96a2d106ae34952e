import { addDays, fromArcaDate, isCalendarDate, type IsoDate } from "../../../shared/dates.ts";
import type { Rule, Subject } from "./rule.ts";

const PRODUCTS = 1;

/** Days around the day of processing within which a comprobante may be dated (10016). */
export const windowDays = (Concepto: number): number => (Concepto === PRODUCTS ? 5 : 10);

const dateOf = (text: string | undefined): IsoDate | undefined => (text ? fromArcaDate(text) : undefined);
const services = ({ detail }: Subject): boolean => detail.Concepto !== PRODUCTS;

function inWindow(subject: Subject): boolean {
  const { detail, today } = subject;
  const date = fromArcaDate(detail.CbteFch);
  const days = windowDays(detail.Concepto);
  if (!isCalendarDate(date) || date < addDays(today, -days) || date > addDays(today, days)) return false;
  return services(subject) || date <= today || date.slice(0, 7) === today.slice(0, 7);
}

type ServiceDate = "FchServDesde" | "FchServHasta" | "FchVtoPago";

/** 10031, 10033, 10035: each of the three dates is required as soon as one of the others is given. */
function withOthers(code: number, field: ServiceDate, others: readonly ServiceDate[], name: string): Rule {
  return {
    code,
    rejects: true,
    fields: [field],
    appliesTo: ({ detail }) => others.some((other) => detail[other]),
    holds: ({ detail }) => Boolean(detail[field]),
    wire: `El campo ${field} es obligatorio si se informa ${others.join(" y/o ")}.`,
    en: `${name} is required when one of the other service dates is given.`,
    es: `${name} es obligatorio si se informa otra de las fechas del servicio.`,
  };
}

const SERVICE_DATES: readonly ServiceDate[] = ["FchServDesde", "FchServHasta", "FchVtoPago"];

export const DATE_RULES: readonly Rule[] = [
  {
    code: 10016,
    rejects: true,
    fields: ["CbteFch"],
    appliesTo: (subject) => !services(subject),
    holds: inWindow,
    wire: "Campo CbteFch Debe estar comprendido  en el  rango  N-5 y N+5 siendo N la fecha de envio del pedido  de autorizacion para 1 - Productos",
    en: "Products are dated from 5 days before today to 5 days after it, and not after this month.",
    es: "Los productos se fechan desde 5 días antes hasta 5 días después de hoy, sin pasar de este mes.",
  },
  {
    code: 10016,
    rejects: true,
    fields: ["CbteFch"],
    appliesTo: services,
    holds: inWindow,
    wire: "Campo CbteFch Debe estar comprendido  en el  rango  N-10 y N+10 siendo N la fecha de envio del pedido  de autorizacion para 2 - Servicios y 3 - Productos y Servicios",
    en: "Services are dated from 10 days before today to 10 days after it.",
    es: "Los servicios se fechan desde 10 días antes hasta 10 días después de hoy.",
  },
  withOthers(10031, "FchServDesde", ["FchServHasta", "FchVtoPago"], "service_from"),
  withOthers(10033, "FchServHasta", ["FchServDesde", "FchVtoPago"], "service_to"),
  withOthers(10035, "FchVtoPago", ["FchServDesde", "FchServHasta"], "payment_due_on"),
  {
    code: 10032,
    rejects: true,
    fields: ["FchServDesde", "FchServHasta"],
    appliesTo: ({ detail }) => Boolean(detail.FchServDesde && detail.FchServHasta),
    holds: ({ detail }) => (detail.FchServDesde ?? "") <= (detail.FchServHasta ?? ""),
    wire: "El campo FchServDesde no puede ser posterior al campo FchServHasta.",
    en: "The service begins after its end.",
    es: "El servicio empieza después de terminar.",
  },
  {
    code: 10036,
    rejects: true,
    fields: ["FchVtoPago"],
    appliesTo: ({ detail }) => Boolean(detail.FchVtoPago),
    holds: ({ detail }) => (detail.FchVtoPago ?? "") >= detail.CbteFch,
    wire: "El campo FchVtoPago no puede ser anterior a la fecha del comprobante.",
    en: "Payment cannot be due before the date of the invoice.",
    es: "El vencimiento del pago no puede ser anterior a la fecha del comprobante.",
  },
  {
    code: 10049,
    rejects: true,
    fields: SERVICE_DATES,
    appliesTo: (subject) => services(subject) || SERVICE_DATES.some((field) => subject.detail[field]),
    holds: (subject) =>
      SERVICE_DATES.every((field) => {
        const date = dateOf(subject.detail[field]);
        return date === undefined ? !services(subject) : isCalendarDate(date);
      }),
    wire: "Los campos FchServDesde, FchServHasta y FchVtoPago son obligatorios si Concepto es 2 o 3, con formato yyyymmdd.",
    en: "Services need service_from, service_to and payment_due_on.",
    es: "Los servicios necesitan service_from, service_to y payment_due_on.",
  },
];
