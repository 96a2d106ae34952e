import { describe, expect, test } from "vitest";
import type { LaneAudit } from "../issuer/index.ts";
import { reportOf } from "./report-of.ts";
import { rangesOf } from "./ranges.ts";

const ME = { id: "iss_me", organizationId: "org_me", mode: "test" } as const;
const part = (issuerId: string, organizationId: string, last: number) =>
  ({ issuerId, organizationId, mode: "test", pointOfSale: 1, typeCode: 6, first: 1, last, lastDate: "20261124" }) as const;
const mine = { organizationId: "org_me", mode: "test" } as const;
const theirs = { organizationId: "org_they", mode: "test" } as const;

const audit = (more: Partial<LaneAudit> = {}): LaneAudit => ({
  pointOfSale: 1,
  typeCode: 6,
  parts: [part("iss_me", "org_me", 5), part("iss_they", "org_they", 4)],
  arcaLast: 5,
  wentBack: null,
  trouble: null,
  isComplete: true,
  checked: [],
  ours: [],
  between: [],
  beyond: [],
  ...more,
});
const codes = (audits: LaneAudit[]) => reportOf(audits, ME).lanes.flatMap(({ findings }) => findings.map(({ code }) => code));

describe("what an issuer is told", () => {
  test("lanes in which it has issued nothing are not its own", () => {
    expect(reportOf([audit({ parts: [part("iss_they", "org_they", 4)], between: [3] })], ME)).toEqual({ status: "clean", lanes: [] });
  });

  test("what another's comprobantes hold stays with the other", () => {
    const checked = [
      { ...theirs, number: 4, invoiceId: "inv_theirs", cae: "1", arcaCae: "2", verdict: "cae_differs" as const },
      { ...mine, number: 5, invoiceId: "inv_mine", cae: "1", arcaCae: "1", verdict: "same" as const },
    ];
    const report = reportOf(
      [
        audit({
          checked,
          ours: [
            { ...mine, number: 5 },
            { ...theirs, number: 3 },
            { ...theirs, number: 4 },
          ],
        }),
      ],
      ME,
    );
    expect(report).toMatchObject({
      status: "clean",
      lanes: [{ sampled: 1, findings: [{ code: "not_yours", numbers: [{ from: 3, to: 4 }], invoice: null }] }],
    });
    expect(JSON.stringify(report)).not.toContain("theirs");
  });

  test("information alone is clean, a warning is not", () => {
    expect(reportOf([audit({ beyond: [6, 7, 9] })], ME)).toMatchObject({
      status: "clean",
      lanes: [
        {
          findings: [
            {
              numbers: [
                { from: 6, to: 7 },
                { from: 9, to: 9 },
              ],
            },
          ],
        },
      ],
    });
    expect(reportOf([audit({ between: [2] })], ME).status).toBe("findings");
  });

  test("what ARCA could not be asked leaves the report incomplete, whatever was found", () => {
    const trouble = { param: null, code: "timeout", message: "", message_es: "" };
    expect(reportOf([audit({ arcaLast: null, isComplete: false, trouble })], ME)).toMatchObject({
      status: "incomplete",
      lanes: [{ arca_last: null, trouble }],
    });
  });

  test("books that went back are an error of their own, with the numbers that are gone", () => {
    const wentBack = { last: 3, highest: 5 };
    expect(reportOf([audit({ arcaLast: null, isComplete: false, wentBack })], ME)).toMatchObject({
      status: "findings",
      lanes: [{ arca_last: 3, trouble: null, findings: [{ code: "books_went_back", severity: "error", numbers: [{ from: 4, to: 5 }] }] }],
    });
    expect(codes([audit({ wentBack: { last: 5, highest: 9 } })])).toEqual(["books_went_back"]);
  });
});

test("numbers in a row are one range", () => {
  expect(rangesOf([])).toEqual([]);
  expect(rangesOf([1, 2, 3, 7, 9, 10])).toEqual([
    { from: 1, to: 3 },
    { from: 7, to: 7 },
    { from: 9, to: 10 },
  ]);
});
