import { exports } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { asOwner } from "../support/tenant.ts";
import { ask, requestFor } from "./ask.ts";
import { operationsOf } from "./document.ts";
import { openStage } from "./stage.ts";
import { shown } from "./tenant-faults.ts";

const api = (request: Request) => exports.default.fetch(request);
const operations = (await operationsOf(api)).filter(({ who }) => who.kind !== "anyone");

/** They answer, and change nothing. */
const ONLY_ANSWERS = new Set(["validateInvoice"]);
/** Reads that are sensitive. */
const SENSITIVE = ["listCertificates", "getCertificate", "listApiKeys", "getApiKey", "exportOrganization"];
/**
 * What the document's examples alone do not bring about: it takes a password or code that is right, a certificate that fits, another
 * owner, or a state. Each has a test of its own that reads the log.
 */
const NEED_MORE = [
  "changePassword",
  "stepUp",
  "confirmTotp",
  "disableTotp",
  "createRecoveryCodes",
  "addCertificate",
  "completeCertificate",
  "updateIssuer",
  "cancelInvoice",
  "resolveInvoice",
  "leaveOrganization",
  "restoreOrganization",
  "acceptInvitation",
];

/** An owner does it, with his own objects. @returns the answer, and what the log then says that he did */
async function done(id: string, tries: number) {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  const stage = await openStage();
  // Whoever issues has one.
  await stage.own("iss");
  const request = await requestFor(operation, stage, { headers: await stage.signIn("owner") });
  const { owner } = stage.members;
  const actions = async () =>
    (await asOwner()`select action from audit_log where actor = ${owner} order by seq`).map((row) => row["action"]);
  const before = await actions();
  const answer = await ask(api, request);
  const told = async () => {
    const added = (await actions()).length - before.length;
    if (added === 0) throw new Error(`${id}: the audit log has not heard of it: ${shown(answer)}`);
    return added;
  };
  // Of what an issuer's object does the log hears a little later.
  return { answer, told: tries === 0 ? 0 : await vi.waitFor(told, { timeout: tries, interval: 100 }) };
}

const writes = operations.filter(({ id, method }) => method !== "GET" && !ONLY_ANSWERS.has(id)).map(({ id }) => id);

describe("the audit log hears of it", () => {
  test.each([...writes.filter((id) => !NEED_MORE.includes(id)), ...SENSITIVE])("%s", async (id) => {
    const { answer, told } = await done(id, 5_000);
    expect([answer.status < 300, told > 0]).toEqual([true, true]);
  });
});

test.each(NEED_MORE)("%s takes more than its example", async (id) => {
  expect((await done(id, 0)).answer.status).toBeGreaterThanOrEqual(400);
});
