import { describe, expect, test } from "vitest";
import { openConstancia, openWscdc, openWsfe, openWsfex } from "../../workers/arca/index.ts";
import { TYPE_TABLES } from "../../workers/arca/wsfe/parameters.ts";
import { all, number, numbers, outcome, recorded, type Recording, recordings, replaying, text } from "./support/recordings.ts";

/** How many rows a table brought, or what ARCA had to say. */
const rows = (call: Promise<readonly unknown[]>) => outcome(call.then(({ length }) => length));
const ascending = (a: number, b: number): number => a - b;
/** ARCA's codes, but for 0: all is well. */
const codes = (recording: Recording, name: string): number[] => numbers(recording.response, name).filter((code) => code !== 0);
const lane = ({ request }: Recording) => ({ PtoVta: number(request, "PtoVta"), CbteTipo: number(request, "CbteTipo") });

type Check = (recording: Recording) => Promise<void>;
const caeaPeriod = ({ request }: Recording) => ({ period: number(request, "Periodo"), order: number(request, "Orden") as 1 | 2 });

const WSFE: Record<string, Check> = {
  ...Object.fromEntries(
    TYPE_TABLES.map((table) => [
      table,
      async (recording: Recording) => {
        expect(await rows(openWsfe(replaying(recording)).table(table))).toBe(all(recording.response, "Desc").length);
      },
    ]),
  ),
  FECompTotXRequest: async (recording) => expect(await openWsfe(replaying(recording)).recordsPerRequest()).toBe(250),
  FEParamGetPtosVenta: async (recording) => {
    const points = openWsfe(replaying(recording)).pointsOfSale();
    const expected = [...codes(recording, "Code"), ...numbers(recording.response, "Nro")];
    expect(await outcome(points.then((found) => found.map((point) => point.number)))).toEqual(expected);
  },
  FEParamGetCotizacion: async (recording) => {
    const rate = await openWsfe(replaying(recording)).exchangeRate("DOL");
    expect(rate?.rate).toBe(text(recording.response, "MonCotiz"));
  },
  FECAEASolicitar: async (recording) => {
    const caea = await outcome(openWsfe(replaying(recording)).requestCaea(caeaPeriod(recording)));
    const errors = codes(recording, "Code");
    if (errors.length > 0) expect(caea).toEqual(errors);
    else expect(caea).toMatchObject({ caea: text(recording.response, "CAEA"), ...caeaPeriod(recording) });
  },
  FECAEAConsultar: async (recording) => {
    const caea = await outcome(openWsfe(replaying(recording)).consultCaea(caeaPeriod(recording)));
    const errors = codes(recording, "Code");
    if (errors.includes(602)) expect(caea).toBeUndefined();
    else if (errors.length > 0) expect(caea).toEqual(errors);
    else expect(caea).toMatchObject({ caea: text(recording.response, "CAEA") });
  },
  FECAEASinMovimientoInformar: async (recording) => {
    const client = openWsfe(replaying(recording));
    const said = await outcome(client.informNoMovement(text(recording.request, "CAEA"), number(recording.request, "PtoVta")));
    expect(said).toEqual(codes(recording, "Code"));
  },
  FECAEARegInformativo: async (recording) => {
    const details = numbers(recording.request, "CbteDesde").map((CbteDesde) => ({ ...DETAIL, CbteDesde, CbteHasta: CbteDesde }));
    const answer = await openWsfe(replaying(recording)).informCaea(lane(recording), details);
    expect(answer.details.map((detail) => detail.result)).toEqual(
      all(recording.response, "FECAEADetResponse").map((one) => text(one, "Resultado")),
    );
    expect(
      [...answer.errors, ...answer.details.flatMap(({ observations }) => observations)].map(({ code }) => code).toSorted(ascending),
    ).toEqual(codes(recording, "Code").toSorted(ascending));
  },
};

const DETAIL = {
  Concepto: 1,
  DocTipo: 80,
  DocNro: "30000000007",
  CbteFch: "20210701",
  ImpTotal: "0",
  ImpTotConc: "0",
  ImpNeto: "0",
  ImpOpEx: "0",
  ImpTrib: "0",
  ImpIVA: "0",
  MonId: "PES",
  CAEA: "21000000000000",
} as const;

/** Covered by arca-recordings.test.ts. */
const ELSEWHERE = new Set(["FEDummy", "FECompUltimoAutorizado", "FECAESolicitar", "FECompConsultar"]);

const UP = { appServer: "OK", dbServer: "OK", authServer: "OK" };
const exportTable =
  (table: Parameters<ReturnType<typeof openWsfex>["table"]>[0], code: string): Check =>
  async (recording) => {
    expect(await rows(openWsfex(replaying(recording)).table(table))).toBe(all(recording.response, code).length);
  };

const WSFEX: Record<string, Check> = {
  FEXDummy: async (recording) => expect(await openWsfex(replaying(recording)).dummy()).toEqual(UP),
  FEXGetLast_CMP: async (recording) => {
    const last = openWsfex(replaying(recording)).lastAuthorized({ PtoVta: 7, CbteTipo: 19 });
    expect(await last).toBe(number(recording.response, "Cbte_nro"));
  },
  FEXGetLast_ID: async (recording) => expect(await openWsfex(replaying(recording)).lastId()).toBe(text(recording.response, "Id")),
  FEXGetCMP: async (recording) => {
    const asked = { PtoVta: number(recording.request, "Punto_vta"), CbteTipo: number(recording.request, "Cbte_tipo") };
    const found = await openWsfex(replaying(recording)).consult(asked, number(recording.request, "Cbte_nro"));
    expect(found?.Cae).toBe(codes(recording, "ErrCode").includes(1020) ? undefined : text(recording.response, "Cae"));
  },
  FEXAuthorize: async (recording) => {
    const answer = await openWsfex(replaying(recording)).authorize(EXPORT);
    expect(answer).toMatchObject({ result: "R", cae: null });
    expect(answer.errors.map(({ code }) => code)).toEqual(codes(recording, "ErrCode"));
  },
  FEXGetPARAM_Cbte_Tipo: exportTable("FEXGetPARAM_Cbte_Tipo", "Cbte_Id"),
  FEXGetPARAM_Tipo_Expo: exportTable("FEXGetPARAM_Tipo_Expo", "Tex_Id"),
  FEXGetPARAM_Incoterms: exportTable("FEXGetPARAM_Incoterms", "Inc_Id"),
  FEXGetPARAM_Idiomas: exportTable("FEXGetPARAM_Idiomas", "Idi_Id"),
  FEXGetPARAM_MON: exportTable("FEXGetPARAM_MON", "Mon_Id"),
  FEXGetPARAM_UMed: exportTable("FEXGetPARAM_UMed", "Umed_Id"),
  FEXGetPARAM_DST_pais: async (recording) =>
    expect(await rows(openWsfex(replaying(recording)).countries())).toBe(all(recording.response, "DST_Codigo").length),
  FEXGetPARAM_DST_CUIT: async (recording) =>
    expect(await rows(openWsfex(replaying(recording)).countryCuits())).toBe(all(recording.response, "DST_CUIT").length),
  FEXGetPARAM_PtoVenta: async (recording) => expect(await openWsfex(replaying(recording)).pointsOfSale()).toEqual([]),
  FEXGetPARAM_Ctz: async (recording) => {
    const found = await outcome(openWsfex(replaying(recording)).exchangeRate("DOL"));
    const errors = codes(recording, "ErrCode");
    if (errors.length > 0) expect(found).toEqual(errors);
    else expect(Number("rate" in found && found.rate)).toBe(number(recording.response, "Mon_ctz"));
  },
  FEXGetPARAM_MON_CON_COTIZACION: async (recording) =>
    expect(await rows(openWsfex(replaying(recording)).currenciesWithRate("2021-07-22"))).toBe(all(recording.response, "Mon_ctz").length),
};

const EXPORT = {
  Id: "1",
  Cbte_Tipo: 19,
  Punto_vta: 7,
  Cbte_nro: 1,
  Tipo_expo: 1,
  Dst_cmp: 203,
  Cuit_pais_cliente: "50000000016",
  Imp_total: "250",
  Idioma_cbte: 1,
} as const;

const scdcTable =
  (table: Parameters<ReturnType<typeof openWscdc>["table"]>[0]): Check =>
  async (recording) =>
    expect(await rows(openWscdc(replaying(recording)).table(table))).toBe(all(recording.response, "Desc").length);

const WSCDC: Record<string, Check> = {
  ComprobanteDummy: async (recording) => expect(await openWscdc(replaying(recording)).dummy()).toEqual(UP),
  ComprobanteConstatar: async (recording) => {
    const verified = await openWscdc(replaying(recording)).verify({ CuitEmisor: "1", PtoVta: 1, CbteTipo: 1, CbteNro: 1, ImpTotal: "1" });
    expect(verified.result).toBe(text(recording.response, "Resultado"));
    expect(verified.observations.map(({ code }) => code)).toEqual(codes(recording, "Code"));
  },
  ComprobantesModalidadConsultar: scdcTable("modes"),
  ComprobantesTipoConsultar: scdcTable("types"),
  DocumentosTipoConsultar: scdcTable("documents"),
  OpcionalesTipoConsultar: scdcTable("optionals"),
};

describe.skipIf(!recorded).each([
  ["wsfev1", WSFE],
  ["wsfexv1", WSFEX],
  ["wscdc", WSCDC],
])("recorded answers of %s", (service, checks) => {
  const found = recordings(service).filter(({ operation }) => !ELSEWHERE.has(operation));

  test("there are some, and each has its check", () => {
    expect(found.length).toBeGreaterThan(0);
    expect([...new Set(found.map(({ operation }) => operation))].filter((operation) => !(operation in checks))).toEqual([]);
  });

  test.each(found)("$name", async (recording) => {
    expect.hasAssertions();
    await checks[recording.operation]?.(recording);
  });
});

describe.skipIf(!recorded)("recorded answers of the padrón", () => {
  test.each(recordings("padron", "getPersona"))("$name", async (recording) => {
    // Recorded with getPersona, whose answer has the form of getPersona_v2's.
    const send = async () =>
      new Response((await (await recording.send()).text()).replaceAll("getPersonaResponse", "getPersona_v2Response"));
    const taxpayer = await openConstancia(replaying({ ...recording, send })).find(text(recording.request, "idPersona"));
    const registered = all(recording.response, "idImpuesto").some((tax) => tax.text === "30");
    expect(taxpayer).toMatchObject({
      cuit: text(recording.request, "idPersona"),
      name: "APELLIDO NOMBRE",
      kind: "person",
      state: "active",
      iva_condition: registered ? "responsable_inscripto" : null,
      address: { street: "CALLE 123", province: text(recording.response, "descripcionProvincia") },
      remarks: all(recording.response, "error").map((error) => error.text),
    });
    expect(taxpayer?.activities.map(({ code }) => code).toSorted()).toEqual(
      all(recording.response, "idActividad")
        .map((one) => one.text)
        .toSorted(),
    );
  });
});
