import { expect, test, vi } from "vitest";
import { ArcaError } from "../arca/errors.ts";
import type { ExportAuthorization, ExportDetail } from "../arca/index.ts";
import { exportAuthority } from "./export-authority.ts";
import type { UnnumberedExport } from "./submission.ts";

const LANE = "1-19";
const DETAIL = { Cbte_Tipo: 19, Punto_vta: 1, Fecha_cbte: "20261124", Imp_total: "1" } as UnnumberedExport;
const one = (number: number) => [{ id: `inv_${number}`, number, date: "20261124", fingerprint: "x" }];
const NONE = { result: "R", cae: null, caeExpiresOn: null, isRepeated: false, errors: [], observations: "" } as const;
const approved = (number: number): ExportAuthorization => ({
  ...NONE,
  result: "A",
  cae: `9000000000000${number}`,
  caeExpiresOn: "2026-12-04",
});
const refused = (code: number, message = ""): ExportAuthorization => ({ ...NONE, errors: [{ code, message }] });
const lost = () => new ArcaError({ code: "timeout", certainty: "unknown", operation: "FEXAuthorize" });

/** ARCA, answering each request in turn. */
function open(...answers: (ExportAuthorization | Error)[]) {
  const sent: ExportDetail[] = [];
  const dropTicket = vi.fn<() => void>();
  const authorize = (detail: ExportDetail): Promise<ExportAuthorization> => {
    const answer = answers[sent.push(detail) - 1];
    return answer === undefined || answer instanceof Error ? Promise.reject(answer ?? new Error("not expected")) : Promise.resolve(answer);
  };
  const authority = exportAuthority({ wsfex: { authorize } as never, detailOf: () => DETAIL, dropTicket });
  return { authority, sent, dropTicket };
}
const results = (verdicts: readonly { number: number; result: string }[]) => verdicts.map(({ number, result }) => `${number} ${result}`);

test("it is authorized with its CAE", async () => {
  const { authority, sent } = open(approved(4));
  expect(results(await authority.authorize(LANE, one(4)))).toEqual(["4 approved"]);
  expect(sent.map(({ Cbte_nro }) => Cbte_nro)).toEqual([4]);
});

test("several in one call are a fault of ours", async () => {
  await expect(open(approved(4)).authority.authorize(LANE, [...one(4), ...one(5)])).rejects.toThrow("one comprobante a call");
});

test("an Id is of the invoice and its number: the same when it is sent again, and no other's", async () => {
  const idOf = async (lane: string, number: number) => {
    const { authority, sent } = open(approved(number));
    await authority.authorize(lane, one(number));
    return sent[0]?.Id;
  };
  const ids = await Promise.all([idOf(LANE, 4), idOf(LANE, 5), idOf("2-19", 4)]);
  expect(await idOf(LANE, 4)).toBe(ids[0]);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[1-9]\d{0,13}$/);
});

test("a refusal, with ARCA's reason", async () => {
  const verdicts = await open(refused(1560, "pais")).authority.authorize(LANE, one(4));
  expect(verdicts).toEqual([{ number: 4, result: "rejected", findings: [{ code: 1560, message: "pais" }] }]);
});

test("1535 is no verdict on the invoice", async () => {
  expect(results(await open(refused(1535)).authority.authorize(LANE, one(4)))).toEqual(["4 out_of_sequence"]);
});

test.each([
  [500, "unknown"],
  [501, "unknown"],
  [502, "not_sent"],
])("%i says nothing of it; its fate is %s", async (code, certainty) => {
  await expect(open(refused(code)).authority.authorize(LANE, one(4))).rejects.toMatchObject({
    code: "arca_errors",
    certainty,
    arcaErrors: [{ code }],
  });
});

test("a refusal without a reason leaves it in doubt", async () => {
  await expect(open(NONE).authority.authorize(LANE, one(4))).rejects.toMatchObject({ code: "unexpected_answer", certainty: "unknown" });
});

test("so does a lost answer", async () => {
  await expect(open(lost()).authority.authorize(LANE, one(4))).rejects.toMatchObject({ code: "timeout" });
});

test("a refused ticket is renewed once, with the same Id", async () => {
  const { authority, sent, dropTicket } = open(refused(1000, "Usuario no autorizado a realizar esta operacion."), approved(4));
  expect(results(await authority.authorize(LANE, one(4)))).toEqual(["4 approved"]);
  expect(dropTicket).toHaveBeenCalledTimes(1);
  expect(sent[0]).toEqual(sent[1]);
});
