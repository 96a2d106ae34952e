import { expect, test } from "vitest";
import { organization } from "../support/organization.ts";

const SALE = { items: [{ description: "Pan", unit_price: "2000.00" }] };
const AWAY = {
  message: "ARCA does not answer. Nothing to do: it is asked again, and nothing is issued twice.",
  message_es: "ARCA no responde. No hay que hacer nada: se vuelve a preguntar, y nada se emite dos veces.",
};
const OF_ITS_OWN = {
  message: expect.stringContaining("ARCA answers with an error of its own. It is asked again"),
  message_es: expect.stringContaining("ARCA responde con un error propio. Se vuelve a preguntar"),
};

test.each([
  ["down", "unreachable", AWAY],
  ["unheard", "connection_lost", AWAY],
  ["lost_answer", "connection_lost", AWAY],
  ["http_500", "http_error", AWAY],
  ["http_503_html", "http_error", AWAY],
  ["truncated", "malformed_answer", AWAY],
  ["delay", "timeout", AWAY],
  ["arca_500", "arca_errors", { arca_code: 500, ...OF_ITS_OWN }],
  ["arca_502", "arca_errors", { arca_code: 502, ...OF_ITS_OWN }],
  ["arca_600", "arca_errors", { arca_code: 600, ...OF_ITS_OWN }],
])("while FECAESolicitar meets with %s, an invoice says why it waits, and what to do", async (kind, code, words) => {
  const { createIssuer, put, post, get } = await organization();
  await createIssuer();
  const delay = kind === "delay" ? { delay_ms: 5_000 } : {};
  await put("/v1/sandbox/faults", { faults: [{ operation: "FECAESolicitar", kind, count: 1_000, ...delay }] });
  const { body } = await post("/v1/invoices", SALE, { prefer: "respond-async" });
  const waitingFor = async () => (await get(`/v1/invoices/${body.id}`)).body.waiting_for;
  await expect.poll(waitingFor, { timeout: 5_000, interval: 50 }).toMatchObject({ param: null, code, ...words });
});
