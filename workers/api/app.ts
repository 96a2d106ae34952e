import { AppError } from "../../shared/errors.ts";
import { createAuthenticator } from "../accounts/index.ts";
import { handleSandbox } from "../sandbox/index.ts";
import { answerOptions } from "./allowed-methods.ts";
import { authenticateWith } from "./authenticate.ts";
import { onError } from "./errors.ts";
import { commonHeaders } from "./headers.ts";
import { serveOpenApi } from "./openapi.ts";
import { readBody } from "./read-body.ts";
import { router } from "./router.ts";
import { arcaStatus } from "./routes/arca-status.ts";
import { batches } from "./routes/batches.ts";
import { catalog } from "./routes/catalog.ts";
import { certificates } from "./routes/certificates.ts";
import { docs } from "./routes/docs.ts";
import { events } from "./routes/events.ts";
import { health } from "./routes/health.ts";
import { invoices } from "./routes/invoices.ts";
import { issuers } from "./routes/issuers.ts";
import { ledgerReports } from "./routes/ledger-reports.ts";
import { sandbox } from "./routes/sandbox.ts";
import { taxpayers } from "./routes/taxpayers.ts";

/** The REST adapter: one per isolate. Everything under /v1 is behind a key, and has its body read before it is looked at. */
export function createApi() {
  const api = router();
  api.onError(onError);
  api.notFound(() => {
    throw new AppError("not_found");
  });
  api.use(commonHeaders);
  api.use(answerOptions(api));
  api.route("/", health);
  api.route("/", docs);
  api.get("/openapi.json", serveOpenApi(api));
  api.all("/sandbox/arca/*", (c) => handleSandbox(c.req.raw, c.env));
  api.use("/v1/*", authenticateWith(createAuthenticator()), readBody);
  api.route("/", issuers);
  api.route("/", certificates);
  api.route("/", batches);
  api.route("/", invoices);
  api.route("/", events);
  api.route("/", ledgerReports);
  api.route("/", sandbox);
  api.route("/", taxpayers);
  api.route("/", arcaStatus);
  api.route("/", catalog());
  return api;
}
