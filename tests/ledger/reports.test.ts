import { describe, expect, test, vi } from "vitest";
import { type Api, apiOf, organization } from "../support/organization.ts";
import { fate, issueElsewhere, issuerInPostgres, type Issuer, published, rowsOf, wipeBooks, eventsOf } from "./support.ts";
import { asOwner } from "../support/tenant.ts";

const codesIn = (report: { lanes: { findings: { code: string }[] }[] }) =>
  report.lanes.flatMap(({ findings }) => findings.map(({ code }) => code));

/** Asks for a report, and waits until it is made. */
async function reportOf(api: Api, issuer: string) {
  const asked = await api.post("/v1/ledger-reports", { issuer });
  expect(asked.status).toBe(202);
  expect(asked.body).toMatchObject({ object: "ledger_report", issuer, status: "running", trigger: "request", finished_at: null });
  expect(asked.headers.get("Location")).toBe(`/v1/ledger-reports/${asked.body.id}`);
  return vi.waitFor(
    async () => {
      const { body } = await api.get(`/v1/ledger-reports/${asked.body.id}`);
      expect(body.status).not.toBe("running");
      return body;
    },
    { timeout: 15_000, interval: 200 },
  );
}

async function issued(issuer: Issuer, ...totals: string[]) {
  for (const total of totals) expect(fate(await issuer.submit(`k${total}`, total))).toEqual(["authorized", expect.any(Number)]);
  await published(issuer);
}

describe("a report that somebody asks for", () => {
  test("in the sandbox: clean, with each lane's last number", async () => {
    const org = await organization();
    const { body: issuer } = await org.createIssuer();
    const made = await org.post("/v1/invoices", {
      issuer: issuer.id,
      items: [{ description: "x", quantity: 1, unit_price: "121", iva_rate: "21" }],
    });
    expect(made.status).toBe(201);
    await vi.waitFor(async () => expect(await rowsOf({ issuerId: issuer.id })).toHaveLength(1), 5_000);
    const report = await reportOf(org, issuer.id);
    expect(report).toMatchObject({
      status: "clean",
      mode: "test",
      lanes: [{ point_of_sale: 1, type: "factura_b", type_code: 6, arca_last: 1, our_last: 1, sampled: 1, findings: [], trouble: null }],
      acknowledged_at: null,
    });
    expect(report.finished_at).not.toBeNull();
    const acknowledged = await org.post(`/v1/ledger-reports/${report.id}/acknowledge`, {});
    expect(acknowledged.status).toBe(200);
    expect(acknowledged.body).toEqual({ ...report, acknowledged_at: expect.any(String) });
    expect((await org.post(`/v1/ledger-reports/${report.id}/acknowledge`, {})).body).toEqual(acknowledged.body);
    const list = await org.get(`/v1/ledger-reports?issuer=${issuer.id}&status=clean`);
    expect(list.body.data).toEqual([acknowledged.body]);
    expect((await org.get("/v1/ledger-reports?date_to=2001-01-01")).body.data).toEqual([]);
    expect((await org.get("/v1/ledger-reports?date_from=2001-01-01&limit=1")).body.data).toHaveLength(1);
    expect((await org.get("/v1/ledger-reports?status=findings")).body.data).toEqual([]);
  });

  test("while it is being made, asking again gives the same one", async () => {
    const org = await organization();
    const { body: issuer } = await org.createIssuer();
    await asOwner()`insert into ledger_reports values ('rep_01kaf3v9qcf6tt7y4z9b1m2n3p', ${org.id}, 'test', ${issuer.id}, 'a', 1, 'running', '[]', now(), null, null)`;
    const asked = await org.post("/v1/ledger-reports", { issuer: issuer.id });
    expect(asked.body.id).toBe("rep_01kaf3v9qcf6tt7y4z9b1m2n3p");
    const early = await org.post(`/v1/ledger-reports/${asked.body.id}/acknowledge`, {});
    expect([early.status, early.body.error.errors[0].code]).toEqual([409, "report_not_finished"]);
    await asOwner()`delete from ledger_reports where id = ${asked.body.id}`;
  });

  test("numbers of another system beyond ours are told, and between ours are something to look at", async () => {
    const issuer = await issuerInPostgres();
    const api = await apiOf(issuer.owner.organizationId);
    await issued(issuer, "121.00");
    await issueElsewhere(issuer);
    const beyond = await reportOf(api, issuer.issuerId);
    expect(beyond).toMatchObject({ status: "clean", lanes: [{ arca_last: 2, our_last: 1 }] });
    expect(beyond.lanes[0].findings).toMatchObject([{ code: "foreign_comprobante", severity: "info", numbers: [{ from: 2, to: 2 }] }]);
    await issued(issuer, "242.00");
    const between = await reportOf(api, issuer.issuerId);
    expect(between.status).toBe("findings");
    expect(between.lanes[0].findings).toMatchObject([{ code: "gap", severity: "warning", numbers: [{ from: 2, to: 2 }] }]);
    await published(issuer);
    const told = (await eventsOf(issuer)).filter(({ type }) => String(type).startsWith("lane."));
    // However often it is found.
    expect(told).toMatchObject([{ type: "lane.foreign_comprobante", data: { count: 1, numbers: [2] } }]);
  });

  test("a number that the lane itself came upon is not told again", async () => {
    const issuer = await issuerInPostgres();
    const api = await apiOf(issuer.owner.organizationId);
    await issued(issuer, "121.00");
    await issueElsewhere(issuer);
    await issued(issuer, "242.00");
    const { lanes } = await reportOf(api, issuer.issuerId);
    expect(lanes[0].findings).toMatchObject([{ code: "gap", numbers: [{ from: 2, to: 2 }] }]);
    await published(issuer);
    const told = (await eventsOf(issuer)).filter(({ type }) => String(type).startsWith("lane."));
    expect(told).toMatchObject([{ type: "lane.foreign_comprobante", data: { count: 1, numbers: [2] } }]);
  });

  test("a CAE that is not ARCA's, and a comprobante that ARCA does not have, are mismatches", async () => {
    const issuer = await issuerInPostgres();
    const api = await apiOf(issuer.owner.organizationId);
    await issued(issuer, "121.00", "242.00");
    const [first] = await rowsOf(issuer);
    await asOwner()`update invoices set cae = '97999999999999' where id = ${first?.["id"]}`;
    const report = await reportOf(api, issuer.issuerId);
    expect(report.status).toBe("findings");
    expect(report.lanes[0].findings).toMatchObject([
      {
        code: "cae_differs",
        severity: "error",
        numbers: [{ from: 1, to: 1 }],
        invoice: first?.["id"],
        cae: "97999999999999",
        arca_cae: first?.["cae"],
      },
    ]);
    expect(await eventsOf(issuer)).toContainEqual(
      expect.objectContaining({
        type: "ledger.mismatch",
        target: first?.["id"],
        data: expect.objectContaining({ report: report.id, code: "cae_differs" }),
      }),
    );
  });

  test("of two organizations that issue for one CUIT, neither sees more of the other than that numbers are not its own", async () => {
    const one = await issuerInPostgres();
    const other = await issuerInPostgres(one.cuit);
    await issued(one, "121.00");
    await issued(other, "242.00");
    await issued(one, "363.00");
    const [mine, theirs] = await Promise.all(
      [one, other].map(async ({ owner, issuerId }) => reportOf(await apiOf(owner.organizationId), issuerId)),
    );
    expect(mine).toMatchObject({ status: "clean", lanes: [{ arca_last: 3, our_last: 3, sampled: 2 }] });
    expect(mine.lanes[0].findings).toMatchObject([{ code: "not_yours", numbers: [{ from: 2, to: 2 }], invoice: null, cae: null }]);
    expect(theirs).toMatchObject({ status: "clean", lanes: [{ our_last: 2, sampled: 1 }] });
    expect(theirs.lanes[0].findings).toMatchObject([
      {
        code: "not_yours",
        numbers: [
          { from: 1, to: 1 },
          { from: 3, to: 3 },
        ],
      },
    ]);
  });
});

describe("homologation begins its books anew", () => {
  test("the lane stops and says so, and goes on when a person says so", async () => {
    const issuer = await issuerInPostgres();
    const api = await apiOf(issuer.owner.organizationId);
    await issued(issuer, "121.00", "242.00");
    await wipeBooks(issuer);
    const stuck = await issuer.submit("stuck", "300.00", undefined, 1_000);
    expect(stuck).toMatchObject({ entry: { invoice: { number: null }, trouble: { code: "books_went_back" } } });
    await published(issuer);
    expect((await eventsOf(issuer)).filter(({ type }) => type === "lane.books_went_back")).toHaveLength(1);
    const report = await reportOf(api, issuer.issuerId);
    expect(codesIn(report)).toEqual(["books_went_back"]);
    expect(report).toMatchObject({
      status: "findings",
      lanes: [{ arca_last: 0, our_last: 2, findings: [{ numbers: [{ from: 1, to: 2 }] }] }],
    });
    expect((await api.post(`/v1/ledger-reports/${report.id}/acknowledge`, {})).status).toBe(200);
    expect(fate(await issuer.submit("stuck", "300.00", undefined, 10_000))).toEqual(["authorized", 1]);
    expect(fate(await issuer.submit("next", "301.00"))).toEqual(["authorized", 2]);
    await published(issuer);
    const rows = await rowsOf(issuer);
    expect(rows.map(({ number, superseded_at }) => [number, superseded_at !== null])).toEqual([
      [1, true],
      [2, true],
      [1, false],
      [2, false],
    ]);
    expect(await reportOf(api, issuer.issuerId)).toMatchObject({ status: "clean", lanes: [{ arca_last: 2, our_last: 2, sampled: 2 }] });
  });

  test("a lane whose books are back where they were goes on by itself", async () => {
    const issuer = await issuerInPostgres();
    await issued(issuer, "121.00");
    await wipeBooks(issuer);
    await issuer.submit("stuck", "300.00", undefined, 500);
    await issueElsewhere(issuer);
    expect(fate(await issuer.submit("stuck", "300.00", undefined, 15_000))).toEqual(["authorized", 2]);
  });

  test("outside of homologation nobody can say go on", async () => {
    const org = await organization();
    const { body: issuer } = await org.createIssuer();
    const lanes = JSON.stringify([{ point_of_sale: 1, type_code: 6, arca_last: 0, our_last: 2, findings: [{ code: "books_went_back" }] }]);
    await asOwner()`insert into ledger_reports values ('rep_01kaf3v9qcf6tt7y4z9b1m2n3q', ${org.id}, 'test', ${issuer.id}, 'a', 1, 'findings', ${lanes}, now(), now(), null)`;
    const { status, body } = await org.post("/v1/ledger-reports/rep_01kaf3v9qcf6tt7y4z9b1m2n3q/acknowledge", {});
    expect([status, body.error.errors[0].code]).toEqual([409, "numbers_not_reused"]);
  });
});

describe("access", () => {
  test("another organization's report, and the other mode's, are not there", async () => {
    const org = await organization();
    const { body: issuer } = await org.createIssuer();
    const report = await reportOf(org, issuer.id);
    const strangers = [await organization(), await org.addKey({ mode: "live" })];
    for (const stranger of strangers) {
      expect((await stranger.get(`/v1/ledger-reports/${report.id}`)).status).toBe(404);
      expect((await stranger.post(`/v1/ledger-reports/${report.id}/acknowledge`, {})).status).toBe(404);
      expect((await stranger.get("/v1/ledger-reports")).body.data).toEqual([]);
      const asked = await stranger.post("/v1/ledger-reports", { issuer: issuer.id });
      expect([asked.status, asked.body.error.errors[0]]).toMatchObject([422, { param: "issuer", code: "issuer_unknown" }]);
    }
  });

  test("each operation needs its scope", async () => {
    const org = await organization();
    const reader = await org.addKey({ scopes: ["issuers:read", "invoices:write"] });
    const writer = await org.addKey({ scopes: ["issuers:write"] });
    const id = "rep_01kaf3v9qcf6tt7y4z9b1m2n3p";
    expect((await reader.post("/v1/ledger-reports", { issuer: "iss_x" })).status).toBe(403);
    expect((await reader.post(`/v1/ledger-reports/${id}/acknowledge`, {})).status).toBe(403);
    expect((await writer.get("/v1/ledger-reports")).status).toBe(403);
    expect((await writer.get(`/v1/ledger-reports/${id}`)).status).toBe(403);
    expect((await reader.get(`/v1/ledger-reports/${id}`)).status).toBe(404);
  });

  test("what is wrong with a request is told in full", async () => {
    const org = await organization();
    const asked = await org.post("/v1/ledger-reports", { issuer: "", more: 1 });
    expect([asked.status, asked.body.error.errors.map(({ param }: { param: string }) => param)]).toEqual([422, ["issuer", "more"]]);
    const listed = await org.get("/v1/ledger-reports?cursor=rep_1&status=sad");
    expect(listed.status).toBe(422);
    expect((await org.get("/v1/ledger-reports?cursor=rep_1")).body.error.errors[0].code).toBe("cursor_invalid");
  });
});
