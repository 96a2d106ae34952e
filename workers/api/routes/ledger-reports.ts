import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { LedgerReport, LedgerReportInput, LedgerReportQuery } from "../../../shared/schemas/ledger-report.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { acknowledgeLedgerReport, createLedgerReport, getLedgerReport, listLedgerReports } from "../../ledger/index.ts";
import { ISSUER, pageExample } from "../examples.ts";
import { LEDGER_REPORT, RUNNING_REPORT } from "../ledger-examples.ts";
import { BODY_ERRORS, errors, LOCATION, NO_BODY_ERRORS, success } from "../responses.ts";
import { idParam, json, router } from "../router.ts";

const tags = ["Ledger reports"];
const report = { gap: { summary: "Two numbers that were not issued here", value: LEDGER_REPORT } };

const create = createRoute({
  method: "post",
  path: "/v1/ledger-reports",
  operationId: "createLedgerReport",
  summary: "Hold an issuer's books against ARCA's",
  description:
    "Asks ARCA for the last number of each point of sale and type that the issuer has issued with, and reads comprobantes back to compare them, as it is done each night. Answers at once; the report is there in a moment. While one is being made, that one is the answer. Needs `issuers:write`.",
  tags,
  request: {
    body: {
      required: true,
      ...json(LedgerReportInput, "Whose books.", { issuer: { summary: "One of your issuers", value: { issuer: ISSUER.id } } }),
    },
  },
  responses: {
    202: success(LedgerReport, "It is being made.", { running: { summary: "Not finished yet", value: RUNNING_REPORT } }, LOCATION),
    ...errors("issuers:write", { ...BODY_ERRORS, invalid_request: { problems: [problem("issuer", "issuer_unknown")] } }),
  },
});

const acknowledge = createRoute({
  method: "post",
  path: "/v1/ledger-reports/{id}/acknowledge",
  operationId: "acknowledgeLedgerReport",
  summary: "Acknowledge a ledger report",
  description:
    "Says that somebody has seen it. Where ARCA's books went back, which happens in homologation, the point of sale and type goes on from the number that the report tells: what you had issued above it keeps its CAE, and its number is given out again. In production no number is ever used twice. Repeating it changes nothing. Needs `issuers:write`.",
  tags,
  request: { params: idParam(LEDGER_REPORT.id) },
  responses: {
    200: success(LedgerReport, "The report.", {
      acknowledged: { summary: "Seen", value: { ...LEDGER_REPORT, acknowledged_at: "2026-11-24T12:05:51.730Z" } },
    }),
    ...errors("issuers:write", {
      ...NO_BODY_ERRORS,
      not_found: { param: "id" },
      conflict: { problems: [problem(null, "numbers_not_reused", { lane: "1-6" })] },
    }),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/ledger-reports/{id}",
  operationId: "getLedgerReport",
  summary: "Get a ledger report",
  description: "Needs `issuers:read`.",
  tags,
  request: { params: idParam(LEDGER_REPORT.id) },
  responses: { 200: success(LedgerReport, "The report.", report), ...errors("issuers:read", { not_found: { param: "id" } }) },
});

const list = createRoute({
  method: "get",
  path: "/v1/ledger-reports",
  operationId: "listLedgerReports",
  summary: "List ledger reports",
  description: "Newest first; the filters apply together, and days are those of Buenos Aires. Needs `issuers:read`.",
  tags,
  request: { query: LedgerReportQuery },
  responses: {
    200: success(pageOf(LedgerReport), "A page of reports.", { page: { summary: "One report", value: pageExample(LEDGER_REPORT) } }),
    ...errors("issuers:read", { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

export const ledgerReports = router()
  .openapi(create, async (c) => {
    const created = await createLedgerReport(c.var.ctx, c.req.valid("json"));
    return c.json(created, 202, { Location: `/v1/ledger-reports/${created.id}` });
  })
  .openapi(acknowledge, async (c) => c.json(await acknowledgeLedgerReport(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(get, async (c) => c.json(await getLedgerReport(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(list, async (c) => c.json(await listLedgerReports(c.var.ctx, c.req.valid("query")), 200));
