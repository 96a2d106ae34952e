import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { createApi } from "../../workers/api/app.ts";

const { vars } = parse(readFileSync("wrangler.toml", "utf8")) as { vars: Record<string, string> };

test("nobody reads mails of what is deployed", async () => {
  expect(vars["DEV_OUTBOX"]).toBe("");
  const answer = await createApi().request("/v1/dev/outbox", {}, { ...vars });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
});
