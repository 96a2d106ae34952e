import { describe, expect, test } from "vitest";
import { checkCall, checkDetail, checkHeader, checkInformed } from "../../workers/invoicing/rules/index.ts";
import { CALL_CASES } from "./cases/calls.ts";
import { HEADER_CASES, INFORMED_HEADER_CASES } from "./cases/header.ts";
import { DETAIL_CASES } from "./cases/index.ts";
import { INFORMED_CASES, informed } from "./cases/informed.ts";
import { REGISTER_CASES } from "./cases/register.ts";
import { CUSTOMER, facturaA } from "./comprobantes.ts";

type Broken<On> = Readonly<Record<string, readonly { readonly breaks: On }[]>>;
const broken = <On>(...books: Broken<On>[]): On[] => books.flatMap((book) => Object.values(book).flat()).map(({ breaks }) => breaks);

const FOUND = [
  ...broken(DETAIL_CASES, REGISTER_CASES).flatMap((subject) => checkDetail(subject)),
  ...broken(REGISTER_CASES).flatMap((subject) => checkInformed(informed(subject))),
  ...broken(INFORMED_CASES).flatMap((subject) => checkInformed(subject)),
  ...broken(HEADER_CASES, INFORMED_HEADER_CASES).flatMap((header) => checkHeader(header)),
  ...broken(CALL_CASES).flatMap((call) => checkCall(call)),
];

describe("what is said of a broken rule has no gap", () => {
  const codes = [...new Set(FOUND.map(({ code }) => code))].toSorted((a, b) => a - b);

  test.each(codes)("%i", (code) => {
    for (const { wire, es, en } of FOUND.filter((finding) => finding.code === code)) {
      for (const text of [wire, es, en]) expect(text).toMatch(/^[^{}]+$/);
    }
  });

  test.each([10063, 1402])("%i names the receiver's document, as ARCA does", (code) => {
    const subject = { ...facturaA, register: { taxpayer: () => ({ active: true, exempt: true }) } };
    const found = code === 1402 ? checkInformed(informed(subject)) : checkDetail(subject);
    expect(found.find((finding) => finding.code === code)?.wire).toBe(
      `Factura individual, DocTipo: 80, DocNro ${CUSTOMER} no se encuentra inscripto en condicion ACTIVA en el impuesto (IVA).`,
    );
  });
});
