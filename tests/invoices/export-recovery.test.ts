import { expect, test } from "vitest";
import { EXPORT_INPUT } from "../../workers/api/invoice-examples.ts";
import { organization } from "../support/organization.ts";

/** The answers to FEXAuthorize go wrong; the exports are numbered without a gap all the same, and each once. */
test.each(["lost_answer", "unheard", "http_503_html", "truncated", "arca_501", "arca_600"])("an export survives %s", async (kind) => {
  const { createIssuer, send, post, get } = await organization();
  await createIssuer();
  const body = JSON.stringify({ faults: [{ operation: "FEXAuthorize", kind }] });
  expect((await send("PUT", "/v1/sandbox/faults", { body })).status).toBe(200);
  const first = await post("/v1/invoices", EXPORT_INPUT, { Prefer: "respond-async" });
  const second = await post("/v1/invoices", EXPORT_INPUT, { Prefer: "respond-async" });
  const shown = async () => Promise.all([first, second].map(async (one) => (await get(`/v1/invoices/${one.body.id}`)).body));
  await expect.poll(async () => (await shown()).map(({ status }) => status), { timeout: 15_000 }).toEqual(["authorized", "authorized"]);
  const [one, two] = await shown();
  expect([one.number, two.number].toSorted((a, b) => a - b)).toEqual([1, 2]);
  expect(one.cae).not.toBe(two.cae);
  expect(await post("/v1/invoices", EXPORT_INPUT)).toMatchObject({ status: 201, body: { number: 3 } });
});
