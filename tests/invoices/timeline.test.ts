import { expect, test, vi } from "vitest";
import { Timeline } from "../../shared/schemas/timeline.ts";
import { organization } from "../support/organization.ts";

type Api = Awaited<ReturnType<typeof organization>>;

const SALE = {
  items: [{ description: "Pan de campo", unit_price: "4321.00" }],
  customer: { document_type: "dni", document_number: "30111222" },
};

async function withIssuer() {
  const api = await organization();
  await api.createIssuer();
  return api;
}

const timelineOf = async (api: Api, id: string): Promise<Timeline> => {
  const { status, body } = await api.get(`/v1/invoices/${id}/timeline`);
  expect(status).toBe(200);
  expect(Timeline.parse(body)).toEqual(body);
  return body;
};

const published = (api: Api, id: string) =>
  vi.waitFor(async () => {
    const found = await timelineOf(api, id);
    expect(found.entries.at(-1)?.kind).toBe("published");
    return found;
  }, 10_000);

const told = ({ entries }: Timeline) =>
  entries.map((entry) => (entry.kind === "call" ? `${entry.operation} ${entry.outcome} ${entry.number}` : entry.kind));

test("of an invoice that was authorized at once, before and after it is published", async () => {
  const api = await withIssuer();
  const answer = await api.post("/v1/invoices", SALE);
  const early = await timelineOf(api, answer.body.id);
  const found = await published(api, answer.body.id);
  expect(found).toMatchObject({ object: "timeline", invoice: answer.body.id, status: "authorized" });
  expect(told(found)).toEqual(["accepted", "FECompUltimoAutorizado ok null", "numbered", "FECAESolicitar ok 1", "authorized", "published"]);
  expect(found.entries.slice(0, 5)).toEqual(early.entries.slice(0, 5));
  expect(found.entries[0]).toMatchObject({
    request_id: answer.headers.get("request-id"),
    rules_version: expect.stringMatching(/^v4\.\d$/),
  });
  const times = found.entries.map((entry) => entry.at);
  expect(times).toEqual(times.toSorted());
});

test("names the login ticket, and shows nothing of it, of what was sold or to whom", async () => {
  const api = await withIssuer();
  const { body } = await api.post("/v1/invoices", SALE);
  const again = await api.post("/v1/invoices", SALE);
  const [one, two] = [await published(api, body.id), await published(api, again.body.id)];
  const tickets = [one, two].flatMap(({ entries }) => entries.flatMap((entry) => (entry.kind === "call" ? [entry.ticket] : [])));
  expect(new Set(tickets).size).toBe(1);
  expect(tickets[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(JSON.stringify(one)).not.toMatch(/4321|30111222|Pan|<|token|sign/i);
});

test("of an invoice whose answer was lost: how it was found again", async () => {
  const api = await withIssuer();
  await api.put("/v1/sandbox/faults", { faults: [{ operation: "FECAESolicitar", kind: "lost_answer", count: 1 }] });
  const { body } = await api.post("/v1/invoices", SALE);
  const found = await published(api, body.id);
  expect(told(found)).toEqual([
    "accepted",
    "FECompUltimoAutorizado ok null",
    "numbered",
    "FECAESolicitar connection_lost 1",
    "FECompUltimoAutorizado ok null",
    "FECompConsultar ok 1",
    "authorized",
    "published",
  ]);
});

test("a ticket that ARCA refused, and the one that took its place", async () => {
  const api = await withIssuer();
  await api.post("/v1/invoices", SALE);
  await api.put("/v1/sandbox/faults", { faults: [{ operation: "FECAESolicitar", kind: "arca_600", count: 1 }] });
  const { body } = await api.post("/v1/invoices", SALE);
  const calls = (await published(api, body.id)).entries.flatMap((entry) => (entry.kind === "call" ? [entry] : []));
  expect(calls[0]).toMatchObject({ operation: "FECAESolicitar", outcome: "ok", arca_codes: [600] });
  expect(calls.at(-1)).toMatchObject({ arca_codes: [] });
});

test("of an invoice that waits: as far as it has come", async () => {
  const api = await withIssuer();
  await api.put("/v1/sandbox/faults", { faults: [{ operation: "*", kind: "down", count: 100 }] });
  const { body } = await api.post("/v1/invoices", SALE, { prefer: "respond-async" });
  const found = await timelineOf(api, body.id);
  expect(found.status).toBe("queued");
  expect(told(found)[0]).toBe("accepted");
  expect(told(found)).not.toContain("published");
});

test("nobody else's", async () => {
  const api = await withIssuer();
  const { body } = await api.post("/v1/invoices", SALE);
  for (const stranger of [await organization(), await api.addKey({ mode: "live" })]) {
    expect(await stranger.get(`/v1/invoices/${body.id}/timeline`)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  }
  const writer = await api.addKey({ scopes: ["invoices:write"] });
  expect(await writer.get(`/v1/invoices/${body.id}/timeline`)).toMatchObject({ status: 403, body: { error: { param: "invoices:read" } } });
  for (const id of ["x", "inv_01kaf3v9q0f4trxsv5yy7gjcyb"]) expect((await api.get(`/v1/invoices/${id}/timeline`)).status).toBe(404);
});
