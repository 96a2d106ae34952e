import type { ArcaMessage } from "../../arca/wsfe/detail.ts";

/**
 * What WSFEXv1 refuses. Codes and texts of 1020, 1667 and 2053 are ARCA's, and the codes of 1500, 1510, 1535 and 1610; for the
 * rest the sandbox has codes of its own choice within ARCA's ranges, since ARCA's were not to be had.
 */
export const EXPORT_MESSAGES = {
  notFound: { code: 1020, message: "Comprobante inexistente" },
  badId: { code: 1014, message: "Campo Id debe ser un valor numerico mayor a 0 y de hasta 15 digitos." },
  badDate: { code: 1500, message: "Campo Fecha_cbte debe estar comprendido en el rango N-5 y N+5 siendo N la fecha de envio." },
  badType: { code: 1505, message: "Campo Cbte_Tipo no es valido. Ver metodo FEXGetPARAM_Cbte_Tipo." },
  badPointOfSale: { code: 1510, message: "Campo Punto_vta no es valido. Ver metodo FEXGetPARAM_PtoVenta." },
  notNext: {
    code: 1535,
    message: "El numero o fecha del comprobante no se corresponde con el proximo a autorizar. Ver metodo FEXGetLast_CMP.",
  },
  badKind: { code: 1540, message: "Campo Tipo_expo no es valido. Ver metodo FEXGetPARAM_Tipo_Expo." },
  badPermitFlag: {
    code: 1545,
    message: "Campo Permiso_existente debe ser S o N para exportacion de bienes, y no informarse en otro caso.",
  },
  noPermits: { code: 1550, message: "Si Permiso_existente es S debe informar Permisos." },
  badCountry: { code: 1560, message: "Campo Dst_cmp no es valido. Ver metodo FEXGetPARAM_DST_pais." },
  noCustomer: { code: 1570, message: "Campo Cliente es obligatorio." },
  noAddress: { code: 1575, message: "Campo Domicilio_cliente es obligatorio." },
  noTaxId: { code: 1580, message: "Debe informar Cuit_pais_cliente o Id_impositivo." },
  badCurrency: { code: 1600, message: "Campo Moneda_Id no es valido. Ver metodo FEXGetPARAM_MON." },
  badRate: { code: 1605, message: "Campo Moneda_ctz debe ser mayor a 0, e igual a 1 para pesos." },
  badTotal: { code: 1610, message: "Campo Imp_total debe ser igual a la suma de Pro_total_item." },
  badLanguage: { code: 1620, message: "Campo Idioma_cbte no es valido. Ver metodo FEXGetPARAM_Idiomas." },
  noItems: { code: 1630, message: "Debe informar al menos un Item." },
  badItem: {
    code: 1640,
    message: "Item: Pro_ds es obligatorio y Pro_total_item debe ser Pro_qty por Pro_precio_uni menos Pro_bonificacion.",
  },
  badIncoterm: {
    code: 1650,
    message: "Campo Incoterms no es valido, o falta para exportacion de bienes. Ver metodo FEXGetPARAM_Incoterms.",
  },
  noAssociated: { code: 1660, message: "Las notas de debito y de credito deben informar Cmps_asoc." },
  noPayment: { code: 1665, message: "Campo Forma_pago es obligatorio para facturas." },
  rateOutOfBand: {
    code: 1667,
    message:
      "El tipo de cambio no podrá ser inferior al 20% ni superior en un 100% del que suministra AFIP como orientativo de acuerdo a la cotización oficial. Ver Metodo FEXGetPARAM_Ctz.",
  },
} as const satisfies Record<string, ArcaMessage>;

/** 2053: of services the rate is the official one, of the business day before. `date` is `dd/mm/yyyy`. */
export const wrongServiceRate = (date: string, rate: string): ArcaMessage => ({
  code: 2053,
  message: `Cotizacion informada no valida. (FechaCot utilizada: ${date} - CotAduana: ${rate} para este caso)`,
});
