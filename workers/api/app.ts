import { AppError } from "../../shared/errors.ts";
import { apiKeyCache, createAuthenticator, people } from "../accounts/index.ts";
import { keyMeters } from "../platform/create-context.ts";
import { handleSandbox } from "../sandbox/index.ts";
import { answerOptions } from "./allowed-methods.ts";
import { auditRefusals } from "./audit-refusals.ts";
import { authorizeWith, type Doors } from "./authorize.ts";
import { openBrakes } from "./brake.ts";
import { letDashboardIn } from "./cors.ts";
import { refuseForeignOrigins } from "./csrf.ts";
import { onError } from "./errors.ts";
import { commonHeaders } from "./headers.ts";
import { noteUses } from "./note-use.ts";
import { serveOpenApi } from "./openapi.ts";
import { operationsOf } from "./operations.ts";
import { openPeople } from "./open-people.ts";
import { hintOtherMode } from "./other-mode.ts";
import { limitKeys } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { router } from "./router.ts";
import { apiKeys } from "./routes/api-keys.ts";
import { arcaStatus } from "./routes/arca-status.ts";
import { auth } from "./routes/auth/index.ts";
import { auditLogs } from "./routes/audit-logs.ts";
import { batches } from "./routes/batches.ts";
import { catalog } from "./routes/catalog.ts";
import { certificates } from "./routes/certificates.ts";
import { docs } from "./routes/docs.ts";
import { events } from "./routes/events.ts";
import { health } from "./routes/health.ts";
import { invitations } from "./routes/invitations.ts";
import { invoices } from "./routes/invoices.ts";
import { issuers } from "./routes/issuers.ts";
import { leakedKeys } from "./routes/leaked-keys.ts";
import { onboarding } from "./routes/onboarding.ts";
import { outbox } from "./routes/outbox.ts";
import { meRoutes } from "./routes/me.ts";
import { members } from "./routes/members.ts";
import { organizations } from "./routes/organizations.ts";
import { ledgerReports } from "./routes/ledger-reports.ts";
import { sandbox } from "./routes/sandbox.ts";
import { sandboxRelations } from "./routes/sandbox-relations.ts";
import { taxpayers } from "./routes/taxpayers.ts";

/**
 * The REST adapter: one per isolate. Everything under /v1 is authorized by the table of permissions, and has its body read before
 * it is looked at.
 * @throws Error where an operation has no line in that table
 */
export function createApi({ findSignedIn }: Pick<Doors, "findSignedIn"> = { findSignedIn: findByPeople }) {
  const api = router();
  const operationOf = lazily(() => operationsOf(api));
  api.onError(onError);
  api.notFound(() => {
    throw new AppError("not_found");
  });
  api.use(commonHeaders);
  api.use(letDashboardIn);
  api.use(answerOptions(api));
  api.route("/", health);
  const brakes = openBrakes();
  for (const path of ["/docs/*", "/openapi.json"]) api.use(path, brakes.documents);
  api.route("/", docs);
  api.get("/openapi.json", serveOpenApi(api));
  api.all("/sandbox/arca/*", brakes.sandbox, (c) => handleSandbox(c.req.raw, c.env));
  const keys = apiKeyCache();
  const limits = limitKeys({ metersOf: (c) => keyMeters(c.env), forget: keys.forget });
  const authorize = authorizeWith({
    operationOf: (c) => operationOf()(c),
    authenticate: createAuthenticator(keys),
    findSignedIn,
    mayGuess: brakes.mayGuess,
    noteUse: noteUses(),
  });
  api.use(
    "/v1/*",
    brakes.guesses,
    openPeople(),
    refuseForeignOrigins,
    hintOtherMode,
    auditRefusals(),
    authorize,
    limits,
    brakes.address,
    readBody,
  );
  api.route("/", auth);
  api.route("/", outbox);
  api.route("/", issuers);
  api.route("/", certificates);
  api.route("/", onboarding);
  api.route("/", batches);
  api.route("/", invoices);
  api.route("/", events);
  api.route("/", ledgerReports);
  api.route("/", sandbox);
  api.route("/", sandboxRelations);
  api.route("/", taxpayers);
  api.route("/", arcaStatus);
  api.route("/", catalog());
  api.route("/", leakedKeys());
  for (const routes of [meRoutes, organizations, members, invitations, apiKeys, auditLogs]) api.route("/", routes);
  operationOf();
  return api;
}

const findByPeople: Doors["findSignedIn"] = (c) =>
  people.findSignedIn(c.var.people(), { cookie: c.req.header("cookie"), authorization: c.req.header("authorization") });

/** Routes are known when all of them have been mounted, and what stands before them must ask about them. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
