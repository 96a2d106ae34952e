import { refusesRequest, rowsOf, wording } from "./row.ts";

/** FECAESolicitar, `Auth` and `FeCabReq`: what refuses a whole request. */
export const HEADER_ROWS = rowsOf("FECAESolicitar", [
  refusesRequest(
    10000,
    ["Cuit", "CbteTipo"],
    "01: LA CUIT INFORMADA NO CORRESPONDE A UN RESPONSABLE INSCRIPTO EN EL IMPUESTO IVA",
    "El emisor no es responsable inscripto: no puede emitir esa letra.",
    "The issuer is not responsable inscripto: it cannot give that letter.",
    {
      wordings: [
        wording(
          "02: LA CUIT INFORMADA NO SE ENCUENTRA AUTORIZADA A EMITIR COMPROBANTES ELECTRONICOS ORIGINALES",
          "El emisor no está autorizado a emitir comprobantes electrónicos.",
          "The issuer is not authorized to issue electronic comprobantes.",
        ),
        wording(
          "05: EL CUIT INFORMADO COMO EMISOR NO SE ENCUENTRA REGISTRADO DE FORMA ACTIVA EN LAS BASES DE LA ADMINISTRACION",
          "La CUIT del emisor no está activa.",
          "The issuer's CUIT is not active.",
        ),
        wording(
          "08: NO AUTORIZADO A EMITIR COMPROBANTES - LA CUIT INFORMADA NO CORRESPONDE A UN EXENTO EN IVA O MONOTRIBUTISTA",
          "Un responsable inscripto no emite letra C.",
          "A responsable inscripto does not issue letter C.",
        ),
        wording(
          "09: LA CUIT INFORMADA DEBE EMITIR COMPROBANTES CLASE A CON LEYENDA OPERACION SUJETA A RETENCION",
          "Este emisor sólo puede emitir letra A con la leyenda «Operación sujeta a retención».",
          "This issuer may give letter A only with the legend on withholding.",
        ),
        wording(
          "10: LA CUIT INFORMADA NO SE ENCUENTRA REGISTRADA COMO PYME SEGUN EL REGIMEN FCE",
          "El emisor no figura como MiPyME en el régimen de Factura de Crédito Electrónica.",
          "The issuer is not a MiPyME under the régimen of Facturas de Crédito.",
        ),
        wording(
          "11: LA CUIT INFORMADA NO TIENE ACTIVO EL DOMICILIO FISCAL ELECTRONICO",
          "El emisor no tiene domicilio fiscal electrónico.",
          "The issuer has no domicilio fiscal electrónico.",
        ),
      ],
    },
  ),
  refusesRequest(
    10001,
    ["CantReg"],
    "Campo CantReg debe estar comprendido entre 1 y 9998.",
    "La cantidad de registros va de 1 a 9998.",
    "The number of records lies between 1 and 9998.",
  ),
  refusesRequest(
    10002,
    ["CantReg"],
    "Campo CantReg debe ser igual a lo informado en detalle. Informado: {stated}, Enviado:{sent}",
    "La cabecera anuncia {stated} registros y llegaron {sent}.",
    "The header announces {stated} records and {sent} came.",
  ),
  refusesRequest(
    10003,
    ["CantReg"],
    "La cantidad de registros en detalle debe ser menor o igual a {limit}. Consultar metodo FECompTotXRequest.",
    "Un pedido lleva hasta {limit} comprobantes de este tipo.",
    "A request takes at most {limit} comprobantes of this type.",
  ),
  refusesRequest(
    10004,
    ["PtoVta"],
    "Campo PtoVta debe estar comprendido entre 1 y 99998.",
    "El punto de venta va de 1 a 99998.",
    "The point of sale lies between 1 and 99998.",
  ),
  refusesRequest(
    10005,
    ["PtoVta"],
    "El punto de venta informado debe estar dado de alta y ser del tipo RECE.",
    "Ese punto de venta no está dado de alta para web services (RECE).",
    "That point of sale is not registered for web services (RECE).",
    { note: "FEParamGetPtosVenta" },
  ),
  refusesRequest(
    10006,
    ["CbteTipo"],
    "Campo CbteTipo debe ser un valor numerico mayor a 0.",
    "Falta el tipo de comprobante.",
    "The type of comprobante is missing.",
  ),
  refusesRequest(
    10007,
    ["CbteTipo"],
    "Campo CbteTipo no es un tipo de comprobante habilitado. Consultar metodo FEParamGetTiposCbte.",
    "Ese tipo de comprobante no existe en este servicio.",
    "This service has no such type of comprobante.",
  ),
]);
