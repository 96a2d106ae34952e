/** Source: WSCDC, homologation, 2021. A row a line: code, text. */
export const VERIFIABLE_TYPES = `
1|Factura A
2|Nota de Débito A
3|Nota de Crédito A
4|Recibo A
5|Nota de Venta al Contado A
6|Factura B
7|Nota de Débito B
8|Nota de Crédito B
9|Recibo B
10|Nota de Venta al Contado B
11|Factura C
12|Nota de Débito C
13|Nota de Crédito C
15|Recibo C
19|Factura de Exportación
20|Nota Déb. P/Operac. con el Exterior
21|Nota Créd. P/Operac. con el Exterior
22|Fac. Perm. Export. Simp. - Dto.855/97
30|Cbtes. Compra de Bienes Usados
31|Mandato/Consignación
32|Comprobantes de Compra de Materiales a Reciclar Provenientes
34|Cbtes. A del Anexo I, Apartado A,Inc.F),R.G.Nro. 1415
35|Cbtes. B del Anexo I, Apartado A, Inc. F), R.G. Nro. 1415
37|Nota Déb/Doc. Equiv. que Cumplan con la R.G. Nro. 1415
38|Nota Créd/Doc. Equiv. que Cumplan con la R.G. Nro. 1415
39|Otros Comprobantes A que Cumplan con la R.G. Nro. 1415
40|Otros Comprobantes B que Cumplan con la R.G. Nro. 1415
51|Factura M
52|Nota de Débito M
53|Nota de Crédito M
54|Recibo M
55|Nota de Venta al Contado M
56|Comprobantes M del Anexo I, Apartado A, Inc. F) R.G. Nro.1415
57|Otros Comprobantes M que Cumplan con la R.G. Nro. 1415
58|Cuenta de Venta Y Líquido Producto M
59|Liquidación M
60|Cta. de Vta. Y Líquido Prod. A
61|Cta. de Vta. Y Líquido Prod. B
63|Liquidación A
64|Liquidación B
70|Recibo de Factura de Crédito R
91|Remito R
49|Comprobante de Compra de Bienes Usados
27|Liquidación Única Comercial Impositiva Clase A
28|Liquidación Única Comercial Impositiva Clase B
43|Nota de Crédito Liquidación Única Comercial Impositiva Clase B
45|Nota de Débito Liquidación Única Comercial Impositiva Clase A
46|Nota de Débito Liquidación Única Comercial Impositiva Clase B
48|Nota de Crédito Liquidación Única Comercial Impositiva Clase A
201|Factura de Crédito (FCE) A
202|Nota de Débito (FCE) A
203|Nota de Crédito (FCE) A
206|Factura de Crédito (FCE) B
207|Nota de Débito (FCE) B
208|Nota de Crédito (FCE) B
211|Factura de Crédito (FCE) C
212|Nota de Débito (FCE) C
213|Nota de Crédito (FCE) C`;

export const VERIFIABLE_MODES = `
CAE|Comprobantes - CAE
CAEA|Comprobantes - CAEA
CAI|Comprobantes - CAI`;
