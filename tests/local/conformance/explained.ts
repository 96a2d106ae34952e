/** Exchanges that the sandbox answers otherwise than ARCA did, and why it does. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  "test_wsfev1.test_main_parametros.8.FEParamGetPtosVenta":
    "in the sandbox every point of sale exists, and its kind is written as ARCA does in 2026",
  "test_wsfexv1.test_main_params.0.FEXGetPARAM_Incoterms": "ARCA ended this list with empty rows (xsi:nil)",
  "test_wsfexv1.test_main_params.5.FEXGetPARAM_UMed": "so did it with this one",
  "test_wsfexv1.test_main_params.7.FEXGetPARAM_DST_CUIT": "ARCA's text was broken by its encoding; here it reads as it was meant",
};

/** Exchanges whose books were not those of the conversation around them. */
export const REPLAYED_ALONE: Readonly<Record<string, string>> = {
  "test_wsfev1.test_main_prueba_get.1.FECompConsultar":
    "ARCA had forgotten a comprobante that its count still knew of; replayed with books that never had it",
};
