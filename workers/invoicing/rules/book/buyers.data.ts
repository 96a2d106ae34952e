import { registerRejects, rejects, rowsOf } from "./row.ts";

const LIST = ["Compradores"] as const;
const TYPE = ["Compradores.DocTipo"] as const;
const NUMBER = ["Compradores.DocNro"] as const;
const SHARE = ["Compradores.Porcentaje"] as const;

/** FECAESolicitar: several buyers of one thing. */
export const BUYER_ROWS = rowsOf("FECAESolicitar", [
  rejects(
    10133,
    LIST,
    "Si envia compradores, comprador es obligatorio y no debe ser vacio.",
    "La lista de compradores está vacía.",
    "The list of buyers is empty.",
  ),
  rejects(
    10134,
    ["Compradores", "CbteTipo"],
    "La estructura compradores se encuentra habilitada para comprobantes tipo A, B o C.",
    "Este tipo de comprobante no lleva compradores.",
    "This type of comprobante takes no buyers.",
  ),
  rejects(
    10135,
    TYPE,
    "Si envia compradores, el tipo de documento del comprador es obligatorio informarlo.",
    "Falta el tipo de documento del comprador.",
    "The buyer's type of document is missing.",
  ),
  rejects(
    10136,
    ["DocTipo", "Compradores"],
    "Solo informar compradores cuando el tipo de documento del receptor del comprobante es 80, 86, 87.",
    "Con varios compradores, el cliente se identifica con CUIT, CUIL o CDI.",
    "With several buyers, the customer is identified by CUIT, CUIL or CDI.",
  ),
  rejects(
    10137,
    TYPE,
    "Los tipos de documentos habilitados para el comprador son 80, 86, 87.",
    "Un comprador se identifica con CUIT, CUIL o CDI.",
    "A buyer is identified by CUIT, CUIL or CDI.",
  ),
  rejects(
    10138,
    NUMBER,
    "Si envia compradores, el numero de documento del comprador es obligatorio informarlo.",
    "Falta el número de documento del comprador.",
    "The number of the buyer's document is missing.",
  ),
  rejects(
    10139,
    NUMBER,
    "Si envia compradores, el numero de documento debe ser numerico de 11 caracteres.",
    "El documento del comprador lleva 11 dígitos.",
    "The buyer's document has 11 digits.",
  ),
  rejects(
    10140,
    NUMBER,
    "El numero de documento del comprador no puede ser igual al del emisor del comprobante.",
    "El emisor no puede ser comprador.",
    "The issuer cannot be a buyer.",
  ),
  rejects(
    10141,
    NUMBER,
    "Si envia compradores, los mismos no pueden repetirse en la lista.",
    "Ese comprador está repetido.",
    "That buyer is given twice.",
  ),
  rejects(
    10142,
    SHARE,
    "Si envia compradores, el porcentaje de titularidad del comprador es obligatorio informarlo.",
    "Falta el porcentaje del comprador.",
    "The buyer's percentage is missing.",
  ),
  rejects(
    10143,
    SHARE,
    "El porcentaje de titularidad debe ser un valor numerico de 2 enteros y 2 decimales, mayor a cero.",
    "El porcentaje del comprador lleva hasta 2 enteros y 2 decimales.",
    "The buyer's percentage has at most 2 integer and 2 decimal digits.",
  ),
  rejects(
    10144,
    SHARE,
    "Si envia compradores, el porcentaje de titularidad debe ser mayor a cero.",
    "El porcentaje del comprador es mayor que cero.",
    "The buyer's percentage is above zero.",
  ),
  rejects(
    10145,
    LIST,
    "Si envia compradores, deben ser al menos 2. Uno de los dos debe ser el receptor del comprobante.",
    "Los compradores son al menos dos, y uno de ellos es el cliente.",
    "There are at least two buyers, and one of them is the customer.",
  ),
  rejects(
    10146,
    ["Compradores", "DocTipo", "DocNro"],
    "El comprador de mayor porcentaje de titularidad debe coincidir con el receptor del comprobante.",
    "El cliente es el comprador de mayor porcentaje.",
    "The customer is the buyer with the largest percentage.",
  ),
  rejects(
    10147,
    SHARE,
    "La sumatoria de todos los porcentajes de titularidad debe ser del 100%.",
    "Los porcentajes de los compradores suman 100.",
    "The buyers' percentages add up to 100.",
  ),
  registerRejects(
    10148,
    NUMBER,
    "Los compradores deben encontrarse registrados en el padron de ARCA, en condicion activa.",
    "Ese comprador no está activo en el padrón de ARCA.",
    "That buyer is not active in ARCA's register.",
  ),
  registerRejects(
    10149,
    NUMBER,
    "El receptor o al menos uno de los compradores deben encontrarse registrados de forma activa en IVA o Monotributo.",
    "En letra A, al menos un comprador debe estar activo en IVA o monotributo.",
    "On letter A, at least one buyer is active in IVA or the monotributo.",
  ),
  rejects(
    10150,
    ["Concepto", "Compradores"],
    "Solo enviar compradores cuando el concepto es 1 - PRODUCTO.",
    "Varios compradores sólo pueden comprar productos.",
    "Several buyers can buy products alone.",
  ),
]);
