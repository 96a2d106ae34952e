import { expect, test } from "vitest";
import { BOOK } from "../../workers/invoicing/rules/book/index.ts";
import { checkHeader, type HeaderSubject, type Subject } from "../../workers/invoicing/rules/index.ts";
import { Books } from "../../workers/sandbox/books.ts";
import { issuerOf } from "../../workers/sandbox/rules-register.ts";
import { TAXPAYERS } from "../../workers/sandbox/taxpayers/taxpayers.data.ts";
import { HEADER_CASES } from "../rules/cases/header.ts";
import { DETAIL_CASES } from "../rules/cases/index.ts";
import { ISSUER } from "../rules/comprobantes.ts";
import { memoryStorage } from "./support/sandbox-env.ts";

/** Who may issue in the sandbox: anybody, and those that its register lists. */
const ISSUERS = [ISSUER, ...TAXPAYERS.map(({ cuit }) => cuit)];
const POINTS_OF_SALE = [1, 2, 3];
const RATES_TRIED = [undefined, "1500.5", "1600", "9000"];

/** Codes that the sandbox's books tell of a comprobante, whose case brings no facts along. */
function told({ CbteTipo, detail, today, asOf = today }: Subject, cuit: string, PtoVta: number, MonCotiz?: string): number[] {
  const own = JSON.parse(JSON.stringify(detail).replaceAll(ISSUER, cuit)) as Subject["detail"];
  const books = new Books(memoryStorage(), "org_local");
  const asked = MonCotiz === undefined ? own : { ...own, MonCotiz };
  const [verdict] = books.authorize(cuit, { CbteTipo, PtoVta }, [asked], new Date(`${asOf}T15:00:00Z`));
  return (verdict?.observations ?? []).map(({ code }) => code);
}

const isTold = (code: number, subject: Subject): boolean =>
  RATES_TRIED.some(
    (rate) =>
      (rate === undefined || subject.detail.MonId !== "PES") &&
      ISSUERS.some((cuit) => POINTS_OF_SALE.some((PtoVta) => told(subject, cuit, PtoVta, rate).includes(code))),
  );

const isRefused = (code: number, { CantReg, CbteTipo, records, today, ...header }: HeaderSubject): boolean =>
  ISSUERS.some((cuit) =>
    [header.PtoVta, ...POINTS_OF_SALE].some((PtoVta) =>
      checkHeader({ CantReg, CbteTipo, records, today, PtoVta, ...issuerOf(cuit) }).some((finding) => finding.code === code),
    ),
  );

const decided = BOOK.filter((row) => row.operation === "FECAESolicitar" && row.class === "decided");

test("every row of a comprobante that is decided here is told by the running sandbox", () => {
  const codes = new Set(decided.filter(({ header }) => !header).map(({ code }) => code));
  const silent = [...codes].filter((code) => !(DETAIL_CASES[code] ?? []).some(({ breaks }) => isTold(code, breaks)));
  expect(silent).toEqual([]);
});

test("every row of a header too", () => {
  const codes = new Set(decided.filter(({ header }) => header).map(({ code }) => code));
  const silent = [...codes].filter((code) => !(HEADER_CASES[code] ?? []).some(({ breaks }) => isRefused(code, breaks)));
  expect(silent).toEqual([]);
});
