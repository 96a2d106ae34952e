import { rejects, rowsOf } from "./row.ts";

const VALUE = ["Opcionales.Valor"] as const;

/** FECAESolicitar: type 49, purchase of used goods from a consumidor final (RG 3411). */
export const USED_GOODS_ROWS = rowsOf("FECAESolicitar", [
  rejects(
    10076,
    ["Opcionales"],
    "Si el comprobante es tipo 49 - Bienes Usados, es obligatorio informar opcionales. Ver metodo FEParamGetTiposOpcional.",
    "Faltan los datos del vendedor del bien usado (used_goods).",
    "The data of the seller of the used goods are missing (used_goods).",
  ),
  rejects(
    10077,
    VALUE,
    "Si informa Id = 91 el valor no puede ser blanco y debe ser alfanumerico de 100 caracteres como maximo.",
    "El nombre del vendedor lleva hasta 100 caracteres.",
    "The seller's name takes at most 100 characters.",
  ),
  rejects(
    10078,
    ["Opcionales.Id"],
    "Si el comprobante es tipo 49 - Bienes Usados es obligatorio informar el Nombre y Apellido mediante el ID = 91.",
    "Falta el nombre del vendedor.",
    "The seller's name is missing.",
  ),
  rejects(
    10079,
    VALUE,
    "Si informa Id = 92 el valor debe ser numerico de 3 posiciones.",
    "La nacionalidad del vendedor es el código de país de ARCA: 3 dígitos.",
    "The seller's nationality is ARCA's code of the country: 3 digits.",
  ),
  rejects(
    10080,
    VALUE,
    "Si informa Id = 92, el valor debe corresponder a un codigo de pais valido. Ver metodo FEParamGetTiposPaises.",
    "No existe ese país.",
    "There is no such country.",
  ),
  rejects(
    10081,
    ["Opcionales.Id"],
    "Si el comprobante es tipo 49 - Bienes Usados, los valores posibles para el id son 91, 92, 93.",
    "Una compra de bienes usados lleva sólo los opcionales 91, 92 y 93.",
    "A purchase of used goods takes optionals 91, 92 and 93 alone.",
  ),
  rejects(
    10082,
    ["Opcionales.Id", "DocTipo"],
    "Si DocTipo es 30, 91 o 94 se debe informar el id 92 con el pais del vendedor. Si DocTipo es distinto no debe informarse.",
    "La nacionalidad del vendedor va con documento extranjero (30, 91, 94), y sólo con él.",
    "The seller's nationality goes with a foreign document (30, 91, 94), and with that alone.",
  ),
  rejects(
    10083,
    VALUE,
    "Si informa Id = 93, el valor no puede ser blanco y debe ser alfanumerico de 250 caracteres como maximo.",
    "El domicilio del vendedor lleva hasta 250 caracteres.",
    "The seller's address takes at most 250 characters.",
  ),
  rejects(
    10084,
    ["Opcionales.Id"],
    "Si el comprobante es tipo 49 - Bienes Usados es obligatorio informar el Domicilio del vendedor mediante el ID = 93.",
    "Falta el domicilio del vendedor.",
    "The seller's address is missing.",
  ),
  rejects(
    10085,
    ["Concepto"],
    "Para comprobantes tipo 49 - Bienes usados, solo informar 1 - Productos.",
    "Los bienes usados son productos.",
    "Used goods are products.",
  ),
]);
